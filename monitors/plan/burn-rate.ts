import {
  burnTierNames,
  type BurnTierDefinition,
  type BurnTierName,
  type ObjectiveDefinition,
} from "../model/objective";
import { days, dividedBy, hours, inCanonicalUnit, minutes, percent, ratioOf, type Quantity } from "../model/quantity";
import type { PlannedObjective, PlannedTier } from "./plan";

/** The span over which every target of ours holds. */
export const PERIOD = days(30);

interface BurnTier {
  /** How much of the whole budget is gone when the tier tells, had it been spent evenly over the long window. */
  readonly budgetShare: Quantity<"percentage">;
  readonly longWindow: Quantity<"duration">;
  /** A twelfth of the long one. */
  readonly shortWindow: Quantity<"duration">;
}

/**
 * Google, The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts", recommended parameters (rows one,
 * two and four): https://sre.google/workbook/alerting-on-slos/. One day and two hours at 10 %: Datadog's values for 30-day
 * targets, https://docs.datadoghq.com/service_level_objectives/burn_rate.
 */
export const burnTiers: Readonly<Record<BurnTierName, BurnTier>> = {
  one_hour: { budgetShare: percent(2), longWindow: hours(1), shortWindow: minutes(5) },
  six_hours: { budgetShare: percent(5), longWindow: hours(6), shortWindow: minutes(30) },
  one_day: { budgetShare: percent(10), longWindow: days(1), shortWindow: hours(2) },
  three_days: { budgetShare: percent(10), longWindow: days(3), shortWindow: hours(6) },
};

/** Burn rate = period × share of the budget ÷ long window (both pages above). */
export const burnRateOf = (
  { budgetShare, longWindow }: Pick<BurnTier, "budgetShare" | "longWindow">,
  period: Quantity<"duration"> = PERIOD,
): number => Number(((ratioOf(period, longWindow) * inCanonicalUnit(budgetShare)) / 100).toPrecision(12));

/** The share of events that may be bad: 0.0005 for 99.95 %. */
export const allowedShare = (target: Quantity<"percentage">): number =>
  Number(((100 - inCanonicalUnit(target)) / 100).toPrecision(12));

/** When every event is bad. A tier at or above it can never tell. */
export const highestBurnRate = (target: Quantity<"percentage">): number =>
  Number((1 / allowedShare(target)).toPrecision(12));

export const resolveTiers = (
  id: string,
  { tiers }: ObjectiveDefinition,
): Pick<PlannedObjective, "tiers" | "switchedOff"> => ({
  tiers: burnTierNames.flatMap((tier) => resolveTier(id, tier, tiers[tier])),
  switchedOff: burnTierNames.flatMap((tier) => {
    const { off } = tiers[tier];
    return off === undefined ? [] : [{ tier, reason: off }];
  }),
});

const resolveTier = (id: string, tier: BurnTierName, definition: BurnTierDefinition): readonly PlannedTier[] => {
  if (definition.off !== undefined) return [];
  const { longWindow, shortWindow } = burnTiers[tier];
  const burnRate = burnRateOf(burnTiers[tier]);
  const { priority, minimumBadEvents } = definition;
  const lasts = dividedBy(PERIOD, burnRate);
  return [{ tier, name: `${id}.${tier}`, burnRate, longWindow, shortWindow, lasts, priority, minimumBadEvents }];
};
