import { days, formatQuantity, inDays } from "../model/quantity";
import { kindRow, type Breach } from "../model/signal-kind";
import type { PlannedLevel, PlannedMeasure, PlannedObjective, PlannedSignal, PlannedTier } from "./plan";

/** The sentences that every vendor says alike: a level in words, a resource's display name. */

/**
 * "p95 above 2 s over 5 min", "down for more than 30 s", "less left than 7 days", "forecast to run out within 3 days, by the
 * last 3 days", "3 deviations below the usual over 1 h or longer", "p75 25 % above 7 days earlier over 1 h", "none for 15 min, of at
 * least 5", "wrong answer".
 */
export const wordCondition = (
  measure: PlannedMeasure,
  { threshold, breach, sooner }: Pick<PlannedLevel, "threshold" | "breach" | "sooner">,
): string => {
  if (threshold.at === undefined) return eventWords[threshold.event] ?? threshold.event.replaceAll("_", " ");
  const { words, judgedOver, comparedWith } = kindRow(measure.kind);
  const said =
    comparedWith === undefined
      ? `${words} ${formatQuantity(threshold.at)}`
      : `${formatQuantity(threshold.at)} ${sideWords[breach]} ${wordReference(measure)}`;
  // Of these the threshold is the span.
  if (measure.kind === "time_left") return said;
  if (judgedOver === "threshold")
    return measure.minimumTraffic === undefined
      ? said
      : `${said}, of at least ${formatQuantity(measure.minimumTraffic)}`;
  if (measure.kind === "forecast") return `${said}, by the last ${formatQuantity(measure.window)}`;
  const statistic = measure.statistic === undefined ? "" : `${measure.statistic} `;
  const shorter =
    sooner === undefined
      ? ""
      : `, or ${formatQuantity(sooner.window)} of at least ${formatQuantity(sooner.minimumTraffic)}`;
  const longer = growsWindow(measure, breach) ? " or longer" : "";
  return `${statistic}${said} over ${formatQuantity(measure.window)}${longer}${shorter}`;
};

/** Of events whose name says nothing to somebody who was just woken. */
const eventWords: Readonly<Record<string, string>> = {
  foreign_change: "changed by somebody not on its list",
  foreign_read: "read by somebody not on its list",
  root_or_trail: "root was used, or the trail stopped",
  attack_and_down: "an attack while the shop fails",
};

/** The shop's tables are asked for as much more as tells of a fall (alerts-from.ts). */
const growsWindow = ({ kind, source }: PlannedMeasure, breach: Breach): boolean =>
  kind === "anomaly" && source.type === "sql" && breach !== "above";

const sideWords: Readonly<Record<Breach, string>> = {
  above: "above",
  below: "below",
  both: "away from",
  event: "beyond",
};

/** What the value is held against: "the usual", "7 days earlier". */
const wordReference = ({ against }: PlannedMeasure): string =>
  against === undefined ? "the usual" : `${formatQuantity(against)} earlier`;

/** "API response time critical: p95 above 2 s over 5 min (prod)". For people; identity is the logical name. */
export const wordTitle = (
  environment: string,
  signal: PlannedSignal,
  measure: PlannedMeasure,
  level: PlannedLevel,
): string => `${wordLevel(signal, measure, level)}: ${wordCondition(measure, level)} (${environment})`;

/** "API response time critical": what stays of a title when its threshold changes. */
export const wordLevel = (
  signal: PlannedSignal,
  measure: PlannedMeasure,
  { level }: Pick<PlannedLevel, "level">,
): string => `${wordSubject(signal, measure)} ${level}`;

/** "Storefront errors (prod)": of what stands for all levels of a measure. */
export const wordMeasure = (environment: string, signal: PlannedSignal, measure: PlannedMeasure): string =>
  `${wordSubject(signal, measure)} (${environment})`;

