import type { Base } from "./base";
import { unannounced, type Outcome, type Result } from "./backtest";
import { NEAR } from "./replay";
import { lengthOf } from "./text";

/** A backtest for machines. Times in seconds since 1970, shares from 0 to 1, `null` where nothing is known. `version` changes when the shape breaks. */
export const toBacktestJson = (results: readonly Result[], environment: string, base: Base | undefined) => ({
  version: 1,
  environment,
  base:
    base === undefined
      ? null
      : {
          name: base.revision.name,
          commit: base.revision.commit ?? null,
          notReplayed: base.revision.unplanned ?? null,
          notJudged: results.map(({ name }) => name).filter((name) => base.unjudged.has(name)),
        },
  nearMiss: NEAR,
  results: results.map(({ name, signal, level, here, base: before, fidelity }) => ({
    ...{ name, signal, level },
    ...(here === undefined ? gone : toOutcome(here)),
    base: before === undefined ? null : toOutcome(before),
    fidelity: fidelity ?? null,
  })),
  unannounced: [...unannounced(results)].map(([signal, incidents]) => ({ signal, incidents })),
});

const toOutcome = ({ priority, threshold, firings, noDataOf, quality, nearMisses }: Outcome) => ({
  ...{ priority, threshold, noDataOf },
  firings: firings ?? null,
  seconds: firings === undefined ? null : lengthOf(firings),
  quality:
    quality === undefined
      ? null
      : {
          precision: quality.precision ?? null,
          recall: quality.recall ?? null,
          detection: quality.detection ?? null,
          detectionWithin: quality.detectionWithin ?? null,
          reset: quality.reset ?? null,
          missed: quality.missed,
        },
  nearMisses: nearMisses ?? null,
});

/** A level that is in the base alone. */
const gone = {
  priority: null,
  threshold: null,
  noDataOf: [],
  firings: null,
  seconds: null,
  quality: null,
  nearMisses: null,
};
