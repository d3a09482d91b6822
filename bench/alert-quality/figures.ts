import { inCanonicalUnit, inSeconds } from "../../monitors/model/quantity";
import type { Priority } from "../../monitors/model/priority";
import { qualityTargets } from "../../policies/targets";
import { shareOf, type Share } from "../../cli/backtest/measure";
import type { Outcome, PlayedLevel } from "./play";
import { groupBy } from "../../monitors/model/group-by";

/** What was measured of one level. Times are seconds. */
export interface LevelFigures {
  readonly played: PlayedLevel;
  readonly detection: Mean | undefined;
  /** Of the breaches, those that somebody was told of. */
  readonly recall: Share | undefined;
  /** Of the firings, those of a breach of the measure. */
  readonly precision: Share | undefined;
  readonly false: number;
  readonly tooGrave: number;
  readonly quietWeeks: number;
  readonly keepsBudget: boolean;
}

export interface Mean {
  readonly mean: number;
  /** Half of the 95 % interval. */
  readonly within: number;
  readonly worst: number;
  readonly of: number;
}

/** Of several levels together, each scenario of each level counting once however often it was played. */
export interface Together {
  readonly falsePositives: number;
  readonly accuracy: number;
  /** False positives if firings that are too grave were false as well. */
  readonly withTooGrave: number;
  readonly firings: number;
  readonly breaches: number;
}

export interface Figures {
  readonly levels: readonly LevelFigures[];
  /** The mean of the fast signals' means, and the same if an outage were counted from its first second. */
  readonly fast: number;
  readonly fastFromFirstSecond: number;
  /** What opens an incident: P0, P1 and P2; what rings: P0 and P1; what is read: P3. */
  readonly incidents: Together;
  readonly rings: Together;
  readonly read: Together;
}

export const figuresOf = (played: readonly PlayedLevel[]): Figures => {
  const levels = played.map(levelFigures);
  const fast = levels.filter((each) => each.played.isFast);
  const of = (...priorities: readonly Priority[]): Together =>
    together(played.filter(({ level }) => priorities.includes(level.priority)));
  const means = fast.map(({ detection }) => detection?.mean ?? Number.POSITIVE_INFINITY);
  return {
    levels,
    fast: average(means),
    fastFromFirstSecond: average(fast.map((each, index) => (means[index] ?? 0) + spanAllowed(each.played))),
    incidents: of("P0", "P1", "P2"),
    rings: of("P0", "P1"),
    read: of("P3"),
  };
};

const spanAllowed = ({ measure, level: { threshold } }: PlayedLevel): number =>
  measure.kind === "outage" && threshold.at !== undefined ? inCanonicalUnit(threshold.at) / 1_000 : 0;

const sum = (outcomes: readonly Outcome[], pick: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, each) => total + pick(each), 0);

const told = ({ detections }: Outcome): number => detections.filter((each) => each !== undefined).length;

const levelFigures = (played: PlayedLevel): LevelFigures => {
  const { outcomes, budget } = played;
  const [wrong, grave] = [sum(outcomes, (each) => each.false), sum(outcomes, ({ tooGrave }) => tooGrave)];
  const right = sum(outcomes, (each) => told(each) + each.again) + grave;
  const detection = meanOf(outcomes.flatMap(({ detections }) => detections.filter((each) => each !== undefined)));
  return {
    played,
    detection,
    recall: shareOf(
      sum(outcomes, told),
      sum(outcomes, ({ detections }) => detections.length),
    ),
    precision: shareOf(right, right + wrong),
    false: wrong,
    tooGrave: grave,
    quietWeeks: sum(outcomes, ({ quiet }) => quiet) / WEEK,
    keepsBudget: detection !== undefined && detection.mean <= budget,
  };
};

const WEEK = 604_800;

const average = (numbers: readonly number[]): number =>
  numbers.length === 0 ? Number.NaN : numbers.reduce((total, each) => total + each, 0) / numbers.length;

/** Of the normal distribution, 95 % lie within so many standard deviations. */
const Z = 1.96;

const meanOf = (times: readonly number[]): Mean | undefined => {
  if (times.length === 0) return undefined;
  const mean = average(times);
  const variance = times.reduce((total, each) => total + (each - mean) ** 2, 0) / Math.max(1, times.length - 1);
  const within = Z * Math.sqrt(variance / times.length);
  return { mean, within, worst: times.reduce((a, b) => Math.max(a, b)), of: times.length };
};

const together = (played: readonly PlayedLevel[]): Together => {
  let [right, wrong, grave, missed, breaches] = [0, 0, 0, 0, 0];
  for (const { outcomes } of played)
    for (const own of byScenario(outcomes)) {
      const found = sum(own, told);
      const all = sum(own, ({ detections }) => detections.length);
      right += (found + sum(own, ({ again }) => again)) / own.length;
      wrong += sum(own, (each) => each.false) / own.length;
      grave += sum(own, ({ tooGrave }) => tooGrave) / own.length;
      missed += (all - found) / own.length;
      breaches += all;
    }
  const outcomes = played.flatMap((each) => each.outcomes);
  return {
    falsePositives: percentOf(wrong, right + grave + wrong),
    withTooGrave: percentOf(wrong + grave, right + grave + wrong),
    accuracy: percentOf(right + grave, right + grave + wrong + missed),
    firings: sum(outcomes, (each) => told(each) + each.again + each.tooGrave + each.false),
    breaches,
  };
};

const percentOf = (part: number, whole: number): number => (whole === 0 ? Number.NaN : (100 * part) / whole);

const byScenario = (outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] => [
  ...groupBy(outcomes, ({ scenario }) => scenario).values(),
];

export interface Verdict {
  readonly promise: string;
  readonly target: string;
  readonly figure: string;
  readonly kept: boolean;
}

/** R7, from the figures alone. NaN keeps nothing. */
export const verdictsOf = ({ fast, incidents, levels }: Figures): readonly Verdict[] => {
  const { detection, accuracy, falsePositives } = qualityTargets;
  const others = levels.filter(({ played }) => !played.isFast);
  const keeping = others.filter(({ keepsBudget }) => keepsBudget).length;
  return [
    {
      promise: "mean time to detection of the fast signals",
      target: `under ${inSeconds(detection)} s`,
      figure: `${fast.toFixed(0)} s`,
      kept: fast < inSeconds(detection),
    },
    {
      promise: "accuracy",
      target: `over ${inCanonicalUnit(accuracy)} %`,
      figure: `${incidents.accuracy.toFixed(1)} %`,
      kept: incidents.accuracy > inCanonicalUnit(accuracy),
    },
    {
      promise: "false positives",
      target: `under ${inCanonicalUnit(falsePositives)} %`,
      figure: `${incidents.falsePositives.toFixed(1)} % (${incidents.withTooGrave.toFixed(1)} % with those too grave)`,
      kept: incidents.falsePositives < inCanonicalUnit(falsePositives),
    },
    {
      promise: "every other level within its own budget",
      target: "all",
      figure: `${keeping} of ${others.length}`,
      kept: keeping === others.length,
    },
  ];
};
