import { inSeconds } from "../../../monitors/model/quantity";
import type { PlannedMeasure } from "../../../monitors/plan/plan";
import type { Stretch } from "../../../cli/backtest/measure";
import { numberOf } from "../nature";
import { BUSY_SURCHARGE, goodValue, noise, rhythmAt } from "../usual";
import {
  betweenOf,
  bucketsOf,
  daysOf,
  firstNumberOf,
  meanOver,
  milderIn,
  toSeries,
  windowsWhere,
  wobble,
  worstAt,
  type Point,
  type Round,
  type Sampled,
} from "./series";

/** Numbers that are always there. */
export const sampleValue = (round: Round): Sampled => {
  const { truth, measure, level, chance } = round;
  const { kind } = measure;
  const number = numberOf(level);
  const isShare = kind === "utilisation";
  const ratio = isShare ? goodValue.utilisation : kind === "layout_shift" ? goodValue.layout_shift : goodValue.latency;
  const day = daysOf(chance);
  const goodAt = (at: number): number => {
    const good = firstNumberOf(measure) * ratio * (1 + BUSY_SURCHARGE * rhythmAt(at)) * day(at);
    return good + Math.max(0, number - good) * truth.worseThanUsual;
  };
  const towards = (times: number, good: number): number => {
    if (times <= 1) return good + (number - good) * times;
    return isShare ? 100 - (100 - number) / times : number * times;
  };
  const middle = betweenOf(measure);
  const badAt = (at: number): number =>
    worstAt(truth.episodes, at, ({ depth }, grown) => {
      if ("between" in depth) return middle ?? towards(0.6, goodAt(at));
      return "times" in depth ? towards(depth.times * grown, goodAt(at)) : 0;
    });
  const deviation = (isShare ? noise.utilisation : noise.minute) * truth.noise;
  const measured = bucketsOf(round).map((bucket) => {
    const middleOf = (bucket.from + bucket.to) / 2;
    // Fewer events tell less surely.
    const sureness = isShare ? 1 : Math.min(2, 1 / Math.sqrt(rhythmAt(middleOf)));
    const truly = meanOver(bucket, truth.episodes, (at) => Math.max(goodAt(at), badAt(at)));
    const value = truly * wobble(chance, deviation * sureness);
    const events = chance.poisson((truth.traffic(middleOf) * (bucket.to - bucket.from)) / 60);
    return { ...bucket, truly, value: isShare ? Math.min(100, value) : value, events };
  });
  return {
    inputs: {
      value: toSeries(measured.map(({ seen, value }): Point => [seen, value])),
      traffic: toSeries(measured.map(({ seen, events }): Point => [seen, events])),
    },
    milder: milderIn(round, measured, firstNumberOf(measure)),
    over: isShare || measure.statistic === "max" ? overNumber(measured, measure, number) : [],
  };
};

/**
 * What a gauge shows is what there is: its noise is no error of a sample, as a percentile's is. So it truly is over its number when
 * its mean of a window is, or one point where the row asks for the largest.
 */
const overNumber = (
  measured: readonly { readonly from: number; readonly to: number; readonly value: number }[],
  { statistic, window }: PlannedMeasure,
  number: number,
): readonly Stretch[] => {
  if (statistic === "max") return measured.filter(({ value }) => value > number);
  return windowsWhere(measured, inSeconds(window), ({ mean }) => mean > number);
};
