import type { Input, Inputs } from "../../plan/evaluate";
import { overWindow } from "../../plan/window";

/** The NRQL that `nrql.ts` writes, as a calculation over series. */
export interface Query {
  readonly inputs: readonly Input[];
  readonly isShare: boolean;
  /** Of the window that ends with each minute from `from` on; NaN where there was no span. */
  readonly over: (inputs: Inputs, window: number, from: number, minutes: number) => Float64Array;
}

const GUARDED = /^if\(count\(\*\) >= (\d+), (.*), 0\)$/;

/** @returns undefined where it says something else */
export const readQuery = (nrql: string): Query | undefined => {
  const [, selected = "", asked = ""] = /^SELECT (.*?) FROM (Span WHERE .*)$/.exec(nrql) ?? [];
  const [, least = "0", guarded = selected] = GUARDED.exec(selected) ?? [];
  if (/^percentage\(count\(\*\), WHERE .*\)$/.test(guarded)) return shareOf(asked, guarded, Number(least));
  const [, statistic] = /^(average|max|min|percentile)\([\w.]+(?:, \d+)?\)$/.exec(guarded) ?? [];
  return statistic === undefined ? undefined : statisticOf(`${guarded} of ${asked}`, statistic, Number(least));
};

/** 0 where there are spans and none is bad. */
const shareOf = (asked: string, share: string, least: number): Query => ({
  inputs: [
    { name: "bad", asks: `${share} of ${asked}`, unit: "count" },
    { name: "all", asks: `count(*) of ${asked}`, unit: "count" },
  ],
  isShare: true,
  over: ({ bad, all }, window, from, minutes) => {
    const [part, whole] = [bad, all].map((each) => overWindow(each ?? nothing, "Sum", window, from, minutes));
    return Float64Array.from({ length: minutes }, (_, minute) => {
      const count = whole?.[minute] ?? Number.NaN;
      if (Number.isNaN(count) || count === 0) return Number.NaN;
      return count >= least ? (100 * numberOr0(part?.[minute])) / count : 0;
    });
  },
});

const nothing = { times: new Float64Array(), values: new Float64Array() };

const numberOr0 = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 0 : value);

const STATISTICS: Readonly<Record<string, string>> = { max: "Maximum", min: "Minimum" };

/** A percentile over a window is taken as the mean of its minutes'. */
const statisticOf = (asked: string, statistic: string, least: number): Query => ({
  inputs: [
    { name: "value", asks: asked, unit: "ms" },
    ...(least > 0 ? [{ name: "traffic", asks: "count(*)", unit: "count" }] : []),
  ],
  isShare: false,
  over: ({ value, traffic }, window, from, minutes) => {
    const values = overWindow(value ?? nothing, STATISTICS[statistic] ?? "Average", window, from, minutes);
    if (least === 0) return values;
    const counts = overWindow(traffic ?? nothing, "Sum", window, from, minutes);
    return values.map((each, minute) => (Number.isNaN(each) || numberOr0(counts[minute]) >= least ? each : 0));
  },
});
