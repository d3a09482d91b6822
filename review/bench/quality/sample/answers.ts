import { inCanonicalUnit, inSeconds } from "../../../../monitors/model/quantity";
import { toSeries, type Point, type Round, type Sampled } from "./series";

/** What the shop's tables answer, minute by minute, as `monitors/prometheus/sql.ts` asks them. */

export interface Counted {
  readonly seen: number;
  readonly all: number;
  /** Of a silence, those that did happen. */
  readonly bad: number;
}

/** Over a window: the share in per cent where there is enough traffic and what is harmless otherwise; of a silence, what was expected. */
export const answersOf = ({ truth, measure }: Round, counted: readonly Counted[]): Sampled => {
  const least = measure.minimumTraffic === undefined ? 1 : inCanonicalUnit(measure.minimumTraffic);
  const leastBad =
    measure.source.type === "sql" && measure.source.leastBad !== undefined
      ? inCanonicalUnit(measure.source.leastBad)
      : 0;
  const window = inSeconds(measure.window);
  let [all, bad, oldest] = [0, 0, 0];
  const points = counted.flatMap((each): Point[] => {
    all += each.all;
    bad += each.bad;
    while ((counted[oldest]?.seen ?? each.seen) <= each.seen - window) {
      all -= counted[oldest]?.all ?? 0;
      bad -= counted[oldest]?.bad ?? 0;
      oldest += 1;
    }
    if (each.seen < truth.span.from - window) return [];
    if (measure.kind === "silence") return [[each.seen, bad === 0 && all >= least ? all : 0]];
    if (measure.breach === "below") return [[each.seen, all >= least ? (100 * (all - bad)) / all : 100]];
    return [[each.seen, all >= least && bad >= leastBad ? (100 * bad) / all : 0]];
  });
  return { inputs: { value: toSeries(points) } };
};
