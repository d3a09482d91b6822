import { inCanonicalUnit, inSeconds } from "../../../monitors/model/quantity";
import { toSeries, type Point, type Round, type Sampled } from "./series";

/** What the shop's tables answer, minute by minute, as `monitors/prometheus/sql.ts` asks them. */

export interface Counted {
  readonly from: number;
  readonly to: number;
  readonly seen: number;
  readonly all: number;
  /** Of a silence, those that did happen. */
  readonly bad: number;
}

/** Seconds before the span in which an answer may still count. */
const FRESH = 7_200;

/** The question is asked when it is evaluated, and answered by what is known then. */
const askedAt = ({ from, to, seen }: Counted, { truth, evaluator: { every } }: Round, value: number): Point[] => {
  const first = truth.span.from + Math.ceil((seen - truth.span.from) / every) * every;
  const many = Math.max(0, Math.ceil((seen + to - from - first) / every));
  return Array.from({ length: many }, (_, index): Point => [first + index * every, value]);
};

/** Over a window: the share in per cent where there is enough traffic and what is harmless otherwise; of a silence, what was expected. */
export const answersOf = (round: Round, counted: readonly Counted[]): Sampled => {
  const { truth, measure } = round;
  const least = measure.minimumTraffic === undefined ? 1 : inCanonicalUnit(measure.minimumTraffic);
  const leastBad =
    measure.source.type === "sql" && measure.source.leastBad !== undefined
      ? inCanonicalUnit(measure.source.leastBad)
      : 0;
  const window = inSeconds(measure.window);
  const answer = (all: number, bad: number): number => {
    if (measure.kind === "silence") return bad === 0 && all >= least ? all : 0;
    if (measure.breach === "below") return all >= least ? (100 * (all - bad)) / all : 100;
    return all >= least && bad >= leastBad ? (100 * bad) / all : 0;
  };
  let [all, bad, oldest] = [0, 0, 0];
  const points = counted.flatMap((each): Point[] => {
    all += each.all;
    bad += each.bad;
    while ((counted[oldest]?.seen ?? each.seen) <= each.seen - window) {
      all -= counted[oldest]?.all ?? 0;
      bad -= counted[oldest]?.bad ?? 0;
      oldest += 1;
    }
    return each.to + FRESH < truth.span.from ? [] : askedAt(each, round, answer(all, bad));
  });
  return { inputs: { answer: toSeries(points) } };
};
