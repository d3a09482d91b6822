import type { AlertState, Evaluator, Inputs, Series } from "../monitors/plan/evaluate";

/** Series that a person can write down, and states by the minute. */

/** A value for each minute from 0; undefined where nothing was measured. */
export const series = (values: readonly (number | undefined)[]): Series => {
  const there = values.flatMap((value, minute) => (value === undefined ? [] : [[minute * 60, value] as const]));
  return { times: Float64Array.from(there, ([time]) => time), values: Float64Array.from(there, ([, value]) => value) };
};

export const times = <T>(many: number, value: T): readonly T[] => Array.from({ length: many }, () => value);

/** Minute and state of each change. */
export const changesIn = (
  evaluator: Evaluator,
  inputs: Inputs,
  minutes: number,
): readonly (readonly [number, AlertState])[] =>
  evaluator.run(inputs, { from: 0, to: minutes * 60 }).map(({ at, to }) => [at / 60, to]);
