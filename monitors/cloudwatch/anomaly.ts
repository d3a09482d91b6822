import { inCanonicalUnit } from "../model/quantity";
import type { Side } from "../model/signal-kind";
import type { PlannedLevel } from "../plan/plan";
import type { Comparison } from "./alarm";
import type { MetricQuery } from "./metric-query";

const BAND = "band";

/** Which edge of the band a value must cross. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const operators: Readonly<Record<Side, string>> = {
  above: "GreaterThanUpperThreshold",
  below: "LessThanLowerThreshold",
  both: "LessThanLowerOrGreaterThanUpperThreshold",
};

/**
 * The last of the queries held against the band that CloudWatch learns of it, so many deviations wide. CloudWatch trains its
 * model on up to two weeks, finds hourly, daily and weekly rhythms by itself, and makes the model when an alarm asks for a band
 * that has none: no detector is declared, and `threshold` must be left out.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 * @see https://github.com/aws/aws-cdk/pull/19956 (no detector needed), https://github.com/aws/aws-cdk/pull/31232 (no threshold)
 */
export const compareWithBand = (
  queries: readonly MetricQuery[],
  { threshold: { at }, breach, name }: PlannedLevel,
): Pick<Comparison, "comparisonOperator" | "thresholdMetricId" | "metricQueries"> => {
  if (at === undefined || breach === "event") throw new Error("an anomaly has deviations and a side: its kind says so");
  const value = queries.at(-1);
  if (value === undefined) throw new Error("a band needs a value to learn from");
  return {
    comparisonOperator: operators[breach],
    thresholdMetricId: BAND,
    metricQueries: [
      ...queries.slice(0, -1),
      // Both the value and its band are returned: these are what the alarm compares.
      { ...value, returnData: true },
      {
        id: BAND,
        expression: `ANOMALY_DETECTION_BAND(${value.id}, ${inCanonicalUnit(at)})`,
        label: `usual of ${name}`,
        returnData: true,
      },
    ],
  };
};
