import type { DeclaredStack } from "../../infra/declare";
import { inSeconds } from "../../monitors/model/quantity";
import type { Evaluator, Inputs, Span } from "../../monitors/plan/evaluate";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { notificationOf } from "../../infra/assembly/vendor-delay";
import { fastSignals } from "../../policies/targets";
import { firingsOf, type Stretch } from "../../cli/backtest/measure";
import { scaled } from "../../cli/simulate/simulate";
import { judgesOf, type Judge } from "../../cli/simulate/judge";
import { arrivalOf } from "./arrival";
import { decidedOver } from "./budget";
import { natureOf, stretchOf } from "./nature";
import { chanceOf } from "./random";
import { sample } from "./sample";
import { LEARNT } from "./sample/course";
import type { Scenario } from "./scenario";
import { quietRounds, rounds } from "./seeds";
import { truthOf } from "./truth";

/** One scenario played once with one level. */
export interface Outcome {
  readonly scenario: string;
  /** Seconds to the first notification of each breach; undefined of one that nobody was told of. */
  readonly detections: readonly (number | undefined)[];
  /** Firings while nothing of the measure is breached. */
  readonly false: number;
  /** Firings while a milder level of the same measure is breached, and this one is not. */
  readonly tooGrave: number;
  /** Firings of the same breach after its first. */
  readonly again: number;
  /** Seconds in which nothing was to be told. */
  readonly quiet: number;
}

export interface PlayedLevel {
  readonly signal: string;
  readonly service: string;
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
  readonly isFast: boolean;
  /** Seconds. */
  readonly budget: number;
  readonly outcomes: readonly Outcome[];
}

export interface Unjudged {
  readonly name: string;
  readonly vendor: string;
  readonly kind: string;
}

export const isFast = (signal: string, measure: PlannedMeasure, { level }: PlannedLevel): boolean =>
  level === "critical" && measure.key === "main" && fastSignals.some((id) => id === signal);

/** @param tick called before each level */
export const play = (
  declared: DeclaredStack,
  scenarios: readonly Scenario[],
  seed: number,
  tick: (name: string, done: number, of: number) => void = () => undefined,
  few?: number,
): { readonly played: readonly PlayedLevel[]; readonly unjudged: readonly Unjudged[] } => {
  const all = declared.plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) => {
      const judges = judgesOf(declared, signal.id, measure);
      return measure.levels.map((level) => ({
        signal,
        measure,
        level,
        judge: judges.find((each) => each.level.name === level.name),
      }));
    }),
  );
  const unjudged = all.flatMap(({ measure, level, judge }) =>
    judge === undefined ? [{ name: level.name, vendor: measure.source.vendor, kind: measure.kind }] : [],
  );
  const played = all.flatMap(({ signal, measure, level, judge }, index): readonly PlayedLevel[] => {
    if (judge === undefined) return [];
    tick(level.name, index, all.length);
    const fast = isFast(signal.id, measure, level);
    return [
      {
        ...{ signal: signal.id, service: signal.serviceTitle, measure, level, isFast: fast },
        budget: budgetOf(measure, judge),
        outcomes: scenarios
          .filter((scenario) => suits(scenario, measure, level))
          .flatMap((scenario) => {
            const many = few ?? roundsOf(scenario, measure, fast);
            return Array.from({ length: many }, (_, turn) => playOnce(scenario, measure, judge, seed, turn));
          }),
      },
    ];
  });
  return { played, unjudged };
};

const roundsOf = ({ episodes }: Scenario, measure: PlannedMeasure, fast: boolean): number =>
  (episodes.length === 0 ? quietRounds : rounds)[fast ? "fast" : stretchOf(measure) > LONG ? "long" : "others"];

/** Stretched as a window of a day is, a round is weeks and months. */
const LONG = 20;

const suits = (scenario: Scenario, measure: PlannedMeasure, level: PlannedLevel): boolean => {
  if (scenario.nature !== natureOf(measure)) return false;
  if (scenario.level !== undefined && scenario.level !== level.level) return false;
  if (scenario.traffic !== undefined && "minimum" in scenario.traffic) return measure.minimumTraffic !== undefined;
  // On and off, it is on the whole below a number that is near 100 %.
  if (measure.kind === "utilisation" && breachesIn(scenario) > 1) return false;
  // An answer that is wrong at all is told, so that a short one is nothing that must be quiet.
  return !(measure.kind === "event" && scenario.episodes.some(({ depth, lasts }) => "places" in depth && lasts < 1));
};

