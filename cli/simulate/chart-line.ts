import type { Inputs, Series, Span } from "../../monitors/plan/evaluate";
import { shareIn, valueOf } from "../../monitors/plan/share";

/** The series of a picture: what is worst and best of each of its columns, and no line where nothing was measured. */

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

/** The value itself, of two counts their share in per cent, or whatever there is first. @param breach on which side a share is bad */
export const shownOf = (inputs: Inputs, breach: string): Series => {
  const share = shareIn(inputs);
  if (inputs["value"] === undefined && share !== undefined) return valueOf(share, breach);
  return inputs["value"] ?? Object.values(inputs)[0] ?? nothing;
};

export const bounds = (
  { times, values }: Series,
  { from, to }: Span,
): { readonly least: number; readonly most: number } => {
  let [least, most] = [0, 0];
  for (const [index, value] of values.entries()) {
    const time = times[index] ?? 0;
    if (time < from || time >= to || Number.isNaN(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
};

interface Column {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

type Place = (at: number) => number;

/** Points of a line for each stretch without a gap. */
export const linesOf = (series: Series, { from, to }: Span, x: Place, y: Place): readonly string[] => {
  const usual = medianStep(series);
  const lines: Column[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, time] of series.times.entries()) {
    const value = series.values[index] ?? Number.NaN;
    if (time < from || time >= to || Number.isNaN(value)) continue;
    const at = Math.round(x(time));
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (line === undefined || time - before > GAP * usual) lines.push([{ at, low: value, high: value }]);
    else if (last?.at === at)
      line[line.length - 1] = { at, low: Math.min(last.low, value), high: Math.max(last.high, value) };
    else line.push({ at, low: value, high: value });
    before = time;
  }
  return lines.map((line) => line.flatMap((column, index) => pointsOf(column, line[index - 1], y)).join(" "));
};

/** So many steps without a sample are a gap; one that is late is none. */
const GAP = 2.5;

/** From the near end of a column to the far one. */
const pointsOf = ({ at, low, high }: Column, before: Column | undefined, y: Place): readonly string[] => {
  const [first, last] = before !== undefined && before.low > high ? [high, low] : [low, high];
  const point = (value: number): string => `${at},${Math.round(y(value) * 10) / 10}`;
  return first === last ? [point(first)] : [point(first), point(last)];
};

const medianStep = ({ times }: Series): number => {
  const steps = times.subarray(1).map((time, index) => time - (times[index] ?? 0));
  return steps.toSorted()[Math.floor(steps.length / 2)] ?? 60;
};
