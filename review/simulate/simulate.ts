import type { DeclaredStack } from "../../infra/declare";
import { vendors } from "../../infra/vendors";
import type { LevelName } from "../../monitors/model/level";
import { inCanonicalUnit } from "../../monitors/model/quantity";
import type { AlertState, Evaluator, Inputs, Span } from "../../monitors/plan/evaluate";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import type { Priority } from "../../monitors/model/priority";
import { momentsOf } from "../routes";

/** What an alert would have done: the vendors' evaluators over a series, and the way that each telling takes from there. */

/** A level with whoever judges it at its first vendor. */
export interface Judge {
  readonly level: PlannedLevel;
  readonly vendor: string;
  readonly evaluator: Evaluator;
}

export const judgesOf = ({ declarations }: DeclaredStack, signal: string, measure: PlannedMeasure): readonly Judge[] =>
  measure.levels.flatMap((level) => {
    const { vendor } = measure.source;
    const evaluate = vendors.find(({ name }) => name === vendor)?.evaluator(declarations);
    const found = declarations
      .filter(
        (each) =>
          each.vendor === vendor &&
          each.watches?.signal === signal &&
          each.watches.measure === measure.key &&
          each.watches.level === level.level,
      )
      .flatMap((each) => evaluate?.(each) ?? []);
    return found.slice(0, 1).map((evaluator) => ({ level, vendor, evaluator }));
  });

/** Something that happens at one level. */
export interface Happening {
  /** Seconds since 1970. */
  readonly at: number;
  readonly level: LevelName;
  readonly priority: Priority;
  readonly to: AlertState;
  /** Of an alert: who hears of it while it lasts and nobody takes it. Seconds since 1970. */
  readonly told: readonly { readonly at: number; readonly who: string; readonly channels: readonly string[] }[];
}

export interface LevelSummary {
  readonly level: LevelName;
  readonly priority: Priority;
  readonly vendor: string;
  readonly fired: number;
  /** Times that it fired again within an hour of its end. */
  readonly flapped: number;
  readonly seconds: number;
}

export interface Simulation {
  readonly signal: string;
  readonly measure: string;
  readonly span: Span;
  readonly happenings: readonly Happening[];
  readonly levels: readonly LevelSummary[];
  /** Of each series, in the unit in which it was handed over. */
  readonly inputs: Inputs;
  /** Inputs that the evaluators ask for and that no column has. */
  readonly unmatched: readonly string[];
}

const HOUR = 3_600;

export const simulate = (
  declared: DeclaredStack,
  signal: string,
  measure: PlannedMeasure,
  judges: readonly Judge[],
  inputs: Inputs,
  span: Span,
): Simulation => {
  const perLevel = judges.map(({ level, vendor, evaluator }) => {
    const handed = scaled(inputs, level, evaluator);
    const changes = evaluator.run(handed, span);
    const proof = declared.proofs.find(
      (each) => each.name === level.name && each.vendor === vendor && each.signal === signal,
    );
    const moments = proof === undefined || proof.stage === "draft" ? [] : momentsOf(proof);
    const happenings = changes.map(({ at, to }, index): Happening => {
      const until = changes[index + 1]?.at ?? span.to;
      const told = to === "alert" ? moments.filter(({ afterSeconds }) => at + afterSeconds < until) : [];
      return {
        at,
        level: level.level,
        priority: level.priority,
        to,
        told: told.map(({ afterSeconds, who, channels }) => ({ at: at + afterSeconds, who, channels })),
      };
    });
    const missing = evaluator.inputs.map(({ name }) => name).filter((name) => handed[name] === undefined);
    return { happenings, missing, summary: summarise(level, vendor, happenings, span) };
  });
  return {
    signal,
    measure: measure.key,
    span,
    happenings: perLevel.flatMap(({ happenings }) => happenings).toSorted((a, b) => a.at - b.at),
    levels: perLevel.map(({ summary }) => summary),
    inputs,
    unmatched: [...new Set(perLevel.flatMap(({ missing }) => missing))],
  };
};

/**
 * Series come in the catalogue's unit (durations in ms), and the vendor's number may be in another: ns, s, shares. Of an evaluator
 * that does not read the value itself they become what it reads.
 */
export const scaled = (inputs: Inputs, level: PlannedLevel, evaluator: Evaluator): Inputs => {
  const inUnit = inUnitOf(inputs, level, evaluator);
  const { value, traffic, ...others } = inUnit;
  if (value === undefined || evaluator.feeds === undefined) return inUnit;
  return { ...evaluator.feeds({ value, ...(traffic === undefined ? {} : { traffic }) }), ...others };
};

const inUnitOf = (inputs: Inputs, { threshold }: PlannedLevel, { compares }: Evaluator): Inputs => {
  const at = threshold.at === undefined ? undefined : inCanonicalUnit(threshold.at);
  const { value } = inputs;
  if (value === undefined || at === undefined || at === 0 || compares === undefined || compares === at) return inputs;
  return { ...inputs, value: { ...value, values: value.values.map((each) => (each * compares) / at) } };
};

const summarise = (level: PlannedLevel, vendor: string, happenings: readonly Happening[], span: Span): LevelSummary => {
  let [fired, flapped, seconds] = [0, 0, 0];
  let ended = Number.NEGATIVE_INFINITY;
  for (const [index, { at, to }] of happenings.entries()) {
    if (to !== "alert") continue;
    const until = happenings[index + 1]?.at ?? span.to;
    fired += 1;
    if (at - ended < HOUR) flapped += 1;
    seconds += until - at;
    ended = until;
  }
  return { level: level.level, priority: level.priority, vendor, fired, flapped, seconds };
};
