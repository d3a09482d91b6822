import { randomBinomial, randomNormal, randomPoisson } from "d3-random";
import { chanceOf as uniformOf } from "../../monitors/model/chance";

/** Chance that repeats itself. */
export interface Chance {
  /** From 0 up to 1. */
  readonly uniform: () => number;
  /** Around 0, with a standard deviation of 1. */
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  readonly binomial: (of: number, share: number) => number;
}

/** A stream of its own for each list of names, so that nothing else changes where a scenario or a signal is added. */
export const chanceOf = (seed: number, ...names: readonly (string | number)[]): Chance => {
  const uniform = uniformOf(seed, ...names);
  const poisson = randomPoisson.source(uniform);
  const binomial = randomBinomial.source(uniform);
  return {
    uniform,
    normal: randomNormal.source(uniform)(),
    poisson: (mean) => (mean <= 0 ? 0 : poisson(mean)()),
    binomial: (of, share) => (of <= 0 || share <= 0 ? 0 : share >= 1 ? of : binomial(of, share)()),
  };
};
