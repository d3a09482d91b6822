import type { Priority } from "./priority";
import type { Quantity } from "./quantity";
import type { Source } from "./sources/source";

/** How fast the error budget is spent, fastest first. What each one looks at stands in `plan/burn-rate.ts`. */
export const burnTierNames = ["one_hour", "six_hours", "one_day", "three_days"] as const;

export type BurnTierName = (typeof burnTierNames)[number];

/** Told at its priority, once so many events were bad in its long window; or switched off, and why. */
export type BurnTierDefinition =
  | { readonly priority: Priority; readonly minimumBadEvents: Quantity<"count">; readonly off?: never }
  | { readonly off: string; readonly priority?: never; readonly minimumBadEvents?: never };

/** A share of events that must be good over 30 days, and who hears how soon it will be missed. */
export interface ObjectiveDefinition {
  /** For people; may change freely and never replaces a resource. */
  readonly title: string;
  /** What a user of the shop notices, in a sentence. It stands in every message. */
  readonly impact: string;
  /** What whoever is woken does first. It stands in every message. */
  readonly firstAction: string;
  /** What a good event is, in the plural: "API requests not answered with a 5xx". */
  readonly good: string;
  /** Above 0 % and below 100 %: without a budget there is nothing to spend. */
  readonly target: Quantity<"percentage">;
  /** Events, one by one, and which of them are bad; never a state that is looked at now and then. */
  readonly source: Source;
  readonly tiers: Readonly<Record<BurnTierName, BurnTierDefinition>>;
  /** Page below `runbooks/`. */
  readonly runbook: `${string}.md`;
}
