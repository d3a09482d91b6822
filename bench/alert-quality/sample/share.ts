import { numberOf } from "../nature";
import { goodShare, noise } from "../usual";
import {
  betweenOf,
  bucketsOf,
  firstNumberOf,
  meanOver,
  milderIn,
  toSeries,
  wobble,
  worstAt,
  type Point,
  type Round,
  type Sampled,
} from "./series";
import { answersOf } from "./answers";

/** Shares of events: so many come, and so many of them are bad. */

/** In per cent of all, counted on the bad side. */
const badNumber = ({ measure }: Round, number: number): number => (measure.breach === "below" ? 100 - number : number);

export const sampleShare = (round: Round): Sampled => {
  const { truth, measure, level, chance, evaluator } = round;
  const number = badNumber(round, numberOf(level));
  const good =
    badNumber(round, firstNumberOf(measure)) * (measure.breach === "below" ? goodShare.below : goodShare.above);
  const towards = (times: number): number => Math.min(100, good + (number - good) * times);
  const between = betweenOf(measure);
  const middle = between === undefined ? towards(0.6) : badNumber(round, between);
  const badAt = (at: number): number =>
    worstAt(truth.episodes, at, ({ depth }, grown) => {
      if ("share" in depth) return depth.share;
      if ("between" in depth) return middle;
      return "times" in depth ? towards(depth.times * grown) : 0;
    });
  const rested = towards(truth.worseThanUsual);
  const counted = bucketsOf(round).map((bucket) => {
    const minutes = (bucket.to - bucket.from) / 60;
    const all = chance.poisson(
      truth.traffic((bucket.from + bucket.to) / 2) * minutes * wobble(chance, noise.minute * truth.noise),
    );
    const base = rested * wobble(chance, noise.minute * truth.noise);
    const share = meanOver(bucket, truth.episodes, (at) => Math.max(base, badAt(at)));
    return { ...bucket, truly: share, all, bad: chance.binomial(all, Math.min(1, share / 100)) };
  });
  const milder = milderIn(round, counted, badNumber(round, firstNumberOf(measure)));
  if (measure.source.type === "sql") return { ...answersOf(round, counted), milder };
  const part = counted.flatMap(({ seen, bad }): Point[] => (bad === 0 ? [] : [[seen, bad]]));
  const whole = counted.flatMap(({ seen, all }): Point[] => (all === 0 ? [] : [[seen, all]]));
  const value = counted.flatMap(({ seen, bad, all }): Point[] =>
    all === 0 ? [] : [[seen, measure.breach === "below" ? (100 * (all - bad)) / all : (100 * bad) / all]],
  );
  const names = evaluator.inputs.map(({ name }) => name);
  const given = { value: toSeries(value), traffic: toSeries(whole), part: toSeries(part) };
  // What the declaration does not read itself it makes of a value and its traffic.
  if (!names.some((name) => isPart(lastOf(name))))
    return { inputs: { value: given.value, traffic: given.traffic }, milder };
  const inputs = names.map((name) => [name, isPart(lastOf(name)) ? given.part : given.traffic] as const);
  return { inputs: Object.fromEntries(inputs), milder };
};

/** An alarm on alarms names theirs before it. */
const lastOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

const isPart = (name: string): boolean => name === "bad" || name === "part";
