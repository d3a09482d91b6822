import type { Inputs } from "../../monitors/plan/evaluate";
import { missingOf } from "../simulate/simulate";
import type { JudgedLevel } from "./judged";
import { compareWithRecord, measureFirings, overlap, type Fidelity, type Quality, type Stretch } from "./measure";
import { replay } from "./replay";
import { spanOf } from "../series/span";

/** What a level of one revision would have done. */
export interface Outcome {
  readonly priority: string;
  readonly threshold: string;
  /** Undefined where the series has not what is asked: that nothing fired would then say nothing. */
  readonly firings: readonly Stretch[] | undefined;
  /** What it asks for and there are no samples of. */
  readonly noDataOf: readonly string[];
  /** Undefined without known incidents. */
  readonly quality: Quality | undefined;
  readonly nearMisses: readonly Stretch[] | undefined;
}

/** One level over what was measured. */
export interface Result {
  /** `api.error_rate.critical` */
  readonly name: string;
  readonly signal: string;
  readonly level: JudgedLevel["level"];
  /** Undefined where the level is no longer there. */
  readonly here: Outcome | undefined;
  /** Undefined where the level was not there yet, or no base was asked for. */
  readonly base: Outcome | undefined;
  /** Beside what a vendor has recorded. */
  readonly fidelity: Fidelity | undefined;
}

/** What is known of the past: incidents of each signal, and what each level did, by its name. */
export interface Past {
  readonly incidents: ReadonlyMap<string, readonly Stretch[]> | undefined;
  readonly recorded: ReadonlyMap<string, readonly Stretch[]> | undefined;
}

/** Every level of one measure, here and in the base. */
export const backtest = (
  here: readonly JudgedLevel[],
  base: readonly JudgedLevel[],
  inputs: Inputs,
  { incidents, recorded }: Past,
): readonly Result[] => {
  const span = spanOf(inputs);
  const outcomeOf = (level: JudgedLevel | undefined): Outcome | undefined => {
    if (level === undefined) return undefined;
    const known = incidents === undefined ? undefined : (incidents.get(level.signal) ?? []);
    const about = { priority: level.priority, threshold: level.words };
    const noDataOf = missingOf(inputs, level, level.evaluator);
    if (span === undefined || noDataOf.length > 0)
      return { ...about, firings: undefined, noDataOf, quality: undefined, nearMisses: undefined };
    const replayed = replay(level, inputs, span, known !== undefined);
    // What lies beside the series was not there to be found.
    const within = known?.filter((each) => overlap(each, span));
    const quality = within === undefined ? undefined : measureFirings(replayed.firings, within);
    return { ...about, ...replayed, noDataOf, quality };
  };
  return joined(here, base).map(({ now, before, name, signal, level }) => {
    const outcome = outcomeOf(now);
    const recordedHere =
      recorded === undefined || outcome?.firings === undefined ? undefined : (recorded.get(name) ?? []);
    return {
      ...{ name, signal, level },
      here: outcome,
      base: outcomeOf(before),
      fidelity:
        recordedHere === undefined || outcome?.firings === undefined || span === undefined
          ? undefined
          : compareWithRecord(outcome.firings, recordedHere, span),
    };
  });
};

const joined = (here: readonly JudgedLevel[], base: readonly JudgedLevel[]) => {
  const before = new Map(base.map((each) => [each.name, each]));
  const names = new Set(here.map(({ name }) => name));
  return [
    ...here.map((now) => ({ ...now, now, before: before.get(now.name) })),
    ...base.filter(({ name }) => !names.has(name)).map((gone) => ({ ...gone, now: undefined, before: gone })),
  ];
};

/** Incidents of the series' time that none of a signal's levels has announced. */
export const unannounced = (results: readonly Result[]): ReadonlyMap<string, readonly Stretch[]> => {
  const found = new Map<string, readonly Stretch[]>();
  for (const signal of new Set(results.map((each) => each.signal))) {
    const judged = results.flatMap((each) => (each.signal === signal ? (each.here?.quality ?? []) : []));
    const [first, ...others] = judged.map(({ missed }) => missed);
    const all = first?.filter((each) => others.every((missed) => missed.some(({ from }) => from === each.from)));
    if (all !== undefined && all.length > 0) found.set(signal, all);
  }
  return found;
};
