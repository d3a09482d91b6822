import type { Chance } from "../alert-quality/random";

export const wholeBelow = ({ uniform }: Chance, most: number): number => Math.floor(uniform() * most);

/** @throws Error where there is nothing to draw from */
export const oneOf = <T>(chance: Chance, all: readonly T[]): T => {
  const place = wholeBelow(chance, all.length);
  for (const [index, each] of all.entries()) if (index === place) return each;
  throw new Error("nothing to draw from");
};
