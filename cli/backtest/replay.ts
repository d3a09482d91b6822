import { isZero } from "../../monitors/model/quantity";
import type { Inputs, Span } from "../../monitors/plan/evaluate";
import { comparesValues } from "../simulate/compared-kinds";
import { scaled } from "../simulate/simulate";
import type { JudgedLevel } from "./judged";
import { firingsOf, overlap, type Stretch } from "./measure";

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
  const name = ["value", "bad", "part"].find((each) => each in inputs);
  const series = name === undefined ? undefined : inputs[name];
  if (name === undefined || series === undefined || threshold.at === undefined || isZero(threshold.at))
    return undefined;
  if (!comparesValues(kind) || (breach !== "above" && breach !== "below")) return undefined;
  const factor = breach === "above" ? 1 / (1 - NEAR) : 1 - NEAR;
  const worse = { ...inputs, [name]: { ...series, values: series.values.map((value) => value * factor) } };
  return firingsIn(level, worse, span).filter((each) => !firings.some((other) => overlap(each, other)));
};
