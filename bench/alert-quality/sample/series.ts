import { assertNever } from "../../../monitors/model/assert-never";
import { inCanonicalUnit, inSeconds } from "../../../monitors/model/quantity";
import { cloudWatchMetric } from "../../../monitors/model/sources/cloudwatch";
import type { Evaluator, Inputs, Series } from "../../../monitors/plan/evaluate";
import type { PlannedLevel, PlannedMeasure } from "../../../monitors/plan/plan";
import { RollingSum } from "../../../monitors/plan/rolling-sum";
import type { Stretch } from "../../../cli/backtest/measure";
import { arrivalOf } from "../arrival";
import { stretchOf } from "../nature";
import type { Chance } from "../random";
import { grownAt, type Placed, type Truth } from "../truth";
import { noise } from "../usual";

/** One round: what truly happens, to whom, and who judges it by which chance. */
export interface Round {
  readonly truth: Truth;
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
  readonly evaluator: Evaluator;
  readonly chance: Chance;
}

/** What the vendor holds, each sample at the second at which it can be judged; and when a count truly was over its number. */
export interface Sampled {
  readonly inputs: Inputs;
  readonly over?: readonly Stretch[];
  /** When a milder level of the same measure is truly breached. */
  readonly milder?: readonly Stretch[];
}

export type Point = readonly [at: number, value: number];

export const toSeries = (points: readonly Point[]): Series => ({
  times: Float64Array.from(points, ([at]) => at),
  values: Float64Array.from(points, ([, value]) => value),
});

/** Each window of so many seconds that ends with a point, where what is in it says so. */
export const windowsWhere = (
  points: readonly { readonly to: number; readonly value: number }[],
  window: number,
  isOver: (held: Pick<RollingSum, "sum" | "mean">) => boolean,
): readonly Stretch[] => {
  const held = new RollingSum(Float64Array.from(points, ({ value }) => value));
  let oldest = 0;
  return points.flatMap(({ to }) => {
    held.take();
    for (; (points[oldest]?.to ?? to) <= to - window; oldest += 1) held.drop();
    return isOver(held) ? [{ from: to - window, to }] : [];
  });
};

/** Seconds of a point, as the vendor keeps what this source sends. */
export const resolutionOf = (measure: PlannedMeasure): number => {
  const { source } = measure;
  const own =
    source.vendor === "datadog" && source.type !== "metric" && source.type !== "heartbeat"
      ? 10
      : source.type === "metric" && source.vendor === "cloudwatch"
        ? cloudWatchMetric(source.metric).resolutionSeconds
        : 60;
  const stretch = stretchOf(measure);
  // Of days and weeks a minute is fine enough, and more.
  return Math.max(own, stretch > 500 ? 1_800 : stretch > 60 ? 300 : stretch > 6 ? 60 : 0);
};

/** How many windows are known when the first decision is taken. */
const WINDOWS_BEFORE = 6;

/** @param history seconds before the span */
export const historyOf = ({ window }: PlannedMeasure): number => Math.max(3_600, WINDOWS_BEFORE * inSeconds(window));

export interface Bucket {
  readonly from: number;
  readonly to: number;
  /** When the vendor can judge it. */
  readonly seen: number;
}

/** Whole buckets by the wall clock, but for those that a gap has taken. */
export const bucketsOf = (
  { truth, measure, level }: Round,
  history = historyOf(measure),
  resolution = resolutionOf(measure),
): readonly Bucket[] => {
  const delay = arrivalOf(measure, level) + truth.late + (isPointInDelay(measure) ? 0 : resolution);
  const first = Math.floor((truth.span.from - history) / resolution);
  const last = Math.ceil(truth.span.to / resolution);
  return Array.from({ length: last - first }, (_, index) => {
    const from = (first + index) * resolution;
    return { from, to: from + resolution, seen: from + delay };
  }).filter(({ from, to }) => truth.gap === undefined || to <= truth.gap.from || from >= truth.gap.to);
};

/** Whether the vendor's delay counts from the beginning of a point (`monitors/plan`); elsewhere it is seen when it is over. */
const isPointInDelay = ({ source }: PlannedMeasure): boolean => {
  switch (source.vendor) {
    case "datadog":
      return (
        source.type.endsWith(" ratio") ||
        source.type === "certificate" ||
        ["rum count", "spans", "metric", "heartbeat"].includes(source.type)
      );
    case "prometheus":
      return source.type !== "sql";
    case "cloudwatch":
      return true;
    case "newrelic":
    case "sentry":
      return source.type === "heartbeat";
    case "elastic":
      return false;
    default:
      return assertNever(source);
  }
};

const PARTS = 12;

/** The mean of something over a bucket, which is the same throughout unless an episode touches it. */
export const meanOver = (
  { from, to }: Bucket,
  episodes: readonly Placed[],
  valueAt: (at: number) => number,
): number => {
  const touched = episodes.some((each) => each.from < to && each.to > from);
  if (!touched) return valueAt((from + to) / 2);
  let sum = 0;
  for (let part = 0; part < PARTS; part += 1) sum += valueAt(from + ((to - from) * (part + 0.5)) / PARTS);
  return sum / PARTS;
};

/** What episodes make of the good state: the gravest of them counts. @param badOf how bad an episode is in its depth */
export const worstAt = (
  episodes: readonly Placed[],
  at: number,
  badOf: (episode: Placed, grown: number) => number,
): number => {
  let worst = 0;
  for (const episode of episodes) {
    const grown = grownAt(episode, at);
    if (grown > 0) worst = Math.max(worst, badOf(episode, grown));
  }
  return worst;
};

/** Around 1. */
export const wobble = (chance: Chance, deviation: number): number => Math.exp(deviation * chance.normal());

/** One factor for each day, for days differ. */
export const daysOf = (chance: Chance): ((at: number) => number) => {
  const known = new Map<number, number>();
  return (at) => {
    const day = Math.floor(at / 86_400);
    const factor = known.get(day) ?? wobble(chance, noise.day);
    known.set(day, factor);
    return factor;
  };
};

/** Halfway between warning and critical, in the canonical unit; undefined without a warning. */
export const betweenOf = ({ levels }: PlannedMeasure): number | undefined => {
  const at = levels.flatMap(({ threshold }) => (threshold.at === undefined ? [] : [inCanonicalUnit(threshold.at)]));
  const [first, second] = at;
  return first === undefined || second === undefined ? undefined : (first + second) / 2;
};

/** Of a level that has a milder one: when the true value is beyond that one's number. @param values the true one of each bucket, counted on the bad side */
export const milderIn = (
  { measure, level }: Pick<Round, "measure" | "level">,
  values: readonly (Stretch & { readonly truly: number })[],
  number: number,
): readonly Stretch[] => (measure.levels[0]?.name === level.name ? [] : values.filter(({ truly }) => truly > number));

/** Of the least grave level. */
export const firstNumberOf = ({ levels }: PlannedMeasure): number => {
  const at = levels[0]?.threshold.at;
  return at === undefined ? 0 : inCanonicalUnit(at);
};
