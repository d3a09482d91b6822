import type { SignalId } from "../monitors/catalogue/services";
import { minutes, percent } from "../monitors/model/quantity";

/** R7: what the monitoring itself promises. */
export const qualityTargets = {
  /** Under; from the true breach to the first notification, meant over `fastSignals` alone. */
  detection: minutes(2),
  /** Under; from the page to its resolution. */
  resolution: minutes(30),
  /** Over. */
  accuracy: percent(95),
  /** Under. */
  falsePositives: percent(5),
} as const;

/** R7: A14, A16, A19, A40, A42, A49, A51, A53. Of each its critical level; every other level has a budget of its own. */
export const fastSignals: readonly SignalId[] = [
  "api.availability",
  "api.error_rate",
  "database.reachable",
  "search.error_rate",
  "listings.upload_failures",
  "accounts.registration_failures",
  "payments.failure_rate",
  "payments.webhook_failures",
];
