import { count, inCanonicalUnit, inMinutes, percent } from "../../monitors/model/quantity";
import { allowedShare, burnTiers } from "../../monitors/plan/burn-rate";
import type { PlannedMeasure, PlannedObjective } from "../../monitors/plan/plan";
import type { Shaped } from "./shapes";
import type { Judged } from "./judge-types";

/** An objective as a measure: a share of bad events, with a level for each tier where that share spends the budget at the tier's rate. */
export interface BurnRate extends Shaped, Pick<PlannedMeasure, "key" | "name" | "source"> {
  /** Fastest first. */
  readonly levels: readonly Judged[];
}

export const burnOf = ({ id, source, target, tiers }: PlannedObjective): BurnRate => {
  const allowed = 100 * allowedShare(target);
  const shareOf = (rate: number): number => Number((rate * allowed).toPrecision(12));
  const rates = tiers.map(({ burnRate }) => burnRate);
  const [slow, fast] = [Math.min(...rates), Math.max(...rates)];
  return {
    // The measure of which the routing proof speaks.
    key: "burn_rate",
    name: id,
    source,
    kind: "error_ratio",
    breach: "above",
    window: burnTiers.three_days.longWindow,
    // Of a minute: enough for the bad events that each tier asks for in its window.
    minimumTraffic: count(
      Math.max(
        ...tiers.map(({ minimumBadEvents, burnRate, longWindow }) =>
          Math.ceil((100 * inCanonicalUnit(minimumBadEvents)) / shareOf(burnRate) / inMinutes(longWindow)),
        ),
      ),
    ),
    levels: tiers.map(({ tier, name, priority, burnRate }) => ({
      ...{ level: tier, name, priority, breach: "above" as const },
      threshold: { at: percent(shareOf(burnRate)) },
    })),
    numbers: {
      good: shareOf(0.4 * slow),
      // Three hours of it are enough for a slower tier, and never for the fastest.
      between: shareOf(0.9 * fast),
      bad: Math.min(100, shareOf(1.5 * fast)),
      whole: 100,
    },
  };
};
