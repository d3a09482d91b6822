import { at, inMilliseconds, newColumn, type Column, type Samples, type Steps } from "./column";
import { LOOKBACK, type Release } from "./release";

/** What is read of samples: the newest, or those of a window. All moments are compared in milliseconds. */

/** The moment of an evaluation. */
export const momentOf = ({ from, every }: Steps, step: number): number =>
  inMilliseconds(from) + step * inMilliseconds(every);

const timeAt = (times: Float64Array, index: number): number => inMilliseconds(at(times, index));

/**
 * The newest sample at each evaluation, if it is not too old and no mark of an end.
 * prometheus/prometheus promql/engine.go, vectorSelectorSingle
 */
export const newest = ({ labels, times, values, ends }: Samples, steps: Steps, { takesStart }: Release): Column => {
  const column = newColumn(labels, steps.count);
  const oldest = inMilliseconds(LOOKBACK);
  let next = firstAfter(times, momentOf(steps, 0) - oldest - 1);
  for (let step = 0; step < steps.count; step += 1) {
    const now = momentOf(steps, step);
    while (next < times.length && timeAt(times, next) <= now) next += 1;
    if (next === 0) continue;
    const age = now - timeAt(times, next - 1);
    if (ends?.[next - 1] === 1 || age > oldest || (age === oldest && !takesStart)) continue;
    column.values[step] = at(values, next - 1);
    column.there[step] = 1;
  }
  return column;
};

/** Of a window: places of its first sample and of the one after its last, and where it begins and ends in milliseconds. */
export type Judge = (first: number, next: number, start: number, end: number) => number;

/**
 * What a judge makes of the window that ends at each evaluation; none where it has fewer than `least` samples. Marks of an end must
 * be taken out before. prometheus/prometheus promql/engine.go, matrixIterSlice
 */
export const overWindows = (
  { labels, times }: Samples,
  steps: Steps,
  { seconds, least, judge }: { readonly seconds: number; readonly least: number; readonly judge: Judge },
  { takesStart }: Release,
): Column => {
  const column = newColumn(labels, steps.count);
  const length = inMilliseconds(seconds);
  let first = firstAfter(times, momentOf(steps, 0) - length - 1);
  let next = first;
  for (let step = 0; step < steps.count; step += 1) {
    const end = momentOf(steps, step);
    const start = end - length;
    while (next < times.length && timeAt(times, next) <= end) next += 1;
    const begins = takesStart ? start : start + 1;
    while (first < next && timeAt(times, first) < begins) first += 1;
    if (next - first < least) continue;
    column.values[step] = judge(first, next, start, end);
    column.there[step] = 1;
  }
  return column;
};

/** Place of the first that lies after: halving, as a long series is read in pieces. */
const firstAfter = (times: Float64Array, time: number): number => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeAt(times, middle) > time) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The samples from one moment to another, both included, without marks of an end, which no window takes. */
export const within = ({ labels, times, values, ends }: Samples, from: number, to: number): Samples => {
  const [first, next] = [firstAfter(times, from - 1), firstAfter(times, to)];
  const [timesThere, valuesThere] = [times.subarray(first, next), values.subarray(first, next)];
  if (ends === undefined) return { labels, times: timesThere, values: valuesThere };
  const isValue = (_: number, index: number): boolean => ends[first + index] !== 1;
  return { labels, times: timesThere.filter(isValue), values: valuesThere.filter(isValue) };
};

/** What a subquery's evaluations found, as samples. */
export const samplesOf = ({ labels, values, there }: Column, steps: Steps): Samples => {
  const many = there.reduce((sum, each) => sum + each, 0);
  const samples = { labels, times: new Float64Array(many), values: new Float64Array(many) };
  let next = 0;
  for (let step = 0; step < there.length; step += 1) {
    if (there[step] !== 1) continue;
    samples.times[next] = momentOf(steps, step) / 1_000;
    samples.values[next] = at(values, step);
    next += 1;
  }
  return samples;
};
