import type { DeclaredStack } from "../../infra/declare";
import type { LevelName } from "../../monitors/model/level";
import type { Inputs, Span } from "../../monitors/plan/evaluate";
import type { Priority } from "../../monitors/model/priority";
import type { PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import { judgesOf, scaled } from "../simulate/simulate";
import { compareWithRecord, firingsOf, measureFirings, type Fidelity, type Quality, type Stretch } from "./measure";

/** One level over what was measured. */
export interface Result {
  /** `api.error_rate.critical` */
  readonly name: string;
  readonly level: LevelName;
  readonly priority: Priority;
  /** Absent where the series has none of what is asked: that nothing fired would then say nothing. */
  readonly firings: readonly Stretch[] | undefined;
  readonly quality: Quality | undefined;
  /** Beside what a vendor has recorded. */
  readonly fidelity: Fidelity | undefined;
}

/** What is known of the past: incidents of the signal, and what each level did, by its name. */
export interface Past {
  readonly incidents: readonly Stretch[] | undefined;
  readonly recorded: ReadonlyMap<string, readonly Stretch[]> | undefined;
}

export const backtest = (
  declared: DeclaredStack,
  { signal, measure }: { readonly signal: PlannedSignal; readonly measure: PlannedMeasure },
  inputs: Inputs,
  { incidents, recorded }: Past,
): readonly Result[] => {
  const span = spanOf(inputs);
  return judgesOf(declared, signal.id, measure).map(({ level, evaluator }) => {
    const about = { name: level.name, level: level.level, priority: level.priority };
    const handed = scaled(inputs, level, evaluator);
    if (span === undefined || !evaluator.inputs.some(({ name }) => handed[name] !== undefined))
      return { ...about, firings: undefined, quality: undefined, fidelity: undefined };
    const firings = firingsOf(evaluator.run(handed, span), span);
    return {
      ...about,
      firings,
      quality: incidents === undefined ? undefined : measureFirings(firings, incidents),
      fidelity: recorded === undefined ? undefined : compareWithRecord(firings, recorded.get(level.name) ?? [], span),
    };
  });
};

const spanOf = (inputs: Inputs): Span | undefined => {
  const all = Object.values(inputs).filter(({ times }) => times.length > 0);
  if (all.length === 0) return undefined;
  const from = Math.min(...all.map(({ times }) => times[0] ?? 0));
  const to = Math.max(...all.map(({ times }) => times.at(-1) ?? 0));
  return { from: Math.floor(from / 60) * 60, to: Math.floor(to / 60) * 60 + 60 };
};
