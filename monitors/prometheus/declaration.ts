import type { ContactPointArgs } from "@pulumiverse/grafana/alerting/contactPoint";
import type { MuteTimingArgs } from "@pulumiverse/grafana/alerting/muteTiming";
import type { RuleGroupArgs } from "@pulumiverse/grafana/alerting/ruleGroup";
import type { MetricsEndpointScrapeJobArgs } from "@pulumiverse/grafana/connections/metricsEndpointScrapeJob";
import type { DataSourceArgs } from "@pulumiverse/grafana/oss/dataSource";
import type { FolderArgs } from "@pulumiverse/grafana/oss/folder";
import type { Declaration, DeclarationsOf, Unwrap } from "../declaration/declaration";

/** Grafana's resources that evaluate Prometheus's data and the shop's tables, by Pulumi's type token. `component.ts` has a class for each. */
export interface PrometheusResources {
  readonly "grafana:oss/folder:Folder": FolderArgs;
  readonly "grafana:oss/dataSource:DataSource": DataSourceArgs;
  readonly "grafana:alerting/contactPoint:ContactPoint": ContactPointArgs;
  readonly "grafana:alerting/muteTiming:MuteTiming": MuteTimingArgs;
  readonly "grafana:alerting/ruleGroup:RuleGroup": RuleGroupArgs;
  readonly "grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob": MetricsEndpointScrapeJobArgs;
}

export type PrometheusDeclaration = DeclarationsOf<PrometheusResources>;

export type RuleGroupDeclaration = Declaration<"grafana:alerting/ruleGroup:RuleGroup", Unwrap<RuleGroupArgs>>;

export type ContactPointDeclaration = Declaration<
  "grafana:alerting/contactPoint:ContactPoint",
  Unwrap<ContactPointArgs>
>;
