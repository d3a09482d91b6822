import type { EnvironmentName } from "../model/environment";
import { formatQuantity } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "./plan";

/** The sentences that every vendor says alike: a level in words, a resource's display name. */

/** "p95 above 2 s over 5 min", "down for more than 30 s", "less left than 7 days", "forecast to run out within 3 days, by the last 3 days", "wrong answer". */
export const wordCondition = (measure: PlannedMeasure, { threshold }: Pick<PlannedLevel, "threshold">): string => {
  if (threshold.at === undefined) return threshold.event.replaceAll("_", " ");
  const said = `${kindRow(measure.kind).words} ${formatQuantity(threshold.at)}`;
  // These two say their span themselves.
  if (measure.kind === "outage" || measure.kind === "time_left") return said;
  if (measure.kind === "forecast") return `${said}, by the last ${formatQuantity(measure.window)}`;
  const statistic = measure.statistic === undefined ? "" : `${measure.statistic} `;
  return `${statistic}${said} over ${formatQuantity(measure.window)}`;
};

/** "API response time critical: p95 above 2 s over 5 min (prod)". For people; identity is the logical name. */
export const wordTitle = (
  environment: EnvironmentName,
  signal: PlannedSignal,
  measure: PlannedMeasure,
  level: PlannedLevel,
): string =>
  `${signal.stage === "draft" ? "Draft: " : ""}${signal.title}${measure.key === "main" ? "" : ` (${measure.key})`} ${level.level}: ${wordCondition(measure, level)} (${environment})`;

/** "api/response-time.md#api-response-time" below the site where runbooks are read. */
export const runbookUrl = (site: string, signal: PlannedSignal): string => `${site}/${signal.runbook}`;

/** Tags that every vendor's resource carries. Alerts are routed by their priority, so a draft has none and says what it is. */
export const tagsOf = (
  environment: EnvironmentName,
  signal: PlannedSignal,
  level: Pick<PlannedLevel, "priority">,
): Readonly<Record<string, string>> => ({
  service: signal.service,
  env: environment,
  owner: signal.owner,
  signal: signal.id,
  ...(signal.stage === "draft" ? { stage: "draft" } : { priority: level.priority.toLowerCase() }),
});
