import { ContactPoint } from "@pulumiverse/grafana/alerting/contactPoint";
import { MuteTiming } from "@pulumiverse/grafana/alerting/muteTiming";
import { RuleGroup } from "@pulumiverse/grafana/alerting/ruleGroup";
import { MetricsEndpointScrapeJob } from "@pulumiverse/grafana/connections/metricsEndpointScrapeJob";
import { DataSource } from "@pulumiverse/grafana/oss/dataSource";
import { Folder } from "@pulumiverse/grafana/oss/folder";
import type { ConstructorsOf } from "../declaration/component";
import type { PrometheusResources } from "./declaration";

/** Grafana's classes. */
export const prometheusConstructors: ConstructorsOf<PrometheusResources> = {
  "grafana:oss/folder:Folder": Folder,
  "grafana:oss/dataSource:DataSource": DataSource,
  "grafana:alerting/contactPoint:ContactPoint": ContactPoint,
  "grafana:alerting/muteTiming:MuteTiming": MuteTiming,
  "grafana:alerting/ruleGroup:RuleGroup": RuleGroup,
  "grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob": MetricsEndpointScrapeJob,
};
