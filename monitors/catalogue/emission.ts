import type { Emission, Emitter, ResourceKey } from "../model/emission";

const VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const LOG_DRAIN = "vercel:index/logDrain:LogDrain";
const TRACE_DRAIN = "vercel:index/traceDrain:TraceDrain";

type Keys = readonly [ResourceKey, ...ResourceKey[]];

/** An SDK sends nothing without the key that Vercel gives it. */
const browser = (who: string, variable: string): Emitter => ({
  by: "instrumentation",
  who,
  where: "instrumentation/browser",
  declares: [`${VARIABLE} storefront.${variable}`],
  status: "here",
});

const server = (who: string, ...declares: Keys): Emitter => ({
  by: "instrumentation",
  who,
  where: "instrumentation/server",
  declares,
  status: "here",
});

const ours =
  (by: "drain" | "event bus", where: string) =>
  (who: string, ...declares: Keys): Emitter => ({ by, who, where, declares, status: "here" });

const drained = ours("drain", "infra/integrations/vercel");

const beat = ours("event bus", "infra/integrations/heartbeat");

/** The application writes these as it works; the schema is the contract. */
const ownTable = {
  by: "sql",
  who: "the shop's own table",
  where: "infra/integrations/business-metrics/schema.sql",
  status: "here",
} as const;

const noted = (migration: string, byHand: string): Emitter => ({
  by: "sql",
  who: "an hourly job in the database, by pg_cron",
  where: `infra/integrations/business-metrics/migrations/${migration}`,
  byHand,
  status: "here",
});

const keptFromStripe = { ...ownTable, who: "the shop's webhook endpoint, from Stripe's events" } as const;

/** Paid, and there only once they are switched on. */
const additionalMetric = {
  by: "built-in",
  who: "CloudFront, with its additional metrics on",
  declares: ["aws:cloudfront/monitoringSubscription:MonitoringSubscription cdn"],
  status: "here",
} as const;

