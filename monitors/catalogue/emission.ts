import type { Emission } from "../model/emission";

/** The application writes these as it works; the schema is the contract. */
const ownTable = {
  by: "sql",
  who: "the shop's own table",
  where: "infra/integrations/business-metrics/schema.sql",
  status: "here",
} as const;

const keptFromStripe = { ...ownTable, who: "the shop's webhook endpoint, from Stripe's events" } as const;

/** Who sends what the catalogue reads. A source whose feed is not below a key here is a diagnostic. */
export const emission = {
  "datadog:rum/view": {
    by: "instrumentation",
    who: "Datadog browser SDK",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:rum/resource": {
    by: "instrumentation",
    who: "Datadog browser SDK",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:rum/session": {
    by: "instrumentation",
    who: "Datadog browser SDK",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:rum/action/service_worker": {
    by: "instrumentation",
    who: "storefront, service worker",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:rum/action/app_install": {
    by: "instrumentation",
    who: "storefront, install prompt",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:rum/action/realtime_channel": {
    by: "instrumentation",
    who: "storefront, realtime client",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:rum/vital": {
    by: "instrumentation",
    who: "storefront, realtime client",
    where: "instrumentation/browser",
    status: "later",
  },
  "datadog:spans/driplo-api": {
    by: "drain",
    who: "Vercel trace drain, unsampled",
    where: "infra/integrations/vercel",
    status: "later",
  },
  "newrelic:spans/driplo-api": {
    by: "drain",
    who: "Vercel trace drain, unsampled",
    where: "infra/integrations/vercel",
    status: "later",
  },
  "datadog:metric/driplo.server.memory.used_percent": {
    by: "instrumentation",
    who: "the API's server, by OTLP",
    where: "instrumentation/server",
    status: "later",
  },
  "datadog:metric/driplo.server.cpu.used_percent": {
    by: "instrumentation",
    who: "the API's server, by OTLP",
    where: "instrumentation/server",
    status: "later",
  },
  "datadog:logs/sign-in": {
    by: "instrumentation",
    who: "the API's sign-in route, unsampled",
    where: "instrumentation/server",
    status: "later",
  },
  "datadog:logs/uploads": {
    by: "instrumentation",
    who: "the API's upload route, unsampled",
    where: "instrumentation/server",
    status: "later",
  },
  "datadog:logs/requests": {
    by: "drain",
    who: "Vercel log drain, unsampled",
    where: "infra/integrations/vercel",
    status: "later",
  },
  "datadog:logs/builds": {
    by: "drain",
    who: "Vercel log drain of the builds",
    where: "infra/integrations/vercel",
    status: "later",
  },
  "datadog:synthetics": { by: "built-in", who: "Datadog synthetics", status: "here" },
  "cloudwatch:AWS/EC2": { by: "built-in", who: "Amazon EC2", status: "here" },
  "cloudwatch:AWS/Route53": { by: "built-in", who: "Route 53 health checkers", status: "here" },
  "cloudwatch:AWS/CloudFront": { by: "built-in", who: "CloudFront", status: "here" },
  "cloudwatch:CWAgent": {
    by: "agent",
    who: "CloudWatch agent on the workers",
    where: "infra/integrations/aws/agent.ts",
    status: "here",
  },
  "sentry:sessions": {
    by: "instrumentation",
    who: "Sentry browser SDK, a session for each route",
    where: "instrumentation/browser",
    status: "later",
  },
  "sentry:errors": {
    by: "instrumentation",
    who: "Sentry browser SDK and the error boundary, each event with its user's id",
    where: "instrumentation/browser",
    status: "later",
  },
  "sentry:errors/security": {
    by: "instrumentation",
    who: "the API's server: one event for each refusal, tagged security.event and grouped by that tag",
    where: "instrumentation/server",
    status: "later",
  },
  "prometheus:supabase": {
    by: "scrape",
    who: "Supabase's metrics endpoint, read by Grafana Cloud each minute",
    where: "infra/integrations/supabase",
    status: "here",
  },
  "postgres:pg_stat_user_tables": { by: "built-in", who: "Postgres", status: "here" },
  "postgres:monitoring.table_scans": {
    by: "sql",
    who: "an hourly job in the database, by pg_cron",
    where: "infra/integrations/business-metrics/migrations/2-scan-counts.sql",
    status: "here",
  },
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
