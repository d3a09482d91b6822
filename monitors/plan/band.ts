const HOUR = 60;

/** Of each minute, NaN where the usual is not known yet. */
export interface Band {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * An approximation of the vendors' anomaly detection, whose models are not published. The usual is the mean of the same hour of earlier
 * days or weeks, and the band so many of its standard deviations to each side; what an hour brings is learnt when it is over. Until an
 * hour has been seen once there is no band. It learns slower than theirs of a trend, forgets nothing, and knows no holidays.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html (up to two weeks; hours, days and weeks),
 * https://docs.datadoghq.com/monitors/types/anomaly/ (basic, agile, robust)
 *
 * @param values of each minute, NaN where there is none
 * @param from seconds since 1970 of the first
 * @param hours of the rhythm: 24 for a day, 168 for a week
 */
export const bandOver = (values: Float64Array, from: number, width: number, hours: number): Band => {
  const [lower, upper] = [new Float64Array(values.length), new Float64Array(values.length)];
  const [count, mean, squares] = [new Float64Array(hours), new Float64Array(hours), new Float64Array(hours)];
  const hourOf = (minute: number): number => Math.floor((from / 60 + minute) / HOUR) % hours;
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

/** Welford's sums. */
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
