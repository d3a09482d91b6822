import type { Evaluator, Inputs, Series } from "../../monitors/plan/evaluate";
import { count, inCanonicalUnit, inMinutes } from "../../monitors/model/quantity";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { kindRow } from "../../monitors/model/signal-kind";
import { chanceOf } from "../../monitors/model/chance";

/** Series that are invented from a signal's own levels: the same shape and seed give the same series. */

export const shapes = {
  outage: "bad for an hour, all at once",
  brownout: "between warning and critical for three hours",
  leak: "worse by the minute for twelve hours",
  spike: "bad for two minutes",
  gap: "no data for half an hour",
  "deploy-regression": "bad from a deployment on, and it stays so",
  "night-traffic": "hardly any traffic at night, and a failure now and then",
} as const;

export type Shape = keyof typeof shapes;

export const shapeNames: readonly string[] = Object.keys(shapes);

const DAY = 24 * 60;

/** What a day is invented from. */
export interface Shaped extends Pick<PlannedMeasure, "kind" | "breach" | "window" | "minimumTraffic"> {
  readonly levels: readonly Pick<PlannedLevel, "threshold">[];
  /** Of an objective, in per cent. Its window is the longest, and full when the day begins. */
  readonly numbers?: Numbers;
}

/** What vendors that learn the usual, or look far back, are shown before; and counters have begun to count. */
const historyOf = ({ kind, numbers, window }: Shaped, { feeds, inputs, learnsOver }: Evaluator): number => {
  if (numbers !== undefined) return inMinutes(window);
  if (answers(inputs)) return 0;
  if (learnsOver !== undefined && learnsOver > 0) return Math.ceil(learnsOver / 60);
  if (kind === "anomaly" || kind === "change") return 21 * DAY;
  if (kind === "forecast") return 4 * DAY;
  return feeds === undefined && kind !== "heartbeat" ? 0 : 60;
};

const isShare = (inputs: Evaluator["inputs"]): boolean => inputs.some(({ name }) => name === "all" || name === "whole");

const answers = (inputs: Evaluator["inputs"]): boolean => inputs.some(({ unit }) => unit === "answer");

interface Numbers {
  readonly good: number;
  readonly between: number;
  readonly bad: number;
  /** Of an outage, and of a failure where there is hardly any traffic: all of what there is. `bad` where it is left out. */
  readonly whole?: number;
}

/** Of what happens or does not, whatever the span that a level allows: failing runs, beats that come, what was expected in vain. */
const events: Readonly<Partial<Record<PlannedMeasure["kind"], Numbers>>> = {
  outage: { good: 0, between: 0, bad: 1 },
  heartbeat: { good: 1, between: 1, bad: 0 },
  silence: { good: 0, between: 0, bad: 10 },
  event: { good: 0, between: 0, bad: 1 },
};

/** Kinds that count over their window, so that a minute's share of a level's number is what a series has. */
const summed: readonly PlannedMeasure["kind"][] = ["count", "affected_users", "outlier_client", "all_failed"];

/** On both sides of the levels, in the unit in which series are handed over. */
const numbersOf = ({ kind, levels, breach, window, numbers }: Shaped, { inputs, feeds }: Evaluator): Numbers => {
  if (numbers !== undefined) return numbers;
  const counts =
    answers(inputs) || feeds !== undefined || (kind !== "silence" && inputs.some(({ unit }) => unit === "count"));
  const event = counts || kind === "event" || kind === "heartbeat" ? events[kind] : undefined;
  if (event !== undefined) return event;
  const at = levels.flatMap(({ threshold }) => (threshold.at === undefined ? [] : [inCanonicalUnit(threshold.at)]));
  const [mild = 1, grave = mild] = [at[0], at.at(-1)];
  if (summed.includes(kind) && !answers(inputs)) return spread(above(mild, grave), inMinutes(window));
  if (answers(inputs) && kind !== "hit_ratio") return above(mild, grave);
  const usual = isShare(inputs) ? 50 : 1_000;
  if (kind === "change") return movedFrom(usual, breach, mild, grave);
  // Deviations: far off.
  if (kind === "anomaly") return { good: usual, between: usual, bad: breach === "above" ? 20 * usual : 0 };
  return breach === "below" ? { good: mild * 1.2, between: (mild + grave) / 2, bad: grave * 0.5 } : above(mild, grave);
};

