import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { GrafanaDashboards } from "../dashboards/grafana/component";
import { AlarmTopics, CloudWatchAlarms } from "../monitors/cloudwatch/component";
import { DatadogMonitors } from "../monitors/datadog/component";
import type { DeclaredArgs, DeclaredResources } from "../monitors/declaration/component";
import { KibanaConnectors, KibanaRules } from "../monitors/elastic/component";
import { NewRelicConditions } from "../monitors/newrelic/component";
import { GrafanaContactPoints, GrafanaRules } from "../monitors/prometheus/component";
import { SentryAlertRules } from "../monitors/sentry/component";
import { IncidentResponse, StatusPage } from "../policies/incidents/component";
import { PagerDutyEscalation } from "../policies/pagerduty/component";
import { AwsMetrics, CheckoutRole, CloudTrailFeed, TrailForwarder } from "./integrations/aws/component";
import { BusinessTables } from "./integrations/business-metrics/component";
import { LogStore } from "./integrations/elastic/component";
import { LogRocketKeys } from "./integrations/logrocket/component";
import { LogPipelines, LogRetention } from "./integrations/logs/component";
import { StripeEvents } from "./integrations/stripe/component";
import { SupabaseKey, SupabaseScrape } from "./integrations/supabase/component";
import { VercelDrains } from "./integrations/vercel/component";
import type { DeclarationIn, PartName } from "./parts";

type ComponentOf<Name extends PartName> = new (
  name: string,
  args: DeclaredArgs<DeclarationIn<Name>>,
  options?: ComponentResourceOptions,
) => DeclaredResources;

/** Who creates each part of `parts.ts`: the rows' other half, apart from them because whatever plans offline loads no Pulumi. */
export const components: { readonly [Name in PartName]: ComponentOf<Name> } = {
  pagerduty: PagerDutyEscalation,
  logrocket: LogRocketKeys,
  incidents: IncidentResponse,
  statusPage: StatusPage,
  logs: LogRetention,
  pipelines: LogPipelines,
  supabaseKey: SupabaseKey,
  datadog: DatadogMonitors,
  topics: AlarmTopics,
  awsMetrics: AwsMetrics,
  trail: CloudTrailFeed,
  checkouts: CheckoutRole,
  stripe: StripeEvents,
  cloudwatch: CloudWatchAlarms,
  newrelic: NewRelicConditions,
  contactPoints: GrafanaContactPoints,
  supabase: SupabaseScrape,
  business: BusinessTables,
  prometheus: GrafanaRules,
  sentry: SentryAlertRules,
  connectors: KibanaConnectors,
  logStore: LogStore,
  elastic: KibanaRules,
  forwarder: TrailForwarder,
  vercel: VercelDrains,
  dashboards: GrafanaDashboards,
};
