import { assertNever } from "../../../model/assert-never";
import { at, inMilliseconds, type Samples } from "./column";
import type { RangeFunction } from "./expression";
import type { Release } from "./release";
import type { Judge } from "./select";
import { regressionOver } from "./regression";
import { meanOf, sumOf } from "./total";

/** Samples that a function must have before it says anything. */
export const leastOf = (apply: RangeFunction): number =>
  apply === "increase" || apply === "rate" || apply === "predict_linear" ? 2 : 1;

/** What a function makes of a window of the series: prometheus/prometheus promql/functions.go */
export const judgeOf = (samples: Samples, apply: RangeFunction, parameter: number, release: Release): Judge => {
  const { values } = samples;
  switch (apply) {
    case "count_over_time":
      return (first, next) => next - first;
    case "sum_over_time":
      return (first, next) => sumOf(values, first, next);
    case "avg_over_time":
      return (first, next) => meanOf(values, first, next);
    case "max_over_time":
      return (first, next) => extremeOf(values, first, next, 1);
    case "min_over_time":
      return (first, next) => extremeOf(values, first, next, -1);
    case "increase":
      return increaseOver(samples, release);
    case "rate": {
      const increase = increaseOver(samples, release);
      return (first, next, start, end) => increase(first, next, start, end) / ((end - start) / 1_000);
    }
    case "predict_linear":
      return regressionOver(samples, parameter);
    default:
      return assertNever(apply);
  }
};

/** NaN gives way to any other: of subqueries, whose values may be 0 / 0. */
const extremeOf = (values: Float64Array, first: number, next: number, sign: 1 | -1): number => {
  let extreme = at(values, first);
  for (let index = first + 1; index < next; index += 1) {
    const value = at(values, index);
    if (sign * value > sign * extreme || Number.isNaN(extreme)) extreme = value;
  }
  return extreme;
};

/**
 * How much a counter rose within the window, resets taken out, and extrapolated to the window's ends where the first and the last sample
 * lie near them: extrapolatedRate. As there `rate` is divided by the window and not by what was sampled.
 */
const increaseOver =
  ({ times, values }: Samples, release: Release): Judge =>
  (first, next, start, end) => {
    let risen = at(values, next - 1) - at(values, first);
    for (let index = first + 1; index < next; index += 1)
      if (at(values, index) < at(values, index - 1)) risen += at(values, index - 1);
    const [began, ended] = [inMilliseconds(at(times, first)), inMilliseconds(at(times, next - 1))];
    const sampled = (ended - began) / 1_000;
    const apart = sampled / (next - 1 - first);
    const near = apart * 1.1;
    const before = beforeFirst((began - start) / 1_000, toZero(at(values, first), risen, sampled), apart, release);
    const after = (end - ended) / 1_000;
    return risen * ((sampled + before + (after < near ? after : apart / 2)) / sampled);
  };

/** How long before the first sample the counter would have been 0, as fast as it rose; for ever where that says nothing. */
const toZero = (value: number, risen: number, sampled: number): number =>
  risen > 0 && value >= 0 ? sampled * (value / risen) : Number.POSITIVE_INFINITY;

const beforeFirst = (gap: number, zero: number, apart: number, { zeroFirst }: Release): number => {
  const near = apart * 1.1;
  if (zeroFirst) {
    const limited = Math.min(gap, zero);
    return limited < near ? limited : apart / 2;
  }
  return Math.min(gap < near ? gap : apart / 2, zero);
};
