import type { EnvironmentName } from "../model/environment";
import { formatQuantity } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "./plan";

/** The sentences that every vendor says alike: a level in words, a resource's display name. */

/** "p95 above 2 s over 5 min", "down for more than 30 s", "fewer than 7 days left", "wrong answer". */
export const wordCondition = (measure: PlannedMeasure, { threshold }: Pick<PlannedLevel, "threshold">): string => {
  if (threshold.at === undefined) return threshold.event.replaceAll("_", " ");
  const at = formatQuantity(threshold.at);
  if (measure.kind === "outage") return `down for more than ${at}`;
  if (measure.kind === "time_left") return `fewer than ${at} left`;
  const statistic = measure.statistic === undefined ? "" : `${measure.statistic} `;
  return `${statistic}${kindRow(measure.kind).breach} ${at} over ${formatQuantity(measure.window)}`;
};

/** "API response time critical: p95 above 2 s over 5 min (prod)". For people; identity is the logical name. */
export const wordTitle = (
  environment: EnvironmentName,
  signal: PlannedSignal,
  measure: PlannedMeasure,
  level: PlannedLevel,
): string =>
  `${signal.title}${measure.key === "main" ? "" : ` (${measure.key})`} ${level.level}: ${wordCondition(measure, level)} (${environment})`;

/** "api/response-time.md#api-response-time" below the site where runbooks are read. */
export const runbookUrl = (site: string, signal: PlannedSignal): string => `${site}/${signal.runbook}`;

/** Tags that every vendor's resource carries, and by which alerts are routed. */
export const tagsOf = (
  environment: EnvironmentName,
  signal: PlannedSignal,
  level: Pick<PlannedLevel, "priority">,
): Readonly<Record<"service" | "env" | "owner" | "signal" | "priority", string>> => ({
  service: signal.service,
  env: environment,
  owner: signal.owner,
  signal: signal.id,
  priority: level.priority.toLowerCase(),
});
