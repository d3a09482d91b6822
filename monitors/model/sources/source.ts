import type { PaidFeature } from "../environment";
import type { BusinessSource } from "./business";
import type { CloudWatchSource } from "./cloudwatch";
import type { DatadogSource } from "./datadog";
import type { ElasticSource } from "./elastic";
import type { NewRelicSource } from "./newrelic";
import type { PrometheusSource } from "./prometheus";
import type { SentrySource } from "./sentry";

/** Where a measure's number comes from, and so which vendor evaluates it. Discriminated by `vendor`, then `type`. */
export type Source = DatadogSource | CloudWatchSource | NewRelicSource | GrafanaSource | SentrySource | ElasticSource;

/** What Grafana evaluates: Prometheus's data, and the shop's own tables. Both are the vendor `prometheus`. */
export type GrafanaSource = PrometheusSource | BusinessSource;

export type VendorName = Source["vendor"];

/** The vendor whose beat a source listens for: its pipeline tells another vendor, every few minutes, that it still delivers. */
export const heartbeatOf = (source: Source): VendorName | undefined =>
  source.type === "heartbeat" ? source.of : undefined;

/** What the environment must pay for before the source has anything to read. */
export const requirementOf = (source: Source): PaidFeature | undefined =>
  "requires" in source ? source.requires : undefined;

/** Names of the levels that the source looks at instead of data. */
export const needsOf = (source: Source): readonly string[] => ("needs" in source ? source.needs : []);
