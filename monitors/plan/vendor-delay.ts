import type { ElasticSource } from "../model/sources/elastic";
import type { NewRelicSource } from "../model/sources/newrelic";
import type { SentrySource } from "../model/sources/sentry";
import type { GrafanaSource, Source, VendorName } from "../model/sources/source";
import { assertNever } from "../model/assert-never";
import { cloudWatchDelay } from "../cloudwatch/delay";
import { datadogDelays } from "../datadog/delay";
import { added, assumed, documented, DRAIN, MESSAGE, OTLP_SPANS, type Delay, type DelayPart } from "./delay/delay";

export type { Delay, DelayPart } from "./delay/delay";

/** From something that happens to the vendor that can judge it. A type of source without a row does not compile. */
export const delayOf = (source: Source): Delay => {
  switch (source.vendor) {
    case "datadog":
      return datadogDelays[source.type];
    case "cloudwatch":
      return cloudWatchDelay(source);
    case "newrelic":
      return newRelicDelays[source.type];
    case "prometheus":
      return grafanaDelays[source.type];
    case "sentry":
      return sentryDelays[source.type];
    case "elastic":
      return elasticDelays[source.type];
    default:
      return assertNever(source);
  }
};

/** From a vendor's verdict to a message on a screen: its notification, and PagerDuty's or Slack's own. */
export const notificationOf = (vendor: VendorName): Delay => notifications[vendor];

/** The condition's own delay of a window (`aggregationDelay`) is its evaluator's. */
const newRelicDelays: Readonly<Record<NewRelicSource["type"], Delay>> = {
  spans: added(OTLP_SPANS, DRAIN, assumed(10, "New Relic's intake", "no figure is published of a span by OTLP")),
};

const SCRAPE = added(
  documented(
    60,
    "Grafana Cloud's scrape of Supabase",
    "https://supabase.com/docs/guides/telemetry/metrics/grafana-self-hosted (scrape_interval 60s, Supabase's refresh cadence)",
  ),
  assumed(10, "Grafana Cloud's intake", "no figure is published"),
);

const grafanaDelays: Readonly<Record<GrafanaSource["type"], Delay>> = {
  state: SCRAPE,
  span: SCRAPE,
  "mean time": SCRAPE,
  "free share": SCRAPE,
  pool: SCRAPE,
  "idle time": SCRAPE,
  hits: SCRAPE,
  remainder: SCRAPE,
  scrape: SCRAPE,
  heartbeat: added(MESSAGE),
  // The tables themselves are asked, at each evaluation: infra/integrations/business-metrics.
  sql: added(),
};

const AN_ERROR = added(
  assumed(15, "an error, into its issue", "alerts are asked right after an event is kept; no figure is published"),
);

const sentryDelays: Readonly<Record<SentrySource["type"], Delay>> = {
  "crash rate": added(
    assumed(60, "sessions, into the numbers that Sentry's monitors read", "no figure is published; a minute is taken"),
  ),
  issues: AN_ERROR,
  "security events": AN_ERROR,
  heartbeat: added(MESSAGE),
};

const elasticDelays: Readonly<Record<ElasticSource["type"], Delay>> = {
  logs: added(
    DRAIN,
    assumed(
      5,
      "Logstash, and the ingest pipeline",
      "a batch waits 50 ms (pipeline.batch.delay); no figure of the whole is published",
    ),
    documented(
      1,
      "Elasticsearch, until a document is found",
      "https://www.elastic.co/docs/manage-data/data-store/near-real-time-search (refresh each second)",
    ),
  ),
};

const message = (what: string, ...before: readonly DelayPart[]): Delay =>
  added(
    ...before,
    assumed(5, what, "a call at once, when the state changes; no figure is published"),
    assumed(25, "PagerDuty's call, or Slack's message", "no figure is published of the ordinary case"),
  );

const notifications: Readonly<Record<VendorName, Delay>> = {
  datadog: message("Datadog's notification"),
  cloudwatch: message("the alarm's message to SNS, and from there by HTTPS"),
  newrelic: message("New Relic's workflow"),
  prometheus: message(
    "Grafana's notification",
    documented(30, "a group waits for others of its sort", "monitors/prometheus/render.ts (groupWait, as declared)"),
  ),
  sentry: message("Sentry's action"),
  elastic: message("Kibana's connector"),
};