/** Who sends what the catalogue reads. A source whose feed is not below a key here is a diagnostic. */
export const emission = {
  "datadog:rum/view": browser("Datadog browser SDK", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:rum/resource": browser("Datadog browser SDK", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:rum/session": browser("Datadog browser SDK", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:rum/action/service_worker": browser("storefront, service worker", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:rum/action/app_install": browser("storefront, install prompt", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:rum/action/realtime_channel": browser("storefront, realtime client", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:rum/vital": browser("storefront, realtime client", "PUBLIC_DATADOG_CLIENT_TOKEN"),
  "datadog:spans/driplo-api": drained("Vercel trace drain, unsampled", `${TRACE_DRAIN} datadog`),
  "datadog:spans/driplo-storefront": drained("Vercel trace drain, unsampled", `${TRACE_DRAIN} datadog`),
  "newrelic:spans/driplo-api": drained("Vercel trace drain, unsampled", `${TRACE_DRAIN} newrelic`),
  "datadog:metric/driplo.server.memory.used_percent": server(
    "the API's server, by OTLP",
    `${VARIABLE} api.DATADOG_API_KEY`,
  ),
  "datadog:metric/driplo.server.cpu.used_percent": server(
    "the API's server, by OTLP",
    `${VARIABLE} api.DATADOG_API_KEY`,
  ),
  "datadog:logs/sign-in": server("the API's sign-in route, unsampled", `${LOG_DRAIN} datadog.api`),
  "datadog:logs/uploads": server("the API's upload route, unsampled", `${LOG_DRAIN} datadog.api`),
  "datadog:logs/postgres": {
    by: "drain",
    who: "Supabase's log drain; a pipeline of Datadog's tags its lines with env",
    where: "infra/integrations/supabase/log-pipeline.ts",
    declares: ["datadog:index/logsCustomPipeline:LogsCustomPipeline supabase", "datadog:index/apiKey:ApiKey supabase"],
    byHand: "npm run links -- supabase",
    status: "here",
  },
  "datadog:logs/cloudtrail": {
    by: "drain",
    who: "Datadog's forwarder, from the bucket of the account's trail",
    where: "infra/integrations/aws/forwarder.ts",
    declares: [
      "aws:cloudformation/stack:Stack datadog-forwarder",
      "aws:s3/bucketNotification:BucketNotification datadog-forwarder",
    ],
    byHand: "**The trail's bucket** (`aws.trailBucket`)",
    status: "here",
  },
  "datadog:logs/requests": drained(
    "Vercel log drain, unsampled",
    `${LOG_DRAIN} datadog.api`,
    `${LOG_DRAIN} datadog.storefront`,
  ),
  "datadog:logs/builds": drained(
    "Vercel log drain of the builds",
    `${LOG_DRAIN} datadog.api`,
    `${LOG_DRAIN} datadog.storefront`,
  ),
  "elastic:logs": {
    by: "drain",
    who: "Vercel log drain, unsampled, through Logstash: requests, and what the API's routes write",
    where: "infra/integrations/elastic",
    declares: [
      `${LOG_DRAIN} log-store`,
      "elasticstack:index/elasticsearchLogstashPipeline:ElasticsearchLogstashPipeline drains",
      "elasticstack:index/elasticsearchIngestPipeline:ElasticsearchIngestPipeline vercel",
    ],
    status: "here",
  },
  "datadog:synthetics": { by: "built-in", who: "Datadog synthetics", status: "here" },
  "cloudwatch:AWS/EC2": { by: "built-in", who: "Amazon EC2", status: "here" },
  "cloudwatch:AWS/Route53": { by: "built-in", who: "Route 53 health checkers", status: "here" },
  "cloudwatch:AWS/WAFV2": {
    by: "built-in",
    who: "AWS WAF, with metrics on for the web ACL",
    byHand: "**AWS WAF's metrics** are on",
    status: "here",
  },
  "cloudwatch:AWS/DDoSProtection": {
    by: "built-in",
    who: "AWS Shield Advanced",
    byHand: "**AWS Shield Advanced** protects the distribution",
    status: "here",
  },
  "cloudwatch:alarms": { by: "built-in", who: "CloudWatch, of the alarms that other rows make", status: "here" },
  "cloudwatch:CloudTrail": {
    by: "event bus",
    who: "CloudTrail, through EventBridge in us-east-1",
    where: "monitors/cloudwatch/trail.ts",
    declares: ["aws:cloudwatch/eventRule:EventRule security.breach_indicators"],
    byHand: "**A trail of CloudTrail** records management events",
    status: "here",
  },
  "cloudwatch:Stripe": {
    by: "event bus",
    who: "Stripe's event destinations, through EventBridge",
    where: "infra/integrations/stripe",
    declares: ["aws:cloudwatch/eventBus:EventBus stripe.account", "aws:cloudwatch/eventBus:EventBus stripe.connected"],
    byHand: "**Two event destinations** of the type Amazon EventBridge",
    status: "here",
  },
  "cloudwatch:Driplo/Checkout": server(
    "the API's server, one point for each checkout that a buyer starts",
    "aws:iam/role:Role checkouts",
    `${VARIABLE} api.DRIPLO_AWS_ROLE_ARN`,
  ),
  "cloudwatch:AWS/CloudFront/OriginLatency": additionalMetric,
  "cloudwatch:AWS/CloudFront/CacheHitRate": additionalMetric,
  "cloudwatch:AWS/CloudFront": { by: "built-in", who: "CloudFront", status: "here" },
  "cloudwatch:CWAgent": {
    by: "agent",
    who: "CloudWatch agent on the workers",
    where: "infra/integrations/aws/render.ts",
    declares: ["aws:ssm/parameter:Parameter agent"],
    byHand: "**The workers** start the CloudWatch agent",
    status: "here",
  },
  "sentry:sessions": browser("Sentry browser SDK, a session for each route", "PUBLIC_SENTRY_DSN"),
  "sentry:errors": browser(
    "Sentry browser SDK and the error boundary, each event with its user's id",
    "PUBLIC_SENTRY_DSN",
  ),
  "sentry:errors/security": server(
    "the API's server: one event for each refusal, tagged security.event and grouped by that tag",
    `${VARIABLE} api.SENTRY_DSN`,
  ),
  "datadog:heartbeat/cloudwatch": beat(
    "an alarm of CloudWatch's, over SNS into Datadog's events",
    "aws:scheduler/schedule:Schedule heartbeat",
    "aws:cloudwatch/metricAlarm:MetricAlarm heartbeat",
    "aws:sns/topicSubscription:TopicSubscription heartbeat",
  ),
  "datadog:heartbeat/newrelic": beat(
    "a workflow of New Relic's, into Datadog's events",
    "newrelic:index/nrqlAlertCondition:NrqlAlertCondition heartbeat",
    "newrelic:index/workflow:Workflow heartbeat",
    "newrelic:index/notificationDestination:NotificationDestination heartbeat",
  ),
  "prometheus:heartbeat/sentry": beat(
    "Sentry's uptime checker, each minute",
    "sentry:index/uptimeMonitor:UptimeMonitor heartbeat",
  ),
  "sentry:heartbeat/prometheus": beat(
    "a rule of Grafana's that always fires",
    "grafana:alerting/ruleGroup:RuleGroup heartbeat",
    "grafana:alerting/contactPoint:ContactPoint heartbeat",
  ),
  "sentry:heartbeat/elastic": beat(
    "a rule of Kibana's while requests arrive",
    "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule heartbeat",
    "elasticstack:index/kibanaActionConnector:KibanaActionConnector heartbeat",
  ),
  "cloudwatch:heartbeat/datadog": beat(
    "a monitor of Datadog's, over Amazon EventBridge",
    "datadog:index/monitor:Monitor heartbeat",
    "datadog:aws/integrationEventBridge:IntegrationEventBridge heartbeat",
    "aws:cloudwatch/eventBus:EventBus heartbeat",
  ),
  "prometheus:supabase": {
    by: "scrape",
    who: "Supabase's metrics endpoint, read by Grafana Cloud each minute",
    where: "infra/integrations/supabase",
    declares: ["grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob supabase"],
    byHand: "**A secret key of the Supabase project**",
    status: "here",
  },
  "postgres:pg_stat_user_tables": { by: "built-in", who: "Postgres", status: "here" },
  "postgres:monitoring.table_scans": noted("2-scan-counts.sql", "have pg_cron call its function each hour"),
  "postgres:monitoring.statement_counts": noted("3-statement-counts.sql", "`monitoring.note_statements()` each hour"),
  "postgres:profiles": ownTable,
  "postgres:products": ownTable,
  "postgres:search_events": ownTable,
  "postgres:product_views": ownTable,
  "postgres:conversations": ownTable,
  "postgres:checkouts": ownTable,
  "postgres:orders": ownTable,
  "postgres:payments": ownTable,
  "postgres:payouts": keptFromStripe,
  "postgres:stripe_events": keptFromStripe,
} as const satisfies Emission;