/** By per cent. */
const movedFrom = (usual: number, breach: Shaped["breach"], mild: number, grave: number): Numbers => {
  const moved = (percents: number): number =>
    Math.max(0, usual * (1 + (breach === "below" ? -1 : 1) * (percents / 100)));
  return { good: usual, between: moved(mild), bad: moved(1.5 * grave) };
};

const above = (mild: number, grave: number): Numbers => ({
  good: mild * 0.4,
  between: (mild + grave) / 2,
  bad: Math.max(grave * 1.5, 1),
});

const spread = ({ good, between, bad }: Numbers, minutes: number): Numbers => ({
  good: good / minutes,
  between: between / minutes,
  bad: bad / minutes,
});

/** Of each minute of a day: which number, or none. */
const valueOf = (shape: Shape, minute: number, { good, between, bad, whole = bad }: Numbers): number | undefined => {
  switch (shape) {
    case "outage":
      return minute >= 720 && minute < 780 ? whole : good;
    case "brownout":
      return minute >= 720 && minute < 900 ? between : good;
    case "leak":
      return minute < 360 ? good : good + ((bad - good) * Math.min(720, minute - 360)) / 720;
    case "spike":
      return minute >= 720 && minute < 722 ? bad : good;
    case "gap":
      return minute >= 720 && minute < 750 ? undefined : good;
    case "deploy-regression":
      return minute >= 600 ? bad : good;
    case "night-traffic":
      return minute < 360 && minute % 90 === 0 ? whole : good;
  }
};

/** @param from seconds since 1970 of the day's first minute; the history lies before it */
export const invent = (shape: Shape, measure: Shaped, evaluator: Evaluator, from: number, seed: number): Inputs => {
  const numbers = numbersOf(measure, evaluator);
  const history = historyOf(measure, evaluator);
  const random = chanceOf(seed);
  const most = inCanonicalUnit(kindRow(measure.kind).atMost ?? UNLIMITED);
  // NaN in a gap.
  const known = Float64Array.from({ length: history + DAY }, (_, index) => {
    const minute = index - history;
    const value = minute < 0 ? numbers.good : valueOf(shape, minute, numbers);
    // What happens or does not is told whole.
    const noise = numbers === events[measure.kind] ? 1 : 0.97 + 0.06 * random();
    return value === undefined ? Number.NaN : Math.min(most, value * noise);
  });
  const traffic = (minute: number): number =>
    shape === "night-traffic" && minute >= 0 && minute < 360
      ? 1
      : 100 + inCanonicalUnit(measure.minimumTraffic ?? ZERO);
  const isKnown = (_: number, index: number): boolean => !Number.isNaN(known[index]);
  const times = known.map((_, index) => from + (index - history) * 60).filter(isKnown);
  const toSeries = (pick: (value: number, minute: number) => number): Series => ({
    times,
    values: known.map((value, index) => pick(value, index - history)).filter(isKnown),
  });
  const names = evaluator.feeds === undefined ? evaluator.inputs.map(({ name }) => name) : ["value", "traffic"];
  return Object.fromEntries(
    names.map((name) => {
      if (name === "all" || name === "traffic" || name === "whole")
        return [name, toSeries((_, minute) => traffic(minute))];
      if (name === "bad" || name === "part")
        return [name, toSeries((value, minute) => (Math.min(100, value) * traffic(minute)) / 100)];
      return [name, toSeries((value) => value)];
    }),
  );
};

const ZERO = count(0);
const UNLIMITED = count(Number.POSITIVE_INFINITY);
