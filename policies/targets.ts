import type { SignalId } from "../monitors/catalogue";
import { minutes, percent } from "../monitors/model/quantity";

/** R7: what the monitoring itself promises. Resolution is over incidents that were real. */
export const qualityTargets = {
  detection: minutes(2),
  resolution: minutes(30),
  accuracy: percent(95),
  falsePositives: percent(5),
} as const;

/** R7: the fast P0 and P1, over which the time to detection is meant. Every other level keeps a budget of its own. */
export const fastSignals: readonly SignalId[] = [
  "api.availability",
  "api.error_rate",
  "database.reachable",
  "search.error_rate",
  "listings.upload_failures",
  "accounts.registration_failures",
  "payments.webhook_failures",
];
