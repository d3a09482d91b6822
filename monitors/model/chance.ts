import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that repeats itself, from 0 up to 1: a stream of its own for each list of names. */
export const chanceOf = (...names: readonly (string | number)[]): (() => number) => {
  const digest = createHash("sha256").update(JSON.stringify(names)).digest();
  const generator = xoroshiro128plus(digest.readInt32LE(0));
  return () => uniformFloat64(generator);
};
