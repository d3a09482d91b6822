import type {
  ElasticsearchComponentTemplateArgs,
  ElasticsearchIndexLifecycleArgs,
  ElasticsearchIndexTemplateArgs,
  ElasticsearchIngestPipelineArgs,
  ElasticsearchLogstashPipelineArgs,
  KibanaActionConnectorArgs,
  KibanaAlertingRuleArgs,
  KibanaDataViewArgs,
  KibanaImportSavedObjectsArgs,
  KibanaMaintenanceWindowArgs,
} from "@pulumi/elasticstack";
import type { Declaration, DeclarationsOf, Unwrap } from "../declaration/declaration";

/** Elasticsearch's and Kibana's resources, by Pulumi's type token. `component.ts` has a class for each. */
export interface ElasticResources {
  readonly "elasticstack:index/elasticsearchComponentTemplate:ElasticsearchComponentTemplate": ElasticsearchComponentTemplateArgs;
  readonly "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle": ElasticsearchIndexLifecycleArgs;
  readonly "elasticstack:index/elasticsearchIndexTemplate:ElasticsearchIndexTemplate": ElasticsearchIndexTemplateArgs;
  readonly "elasticstack:index/elasticsearchIngestPipeline:ElasticsearchIngestPipeline": ElasticsearchIngestPipelineArgs;
  readonly "elasticstack:index/elasticsearchLogstashPipeline:ElasticsearchLogstashPipeline": ElasticsearchLogstashPipelineArgs;
  readonly "elasticstack:index/kibanaActionConnector:KibanaActionConnector": KibanaActionConnectorArgs;
  readonly "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule": KibanaAlertingRuleArgs;
  readonly "elasticstack:index/kibanaDataView:KibanaDataView": KibanaDataViewArgs;
  readonly "elasticstack:index/kibanaImportSavedObjects:KibanaImportSavedObjects": KibanaImportSavedObjectsArgs;
  readonly "elasticstack:index/kibanaMaintenanceWindow:KibanaMaintenanceWindow": KibanaMaintenanceWindowArgs;
}

export type ElasticDeclaration = DeclarationsOf<ElasticResources>;

export const RULE = "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule";

export const CONNECTOR = "elasticstack:index/kibanaActionConnector:KibanaActionConnector";

export type RuleDeclaration = Declaration<typeof RULE, Unwrap<KibanaAlertingRuleArgs>>;

export type ConnectorDeclaration = Declaration<typeof CONNECTOR, Unwrap<KibanaActionConnectorArgs>>;
