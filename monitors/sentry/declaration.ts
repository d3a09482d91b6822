import type {
  AlertArgs,
  CronMonitorArgs,
  IntegrationPagerdutyArgs,
  KeyArgs,
  MetricMonitorArgs,
  ProjectArgs,
  ProjectInboundDataFilterArgs,
  ProjectOwnershipArgs,
  ProjectSpikeProtectionArgs,
  TeamArgs,
  UptimeMonitorArgs,
} from "@pulumi/sentry";
import type { DeclarationsOf } from "../declaration/declaration";

/** Sentry's resources, by Pulumi's type token. `component.ts` has a class for each. */
export interface SentryResources {
  readonly "sentry:index/team:Team": TeamArgs;
  readonly "sentry:index/project:Project": ProjectArgs;
  readonly "sentry:index/key:Key": KeyArgs;
  readonly "sentry:index/projectOwnership:ProjectOwnership": ProjectOwnershipArgs;
  readonly "sentry:index/projectSpikeProtection:ProjectSpikeProtection": ProjectSpikeProtectionArgs;
  readonly "sentry:index/projectInboundDataFilter:ProjectInboundDataFilter": ProjectInboundDataFilterArgs;
  readonly "sentry:index/integrationPagerduty:IntegrationPagerduty": IntegrationPagerdutyArgs;
  readonly "sentry:index/metricMonitor:MetricMonitor": MetricMonitorArgs;
  readonly "sentry:index/cronMonitor:CronMonitor": CronMonitorArgs;
  readonly "sentry:index/uptimeMonitor:UptimeMonitor": UptimeMonitorArgs;
  readonly "sentry:index/alert:Alert": AlertArgs;
}

export type SentryDeclaration = DeclarationsOf<SentryResources>;

type Of<T extends SentryDeclaration["type"]> = Extract<SentryDeclaration, { type: T }>;

export type AlertDeclaration = Of<"sentry:index/alert:Alert">;
export type CronMonitorDeclaration = Of<"sentry:index/cronMonitor:CronMonitor">;
export type MetricMonitorDeclaration = Of<"sentry:index/metricMonitor:MetricMonitor">;
export type PagerDutyServiceDeclaration = Of<"sentry:index/integrationPagerduty:IntegrationPagerduty">;

export type ActionFilter = AlertDeclaration["args"]["actionFilters"][number];
export type Action = ActionFilter["actions"][number];
export type Condition = NonNullable<ActionFilter["conditions"]>[number];