const breachesIn = ({ episodes }: Scenario): number => episodes.filter(({ is }) => is === "breach").length;

const playOnce = (
  scenario: Scenario,
  measure: PlannedMeasure,
  { level, evaluator }: Judge,
  seed: number,
  turn: number,
): Outcome => {
  const chance = chanceOf(seed, level.name, scenario.name, turn);
  const truth = truthOf(scenario, measure, level, chance);
  const { inputs, over = [], milder = [] } = sample({ truth, measure, level, evaluator, chance });
  const notice = notificationOf(measure.source.vendor).seconds;
  const firings = firingsIn(evaluator, inUnit(inputs, level, evaluator, measure), truth.span, learntBy(measure));
  const settle = inSeconds(measure.window) + arrivalOf(measure, level) + truth.late + 2 * evaluator.every;
  return {
    scenario: scenario.name,
    ...compare(firings, truth, { may: [...over, ...truth.early], milder }, { settle, notice }),
  };
};

/** What a number stands for in another unit there; beats, runs and events are themselves. */
const inUnit = (inputs: Inputs, level: PlannedLevel, evaluator: Evaluator, measure: PlannedMeasure): Inputs => {
  const nature = natureOf(measure);
  const { value } = inputs;
  if (measure.source.type === "alarms" && value !== undefined) return evaluator.feeds?.({ value }) ?? {};
  return nature === "beat" || nature === "silence" || nature === "answer" || nature === "happening"
    ? inputs
    : scaled(inputs, { ...level, kind: measure.kind }, evaluator);
};

/** CloudWatch's bands are learnt from what is evaluated, so that it must begin long before. */
const learntBy = ({ kind, source, seasonality }: PlannedMeasure): number =>
  kind === "anomaly" && source.vendor === "cloudwatch" ? LEARNT[seasonality ?? "weekly"] : 0;

const firingsIn = (evaluator: Evaluator, inputs: Inputs, span: Span, before: number): readonly Stretch[] =>
  firingsOf(evaluator.run(inputs, { from: span.from - before, to: span.to }), span)
    .filter(({ to }) => to > span.from)
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to }));

/** @param settle seconds for which a breach that is over may still be told of: windows must run empty */
const compare = (
  firings: readonly Stretch[],
  { breaches, span }: { readonly breaches: readonly Stretch[]; readonly span: Span },
  { may, milder }: { readonly may: readonly Stretch[]; readonly milder: readonly Stretch[] },
  { settle, notice }: { readonly settle: number; readonly notice: number },
): Omit<Outcome, "scenario"> => {
  const meant = breaches.map(({ from, to }) => ({ from, to: to + settle }));
  const touches = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;
  const own = meant.map((breach) => firings.filter((firing) => touches(firing, breach)));
  const others = firings.filter((firing) => !meant.some((breach) => touches(firing, breach)));
  const isOf = (firing: Stretch, stretches: readonly Stretch[]): boolean =>
    stretches.some(({ from, to }) => touches(firing, { from, to: to + settle }));
  const unmeant = others.filter((firing) => !isOf(firing, may));
  return {
    detections: own.map((found, index) => {
      const [first] = found;
      const began = breaches[index]?.from ?? 0;
      return first === undefined ? undefined : Math.max(0, first.from - began) + notice;
    }),
    again: own.reduce((sum, found) => sum + Math.max(0, found.length - 1), 0),
    tooGrave: unmeant.filter((firing) => isOf(firing, milder)).length,
    false: unmeant.filter((firing) => !isOf(firing, milder)).length,
    quiet: meant.reduce((rest, { from, to }) => rest - (Math.min(to, span.to) - from), span.to - span.from),
  };
};

const budgetOf = (measure: PlannedMeasure, { level, evaluator }: Judge): number =>
  decidedOver(measure) + arrivalOf(measure, level) + evaluator.every + notificationOf(measure.source.vendor).seconds;
