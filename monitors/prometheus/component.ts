import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { ContactPoint } from "@pulumiverse/grafana/alerting/contactPoint";
import { MuteTiming } from "@pulumiverse/grafana/alerting/muteTiming";
import { RuleGroup } from "@pulumiverse/grafana/alerting/ruleGroup";
import { MetricsEndpointScrapeJob } from "@pulumiverse/grafana/connections/metricsEndpointScrapeJob";
import { DataSource } from "@pulumiverse/grafana/oss/dataSource";
import { Folder } from "@pulumiverse/grafana/oss/folder";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../declaration/component";
import type { PrometheusDeclaration, PrometheusResources } from "./declaration";

/** Grafana's classes. */
export const prometheusConstructors: ConstructorsOf<PrometheusResources> = {
  "grafana:oss/folder:Folder": Folder,
  "grafana:oss/dataSource:DataSource": DataSource,
  "grafana:alerting/contactPoint:ContactPoint": ContactPoint,
  "grafana:alerting/muteTiming:MuteTiming": MuteTiming,
  "grafana:alerting/ruleGroup:RuleGroup": RuleGroup,
  "grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob": MetricsEndpointScrapeJob,
};

export type GrafanaContactPointsArgs = DeclaredArgs<PrometheusDeclaration>;

/** Grafana's folder of rules, contact points and mute timings. */
export class GrafanaContactPoints extends DeclaredResources<PrometheusDeclaration> {
  /** The id of each contact point, by destination. */
  readonly contactPointIds = this.outputsOf(ContactPoint, ({ id }) => id);

  constructor(name: string, args: GrafanaContactPointsArgs, options?: ComponentResourceOptions) {
    super("GrafanaContactPoints", name, { constructors: prometheusConstructors }, args, options);
    this.registerOutputs({ contactPointIds: this.contactPointIds });
  }
}

export type GrafanaRulesArgs = DeclaredArgs<PrometheusDeclaration>;

/** Grafana's rules, each in a group of its own. */
export class GrafanaRules extends DeclaredResources<PrometheusDeclaration> {
  /** The id of each rule group, by logical name. */
  readonly ruleGroupIds = this.outputsOf(RuleGroup, ({ id }) => id);

  constructor(name: string, args: GrafanaRulesArgs, options?: ComponentResourceOptions) {
    super("GrafanaRules", name, { constructors: prometheusConstructors }, args, options);
    this.registerOutputs({ ruleGroupIds: this.ruleGroupIds });
  }
}
