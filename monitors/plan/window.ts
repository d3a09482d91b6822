import type { Series, Span } from "./evaluate";
import { RollingSum } from "./rolling-sum";

/** Statistics over windows that slide by the minute. */

export const MINUTE = 60;

export const minutesIn = ({ from, to }: Span): number => Math.max(0, Math.ceil((to - from) / MINUTE));

/**
 * The statistic at each minute over the window that ends with it, its own second included; NaN where no sample lies in it. In time
 * that does not grow with the window.
 */
export const overWindow = (
  { times, values }: Series,
  statistic: string,
  seconds: number,
  from: number,
  minutes: number,
): Float64Array => {
  const result = new Float64Array(minutes).fill(Number.NaN);
  const extremes = statistic === "Maximum" || statistic === "Minimum";
  const better = statistic === "Maximum" ? (a: number, b: number) => a >= b : (a: number, b: number) => a <= b;
  /** Places of samples that may yet be the window's extreme, the present one first. */
  const candidates: number[] = [];
  const rolling = new RollingSum(values);
  let [first, next, head] = [0, 0, 0];
  for (let minute = 0; minute < minutes; minute += 1) {
    const end = from + minute * MINUTE;
    for (; next < times.length && at(times, next) <= end; next += 1) {
      if (!extremes) {
        rolling.take();
        continue;
      }
      const value = at(values, next);
      while (candidates.length > head && better(value, at(values, candidates.at(-1) ?? 0))) candidates.pop();
      candidates.push(next);
    }
    for (; first < next && at(times, first) <= end - seconds; first += 1) if (!extremes) rolling.drop();
    if (first === next) continue;
    if (extremes) {
      while ((candidates[head] ?? next) < first) head += 1;
      result[minute] = at(values, candidates[head] ?? first);
    } else result[minute] = statistic === "Sum" ? rolling.sum : rolling.mean;
  }
  return result;
};

const at = (numbers: Float64Array, index: number): number => numbers[index] ?? Number.NaN;
