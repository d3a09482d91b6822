import { inCanonicalUnit, inMinutes, inSeconds } from "../../../monitors/model/quantity";
import { numberOf } from "../nature";
import { goodCount, noise, PAID, rhythmAt } from "../usual";
import { answersOf } from "./answers";
import {
  betweenOf,
  bucketsOf,
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

/** Events that are counted. */
export const sampleCount = (round: Round): Sampled => {
  const { truth, measure, level, chance } = round;
  const perMinute = numberOf(level) / inMinutes(measure.window);
  const first = measure.levels[0]?.threshold.at === undefined ? 0 : inCanonicalUnit(measure.levels[0].threshold.at);
  const good = (goodCount * first) / inMinutes(measure.window);
  const between = betweenOf(measure);
  const middle = between === undefined ? 0.6 * perMinute : between / inMinutes(measure.window);
  const badAt = (at: number): number =>
    worstAt(truth.episodes, at, ({ depth }, grown) => {
      if ("between" in depth) return middle;
      return "times" in depth ? depth.times * grown * perMinute : 0;
    });
  const counted = bucketsOf(round).map((bucket) => {
    const base = good * rhythmAt(bucket.from) * wobble(chance, noise.minute * truth.noise);
    const rate = meanOver(bucket, truth.episodes, (at) => Math.max(base, badAt(at)));
    return {
      ...bucket,
      truly: rate * inMinutes(measure.window),
      count: chance.poisson((rate * (bucket.to - bucket.from)) / 60),
    };
  });
  return {
    inputs: { value: toSeries(counted.flatMap(({ seen, count }): Point[] => (count === 0 ? [] : [[seen, count]]))) },
    // A count is what it counts: when so many truly came within a window, chance or not.
    over: windowsWhere(
      counted.map(({ to, count }) => ({ to, value: count })),
      inSeconds(measure.window),
      ({ sum }) => sum > numberOf(level),
    ),
    milder: milderIn(round, counted, first),
  };
};

/** Seconds: an attack that is over in a minute brings nothing down. */
const ATTACK_SECONDS = 1_800;

/** Once, and there it is. */
export const sampleHappening = (round: Round): Sampled => {
  const { truth, measure } = round;
  const points = bucketsOf(round).flatMap(({ from, to, seen }): Point[] => {
    // A table still has what has happened, when it is asked again.
    if (measure.source.type === "sql") return [[seen, truth.episodes.filter((each) => each.from < to).length]];
    // What alarms on alarms watch is a state, which lasts.
    if (measure.source.type === "alarms")
      return [[seen, Number(truth.episodes.some((each) => each.from < to && from < each.from + ATTACK_SECONDS))]];
    const many = truth.episodes.filter((each) => each.from >= from && each.from < to).length;
    return many === 0 ? [] : [[seen, many]];
  });
  return { inputs: { value: toSeries(points) } };
};

/** Those who start to pay, and those who then do. */
export const sampleSilence = (round: Round): Sampled => {
  const { truth, chance } = round;
  const counted = bucketsOf(round).map((bucket) => {
    const minutes = (bucket.to - bucket.from) / 60;
    const all = chance.poisson(truth.traffic(bucket.from) * minutes);
    const paying = meanOver(bucket, truth.episodes, (at) => PAID * (1 - worstAt(truth.episodes, at, lackOf)));
    return { ...bucket, all, bad: chance.binomial(all, paying) };
  });
  if (round.measure.source.type === "sql") return answersOf(round, counted);
  return {
    inputs: {
      expected: toSeries(counted.map(({ seen, all }): Point => [seen, all])),
      seen: toSeries(counted.map(({ seen, bad }): Point => [seen, bad])),
    },
  };
};

const lackOf = ({ depth }: { readonly depth: object }): number =>
  "factor" in depth && typeof depth.factor === "number" ? 1 - depth.factor : 0;

/** One beat a minute. */
export const sampleBeats = (round: Round): Sampled => {
  const { truth, evaluator } = round;
  const phase = Math.floor(60 * round.chance.uniform());
  const points = bucketsOf(round).flatMap(({ from, seen }): Point[] =>
    truth.episodes.some((each) => from + phase >= each.from && from + phase < each.to) ? [] : [[seen + phase, 1]],
  );
  const name = evaluator.inputs[0]?.name ?? "value";
  return { inputs: { [name]: toSeries(points) } };
};
