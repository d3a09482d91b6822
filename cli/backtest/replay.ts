import { isZero } from "../../monitors/model/quantity";
import type { Inputs, Span } from "../../monitors/plan/evaluate";
import { shareIn, valueAt } from "../../monitors/plan/share";
import { comparesValues } from "../simulate/compared-kinds";
import { scaled } from "../simulate/simulate";
import type { JudgedLevel } from "./judged";
import { firingsOf, touchingIn, type Stretch } from "./measure";

/** What one level does over a series. */
export interface Replay {
  readonly firings: readonly Stretch[];
  /** Undefined where it cannot be told. */
  readonly nearMisses: readonly Stretch[] | undefined;
}

export const replay = (level: JudgedLevel, inputs: Inputs, span: Span, near: boolean): Replay => {
  const firings = firingsIn(level, inputs, span);
  return { firings, nearMisses: near ? nearMissesOf(level, inputs, firings, span) : undefined };
};

const firingsIn = (level: JudgedLevel, inputs: Inputs, span: Span): readonly Stretch[] =>
  firingsOf(level.evaluator.run(scaled(inputs, level, level.evaluator), span), span);

/** So much worse, and it would have fired. Ours. */
export const NEAR = 0.1;

/**
 * Firings, had what was measured been a tenth worse, that are none as it was: nearly fired, whatever window and count the vendor asks for.
 */
const nearMissesOf = (
  level: JudgedLevel,
  inputs: Inputs,
  firings: readonly Stretch[],
  span: Span,
): readonly Stretch[] | undefined => {
  const { kind, breach, threshold } = level;
  if (threshold.at === undefined || isZero(threshold.at)) return undefined;
  if (!comparesValues(kind) || (breach !== "above" && breach !== "below")) return undefined;
  const worse = worseBy(inputs, breach);
  if (worse === undefined) return undefined;
  const touching = touchingIn(firings);
  return firingsIn(level, worse, span).filter((each) => touching(each).length === 0);
};

/** The value, or of a share its bad events: where it is of good ones, a tenth of those are bad as well. */
const worseBy = (inputs: Inputs, breach: "above" | "below"): Inputs | undefined => {
  const name = ["value", "bad", "part"].find((each) => each in inputs);
  const series = name === undefined ? undefined : inputs[name];
  if (name === undefined || series === undefined) return undefined;
  const share = name === "value" ? undefined : shareIn(inputs);
  if (share !== undefined && breach === "below") {
    const badAt = valueAt(share.bad);
    const values = share.all.values.map((all, index) => {
      const bad = badAt(share.all.times[index] ?? 0);
      return bad + NEAR * (all - bad);
    });
    return { ...inputs, [name]: { times: share.all.times, values } };
  }
  const factor = breach === "above" ? 1 / (1 - NEAR) : 1 - NEAR;
  return { ...inputs, [name]: { ...series, values: series.values.map((value) => value * factor) } };
};