const wordSubject = ({ stage, title }: PlannedSignal, { key }: PlannedMeasure): string =>
  `${stage === "draft" ? "Draft: " : ""}${title}${key === "main" ? "" : ` (${key})`}`;

/** "API availability: the 30-day budget gone in 2 days (14.4 times the allowed rate) (prod)". */
export const objectiveTitle = (
  environment: string,
  { title }: Pick<PlannedObjective, "title">,
  tier: PlannedTier,
): string => `${title}: the 30-day budget gone in ${wordLasting(tier)} (${wordRate(tier)}) (${environment})`;

/** What the report says of a tier, the sentence for everybody first. */
export const budgetWords = (
  objective: Pick<PlannedObjective, "good" | "target">,
  tier: PlannedTier,
  faster: readonly PlannedTier[],
): readonly string[] => {
  const [aim, ...quiet] = budgetQuiet(objective, tier, faster);
  return [wordBudget(tier), ...(aim === undefined ? [] : [aim]), `Threshold: ${wordTier(tier)}.`, ...quiet];
};

/** What is aimed at, and when a tier keeps quiet. */
export const budgetQuiet = (
  { good, target }: Pick<PlannedObjective, "good" | "target">,
  tier: PlannedTier,
  faster: readonly PlannedTier[],
): readonly string[] => [
  `Objective: ${formatQuantity(target)} of ${good}, over 30 days.`,
  `Quiet below ${formatQuantity(tier.minimumBadEvents)} bad events in ${formatQuantity(tier.longWindow)}${faster.length === 0 ? "" : ", and while a faster tier tells"}.`,
];

/** "more than 14.4 times the allowed rate, over 1 h and over 5 min" */
export const wordTier = (tier: PlannedTier): string =>
  `more than ${wordRate(tier)}, over ${formatQuantity(tier.longWindow)} and over ${formatQuantity(tier.shortWindow)}`;

/** "At this rate the 30-day budget is gone in 2 days." */
export const wordBudget = (tier: Pick<PlannedTier, "lasts">): string =>
  `At this rate the 30-day budget is gone in ${wordLasting(tier)}.`;

/** "14.4 times the allowed rate", "the allowed rate". */
export const wordRate = ({ burnRate }: Pick<PlannedTier, "burnRate">): string =>
  burnRate === 1 ? "the allowed rate" : `${burnRate} times the allowed rate`;

/** In whole days; nobody plans by the hour of the second day. */
export const wordLasting = ({ lasts }: Pick<PlannedTier, "lasts">): string =>
  formatQuantity(days(Math.round(inDays(lasts))));

/** Tags of everything that is made for an objective. Those of what tells have its priority too. */
export const objectiveTags = (
  environment: string,
  objective: Pick<PlannedObjective, "id" | "service" | "owner">,
): Readonly<Record<string, string>> => ({
  service: objective.service,
  env: environment,
  owner: objective.owner,
  objective: objective.id,
});

/** Heading of a signal's part of its runbook; the renderers of Markdown make the anchor of it: `api-response-time`. */
export const runbookAnchor = ({ id }: Pick<PlannedSignal, "id">): string => id.replaceAll(/[._]/g, "-");

/** "api/response-time.md#api-response-time" below the site where runbooks are read. */
export const runbookUrl = (site: string, row: Pick<PlannedSignal, "id" | "runbook">): string =>
  `${site}/${row.runbook}#${runbookAnchor(row)}`;

/** Tags that every vendor's resource carries. Alerts are routed by their priority, so a draft has none and says what it is. */
export const tagsOf = (
  environment: string,
  signal: PlannedSignal,
  level: Pick<PlannedLevel, "priority">,
): Readonly<Record<string, string>> => ({
  service: signal.service,
  env: environment,
  owner: signal.owner,
  signal: signal.id,
  ...(signal.stage === "draft" ? { stage: "draft" } : { priority: level.priority.toLowerCase() }),
});
