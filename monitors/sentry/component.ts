import type { ComponentResourceOptions } from "@pulumi/pulumi";
import {
  Alert,
  CronMonitor,
  getKeyOutput,
  getOrganizationIntegrationOutput,
  getProjectErrorMonitorOutput,
  getTeamOutput,
  IntegrationPagerduty,
  Key,
  MetricMonitor,
  Project,
  ProjectInboundDataFilter,
  ProjectOwnership,
  ProjectSpikeProtection,
  Team,
  UptimeMonitor,
} from "@pulumi/sentry";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs, type Lookups } from "../declaration/component";
import type { SentryDeclaration, SentryResources } from "./declaration";

/** Sentry's classes. */
export const sentryConstructors: ConstructorsOf<SentryResources> = {
  "sentry:index/team:Team": Team,
  "sentry:index/project:Project": Project,
  "sentry:index/key:Key": Key,
  "sentry:index/projectOwnership:ProjectOwnership": ProjectOwnership,
  "sentry:index/projectSpikeProtection:ProjectSpikeProtection": ProjectSpikeProtection,
  "sentry:index/projectInboundDataFilter:ProjectInboundDataFilter": ProjectInboundDataFilter,
  "sentry:index/integrationPagerduty:IntegrationPagerduty": IntegrationPagerduty,
  "sentry:index/metricMonitor:MetricMonitor": MetricMonitor,
  "sentry:index/cronMonitor:CronMonitor": CronMonitor,
  "sentry:index/uptimeMonitor:UptimeMonitor": UptimeMonitor,
  "sentry:index/alert:Alert": Alert,
};

/** Ids of what a person has installed, or another stack declared. */
export const sentryLookups: Lookups = {
  "sentry:getOrganizationIntegration": ({ organization = "", providerKey = "", name = "" }, options) =>
    getOrganizationIntegrationOutput({ organization, providerKey, name }, options).id,
  "sentry:getProjectErrorMonitor": ({ organization = "", project = "" }, options) =>
    getProjectErrorMonitorOutput({ organization, project }, options).id,
  "sentry:getKey": ({ organization = "", project = "", name = "" }, options) =>
    getKeyOutput({ organization, project, name }, options).dsnPublic,
  "sentry:getTeam": ({ organization = "", slug = "" }, options) =>
    getTeamOutput({ organization, slug }, options).internalId,
};

export type SentryAlertRulesArgs = DeclaredArgs<SentryDeclaration>;

/** Sentry's monitors, which make issues, and alerts, which act on them; and the project, where this stack owns it. */
export class SentryAlertRules extends DeclaredResources<SentryDeclaration> {
  /** Sentry's id of each alert, by logical name. */
  readonly alertIds = this.outputsOf(Alert, ({ id }) => id);

  constructor(name: string, args: SentryAlertRulesArgs, options?: ComponentResourceOptions) {
    super("SentryAlertRules", name, { constructors: sentryConstructors, lookups: sentryLookups }, args, options);
    this.registerOutputs({ alertIds: this.alertIds });
  }
}
