import type { CloudWatchSource } from "./cloudwatch";
import type { DatadogSource } from "./datadog";
import type { NewRelicSource } from "./newrelic";
import type { PrometheusSource } from "./prometheus";
import type { SentrySource } from "./sentry";

/** Where a measure's number comes from, and so which vendor evaluates it. Discriminated by `vendor`, then `type`. */
export type Source = DatadogSource | CloudWatchSource | NewRelicSource | PrometheusSource | SentrySource;

export type VendorName = Source["vendor"];

/** The vendor whose beat a source listens for: its pipeline tells another vendor, every few minutes, that it still delivers. */
export const heartbeatOf = (source: Source): VendorName | undefined =>
  source.type === "heartbeat" ? source.of : undefined;

/**
 * What a source reads, as `<vendor>:<data>`: `datadog:rum/view`, `cloudwatch:CWAgent`. `catalogue/emission.ts` says who
 * sends it; a feed that nobody sends is a diagnostic.
 */
export type Feed = `${"datadog" | "cloudwatch" | "newrelic" | "prometheus" | "sentry"}:${string}`;
