import type { Point } from "./alarm-state";
import { MINUTE } from "./window";

const HOUR = 60;
const WEEK = 7 * 24;

/**
 * An approximation of CloudWatch's anomaly detection, whose model is not published ("machine learning", over up to two weeks, with hours
 * and days and weeks in it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html). Here the usual is
 * the mean of the same hour of earlier weeks, and the band so many of its standard deviations to each side. Until an hour has
 * been seen once there is no band, and no point. It learns slower than AWS's of a trend, and knows no holidays either.
 *
 * @param values of each minute, NaN where there is none
 * @param from seconds since 1970 of the first
 */
export const bandOver = (
  values: Float64Array,
  from: number,
  width: number,
  comparison: string,
): ((value: number, minute: number) => Point) => {
  const bounds = boundsOf(values, from, width);
  const under = comparison !== "GreaterThanUpperThreshold";
  const over = comparison !== "LessThanLowerThreshold";
  return (value, minute) => {
    const [lower = Number.NaN, upper = Number.NaN] = [bounds.lower[minute], bounds.upper[minute]];
    if (Number.isNaN(lower)) return "missing";
    return (over && value > upper) || (under && value < lower) ? "breaching" : "good";
  };
};

/** Welford's sums of each hour of the week; what an hour brings is learnt when it is over. */
const boundsOf = (values: Float64Array, from: number, width: number) => {
  const [lower, upper] = [new Float64Array(values.length), new Float64Array(values.length)];
  const [count, mean, squares] = [new Float64Array(WEEK), new Float64Array(WEEK), new Float64Array(WEEK)];
  const hourOf = (minute: number): number => Math.floor((from / MINUTE + minute) / HOUR) % WEEK;
  let begun = 0;
  for (let minute = 0; minute < values.length; minute += 1) {
    const hour = hourOf(minute);
    if (minute > 0 && hour !== hourOf(minute - 1)) {
      learn(values.subarray(begun, minute), hourOf(minute - 1), count, mean, squares);
      begun = minute;
    }
    const seen = count[hour] ?? 0;
    const spread = seen < 2 ? Number.NaN : width * Math.sqrt((squares[hour] ?? 0) / (seen - 1));
    lower[minute] = (mean[hour] ?? 0) - spread;
    upper[minute] = (mean[hour] ?? 0) + spread;
  }
  return { lower, upper };
};

const learn = (
  values: Float64Array,
  hour: number,
  count: Float64Array,
  mean: Float64Array,
  squares: Float64Array,
): void => {
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const seen = (count[hour] ?? 0) + 1;
    const off = value - (mean[hour] ?? 0);
    count[hour] = seen;
    mean[hour] = (mean[hour] ?? 0) + off / seen;
    squares[hour] = (squares[hour] ?? 0) + off * (value - (mean[hour] ?? 0));
  }
};
