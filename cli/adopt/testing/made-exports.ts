import fc, { type GeneratorValue } from "fast-check";
import { pick, type Made } from "./made";
import { makeAlarm } from "./made-alarms";
import { makeGauge, makeLogs } from "./made-monitors";

/**
 * Exports as the two APIs answer them, made at random, each beside what it means: the tests ask the meaning, and adopt reads the text.
 * Names are unique, for a row names what it is made of.
 */

/** @param now the environment of most of them */
export const madeExports = (now: string, howMany: number, seed: number): readonly (readonly Made[])[] =>
  fc.sample(
    fc.gen().map((g) => {
      const some = pick(g, 1, 1, 2, 3);
      return Array.from({ length: some }, (_, index) =>
        pick<(g: GeneratorValue, name: string, now: string) => Made>(
          g,
          ...[makeLogs, makeLogs, makeGauge, makeAlarm, makeAlarm],
        )(g, `made ${index}`, now),
      );
    }),
    { numRuns: howMany, seed },
  );
