import type { ComponentResourceOptions } from "@pulumi/pulumi";
import {
  ElasticsearchComponentTemplate,
  ElasticsearchIndexLifecycle,
  ElasticsearchIndexTemplate,
  ElasticsearchIngestPipeline,
  ElasticsearchLogstashPipeline,
  KibanaActionConnector,
  KibanaAlertingRule,
  KibanaDataView,
  KibanaImportSavedObjects,
  KibanaMaintenanceWindow,
} from "@pulumi/elasticstack";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../declaration/component";
import type { ElasticDeclaration, ElasticResources } from "./declaration";

/** Elasticsearch's and Kibana's classes. */
export const elasticConstructors: ConstructorsOf<ElasticResources> = {
  "elasticstack:index/elasticsearchComponentTemplate:ElasticsearchComponentTemplate": ElasticsearchComponentTemplate,
  "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle": ElasticsearchIndexLifecycle,
  "elasticstack:index/elasticsearchIndexTemplate:ElasticsearchIndexTemplate": ElasticsearchIndexTemplate,
  "elasticstack:index/elasticsearchIngestPipeline:ElasticsearchIngestPipeline": ElasticsearchIngestPipeline,
  "elasticstack:index/elasticsearchLogstashPipeline:ElasticsearchLogstashPipeline": ElasticsearchLogstashPipeline,
  "elasticstack:index/kibanaActionConnector:KibanaActionConnector": KibanaActionConnector,
  "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule": KibanaAlertingRule,
  "elasticstack:index/kibanaDataView:KibanaDataView": KibanaDataView,
  "elasticstack:index/kibanaImportSavedObjects:KibanaImportSavedObjects": KibanaImportSavedObjects,
  "elasticstack:index/kibanaMaintenanceWindow:KibanaMaintenanceWindow": KibanaMaintenanceWindow,
};

export type KibanaConnectorsArgs = DeclaredArgs<ElasticDeclaration>;

/** Kibana's connectors: by what its rules tell people. */
export class KibanaConnectors extends DeclaredResources<ElasticDeclaration> {
  /** Kibana's id of each connector. */
  readonly connectorIds = this.outputsOf(KibanaActionConnector, ({ connectorId }) => connectorId);

  constructor(name: string, args: KibanaConnectorsArgs, options?: ComponentResourceOptions) {
    super("KibanaConnectors", name, { constructors: elasticConstructors }, args, options);
    this.registerOutputs({ connectorIds: this.connectorIds });
  }
}

export type KibanaRulesArgs = DeclaredArgs<ElasticDeclaration>;

/** Kibana's rules over the log store, and its maintenance windows. */
export class KibanaRules extends DeclaredResources<ElasticDeclaration> {
  /** The id of each rule, by logical name. */
  readonly ruleIds = this.outputsOf(KibanaAlertingRule, ({ id }) => id);

  constructor(name: string, args: KibanaRulesArgs, options?: ComponentResourceOptions) {
    super("KibanaRules", name, { constructors: elasticConstructors }, args, options);
    this.registerOutputs({ ruleIds: this.ruleIds });
  }
}
