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
import type { ConstructorsOf } from "../declaration/component";
import type { ElasticResources } from "./declaration";

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
