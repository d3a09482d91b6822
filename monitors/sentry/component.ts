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
import type { ConstructorsOf, Lookups } from "../declaration/component";
import type { SentryResources } from "./declaration";

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
