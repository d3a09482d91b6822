import { inDays, inSeconds } from "../../../monitors/model/quantity";
import { cloudWatchMetric } from "../../../monitors/model/sources/cloudwatch";
import { numberOf } from "../nature";
import { BUSY_SURCHARGE, goodValue, noise, rhythmAt } from "../usual";
import { grownAt, type Placed } from "../truth";
import {
  betweenOf,
  bucketsOf,
  daysOf,
  firstNumberOf,
  historyOf,
  meanOver,
  milderIn,
  resolutionOf,
  toSeries,
  wobble,
  type Point,
  type Round,
  type Sampled,
} from "./series";

const DAY = 86_400;

/** What vendors that learn the usual are shown before: twice the longest that CloudWatch trains on. */
export const LEARNT = { weekly: 28 * DAY, daily: 15 * DAY, hourly: 3 * DAY } as const;

/** So much of the usual there is: episodes may take away or add. */
export const factorAt = (episodes: readonly Placed[], at: number): number => {
  let factor = 1;
  for (const episode of episodes) {
    const grown = grownAt(episode, at);
    if (grown > 0 && "factor" in episode.depth) factor = 1 + (episode.depth.factor - 1) * grown;
  }
  return factor;
};

/** A fine history would be slow, and the vendors' windows are longer. */
const HISTORY_POINT = 300;

/** What is held against its usual course: events that come, or an amount that rises and falls with them. */
export const sampleUsual = (round: Round): Sampled => {
  const { truth, measure, chance, evaluator } = round;
  const fine = resolutionOf(measure);
  const learnt = LEARNT[measure.seasonality ?? "weekly"];
  const before = Math.ceil(truth.span.from / HISTORY_POINT) * HISTORY_POINT - DAY;
  const buckets = [
    ...bucketsOf(round, learnt, Math.max(fine, HISTORY_POINT)).filter(({ to }) => to <= before),
    ...bucketsOf(round, historyOf(measure) + DAY, fine).filter(({ from }) => from >= before),
  ];
  const day = daysOf(chance);
  const isEvents = measure.statistic === undefined && measure.source.type !== "mean of sums";
  // Of bytes that do not flow there is a point, of events that do not come there is none.
  const isGauge =
    measure.source.type === "metric" &&
    measure.source.vendor === "cloudwatch" &&
    cloudWatchMetric(measure.source.metric).unit === "bytes";
  const points = buckets.flatMap((bucket): Point[] => {
    const minutes = (bucket.to - bucket.from) / 60;
    const expected = meanOver(bucket, truth.episodes, (at) => truth.traffic(at) * factorAt(truth.episodes, at));
    const rate = expected * day(bucket.from) * wobble(chance, noise.minute * truth.noise);
    const value = isEvents ? chance.poisson(rate * minutes) : rate;
    return value === 0 && !isGauge ? [] : [[bucket.seen, value]];
  });
  return {
    inputs: namedAs(
      evaluator.inputs.map(({ name }) => name),
      points,
    ),
  };
};

/** A mean of sums is its value times as many as there were. */
const namedAs = (names: readonly string[], points: readonly Point[]): Sampled["inputs"] =>
  Object.fromEntries(
    names.map((name) => {
      if (name.startsWith("times")) return [name, toSeries(points.map(([at]): Point => [at, 500]))];
      if (name.startsWith("spent")) return [name, toSeries(points.map(([at, value]): Point => [at, 500 * value]))];
      return [name, toSeries(points)];
    }),
  );

/** What is held against itself, `against` ago. */
export const sampleEarlier = (round: Round): Sampled => {
  const { truth, measure, level, chance } = round;
  const history = (measure.against === undefined ? 0 : inSeconds(measure.against)) + 2 * inSeconds(measure.window);
  const movedAt = (at: number): number => movementAt(round, at) * (level.breach === "below" ? -1 : 1);
  // That days differ would be a movement itself, and is left out.
  const buckets = bucketsOf(round, history, 60);
  const points = buckets.map((bucket): Point => {
    const base = 1_000 * goodValue.latency * (1 + BUSY_SURCHARGE * rhythmAt(bucket.from));
    const moved = meanOver(bucket, truth.episodes, (at) => 1 + movedAt(at));
    const sureness = Math.min(2, 1 / Math.sqrt(rhythmAt(bucket.from)));
    return [bucket.seen, base * moved * wobble(chance, noise.minute * truth.noise * sureness)];
  });
  const moved = buckets.map((each) => ({ ...each, truly: 100 * movementAt(round, each.from) }));
  return { inputs: { value: toSeries(points) }, milder: milderIn(round, moved, firstNumberOf(measure)) };
};

/** As a share of what it was. */
export const movementAt = (
  { truth, measure, level }: Pick<Round, "truth" | "measure" | "level">,
  at: number,
): number => {
  const number = numberOf(level);
  let moved = 0;
  for (const episode of truth.episodes) {
    const grown = grownAt(episode, at);
    if (grown === 0) continue;
    const { depth } = episode;
    if ("between" in depth) moved = betweenOf(measure) ?? 0.6 * number;
    if ("times" in depth) moved = Math.min(95, number * depth.times * grown);
  }
  return moved / 100;
};

/** What runs out: days left go by day by day, and what is taken care of has months again. */
export const sampleRemaining = (round: Round): Sampled => {
  const { truth, measure, level } = round;
  const number = numberOf(level) / DAY / 1_000;
  const [episode] = truth.episodes;
  const plenty = firstNumberOf(measure) / DAY / 1_000 + 60;
  const leftAt = (at: number): number => {
    if (episode === undefined) return plenty;
    const short = "times" in episode.depth && episode.depth.times < 1;
    if (short && at > episode.to) return plenty;
    return number * (short ? 1.1 : 1) + (episode.from - at) / DAY;
  };
  const isTest = measure.source.type === "certificate";
  const every = measure.source.type === "certificate" ? inSeconds(measure.source.every) : 60;
  const history = isTest ? every : inDays(measure.window) * DAY + 3_600;
  const points = bucketsOf(round, history, every).map(({ from, seen }): Point => {
    // The evaluators make runs that fail of it, or a disk that fills.
    return [seen, leftAt(from) * DAY * 1_000];
  });
  return { inputs: { value: toSeries(points) } };
};
