import type { Inputs, Known, Series, Share } from "./evaluate";

/** A share as its two counts and as its value in per cent, minute by minute. */

const PER_CENT = 100;

/**
 * @param many events of a minute whose traffic is not known
 * @param breach `below`: the value is the share of good events
 */
export const countsOf = ({ value, traffic }: Known, many: number, breach = "above"): Share => {
  const trafficAt = traffic === undefined ? () => many : valueAt(traffic);
  const all = value.times.map(trafficAt);
  const bad = value.values.map(
    (each, index) => ((breach === "below" ? PER_CENT - each : each) / PER_CENT) * (all[index] ?? 0),
  );
  return { bad: { times: value.times, values: bad }, all: { times: value.times, values: all } };
};

/** Without a value where there were no events at all. */
export const valueOf = ({ bad, all }: Share, breach: string): Series => {
  const badAt = valueAt(bad);
  const values = all.values.map((whole, index) => {
    const part = badAt(all.times[index] ?? 0);
    return (PER_CENT * (breach === "below" ? whole - part : part)) / whole;
  });
  const isKnown = (_: number, index: number): boolean => (all.values[index] ?? 0) > 0;
  return { times: all.times.filter(isKnown), values: values.filter(isKnown) };
};

/** By either of the names that vendors give to the counts. */
export const shareIn = ({ bad, all, part, whole }: Inputs): Share | undefined => {
  if (bad !== undefined && all !== undefined) return { bad, all };
  return part === undefined || whole === undefined ? undefined : { bad: part, all: whole };
};

/** Of the samples by their times; 0 where there is none. */
export const valueAt = ({ times, values }: Series): ((time: number) => number) => {
  const known = new Map(Array.from(times, (time, index) => [time, values[index] ?? 0] as const));
  return (time) => known.get(time) ?? 0;
};
