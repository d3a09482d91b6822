import type { DatadogSource } from "../model/sources/datadog";
import { added, assumed, documented, DRAIN, MESSAGE, message, OTLP_SPANS, type Delay } from "../plan/delay";

/** Logs, spans and RUM are kept by Datadog as metrics of ten-second points: a point is whole when they are over. */
const TEN_SECONDS = documented(
  10,
  "the point of a metric made of events",
  "https://docs.datadoghq.com/logs/log_configuration/logs_to_metrics/ (10-second granularity)",
);
const INTAKE = assumed(
  15,
  "Datadog's intake",
  "no figure is published; it calls its live views real time, and a point must be written and indexed",
);
const BROWSER = documented(
  30,
  "the browser SDK sends every 30 s at the latest",
  "https://github.com/DataDog/browser-sdk packages/core/src/transport/flushController.ts (FLUSH_DURATION_LIMIT)",
);
const OTLP_METRICS = documented(
  60,
  "the server's export of metrics",
  "https://opentelemetry.io/docs/specs/otel/metrics/sdk/#periodic-exporting-metricreader (exportIntervalMillis 60000)",
);
const RUN = assumed(
  10,
  "a run of a test and its result",
  "no figure is published; a run may wait for an answer for as long, and its result is written at once",
);
const TRAIL = documented(
  300,
  "CloudTrail writes a record down",
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake.html (an average of about 5 minutes, not guaranteed)",
);

export const datadogDelays: Readonly<Record<DatadogSource["type"], Delay>> = {
  rum: added(BROWSER, INTAKE),
  "rum ratio": added(BROWSER, INTAKE, TEN_SECONDS),
  "rum count": added(BROWSER, INTAKE, TEN_SECONDS),
  spans: added(OTLP_SPANS, DRAIN, INTAKE, TEN_SECONDS),
  metric: added(OTLP_METRICS, INTAKE),
  logs: added(DRAIN, INTAKE),
  "log ratio": added(DRAIN, INTAKE, TEN_SECONDS),
  "log outcomes": added(DRAIN, INTAKE),
  trail: added(TRAIL, INTAKE),
  // A failure waits for the next run besides: that is the source's `every`, and not in here.
  http: added(RUN),
  dns: added(RUN),
  certificate: added(RUN),
  heartbeat: added(MESSAGE, INTAKE),
};

export const datadogNotification: Delay = message("Datadog's notification");
