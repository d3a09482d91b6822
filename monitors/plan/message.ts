import type { Environment } from "../model/environment";
import { listWords } from "../model/list-words";
import { formatQuantity } from "../model/quantity";
import { kindRow, type SignalKind, type Unit } from "../model/signal-kind";
import type { PlannedLevel, PlannedMeasure, PlannedObjective, PlannedSignal, PlannedTier } from "./plan";
import { budgetQuiet, runbookUrl, wordCondition, wordLasting, wordTier } from "./wording";

/**
 * What whoever is woken reads below the subject, at every vendor in the same order: where to read on, what to do first, what users
 * notice, the value beside its threshold, since when. Five lines, because Slack folds an attachment's text away from five line breaks
 * or 700 characters on (https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments, `text`).
 */
export interface Message {
  readonly runbook: string;
  readonly firstAction: string;
  readonly impact: string;
  /** The threshold in words, and what keeps it quiet. */
  readonly threshold: string;
}

/** What a vendor alone knows, in its own variables; or where it shows them. */
export interface Filled {
  readonly now: string;
  readonly since: string;
}

export const messageOf = (
  { runbookSite }: Pick<Environment, "runbookSite">,
  signal: PlannedSignal,
  measure: PlannedMeasure,
  level: PlannedLevel,
): Message => ({
  runbook: runbookUrl(runbookSite, signal),
  firstAction: measure.firstAction,
  impact: signal.impact,
  threshold: [
    `${wordCondition(measure, level)}.`,
    // Where the threshold is a span, its words say it already.
    ...(measure.minimumTraffic === undefined || kindRow(measure.kind).judgedOver === "threshold"
      ? []
      : [`Quiet below ${formatQuantity(measure.minimumTraffic)} events in that time.`]),
    ...(signal.suppressedBy.length === 0 ? [] : [`Quiet while ${listWords(signal.suppressedBy)} fires.`]),
  ].join(" "),
});

export const tierMessageOf = (
  { runbookSite }: Pick<Environment, "runbookSite">,
  objective: PlannedObjective,
  tier: PlannedTier,
  faster: readonly PlannedTier[],
): Message => ({
  runbook: runbookUrl(runbookSite, objective),
  firstAction: objective.firstAction,
  impact: objective.impact,
  threshold: [`${wordTier(tier)}.`, ...budgetQuiet(objective, tier, faster)].join(" "),
});

/** Of what two windows must agree on there is no single number, and how long the budget lasts at least is what people plan by. */
export const wordTierNow = (tier: PlannedTier): string =>
  `at this rate the 30-day budget is gone in ${wordLasting(tier)}`;

/** @param escape what prose becomes in the vendor's own markup */
export const messageLines = (
  { runbook, firstAction, impact, threshold }: Message,
  { now, since }: Filled,
  escape: (text: string) => string = (text) => text,
): readonly string[] => [
  `Runbook: ${runbook}`,
  `First: ${escape(firstAction)}`,
  `Users: ${escape(impact)}`,
  `Now: ${now}. Threshold: ${escape(threshold)}`,
  `Since: ${since}`,
];

const unitWords: Readonly<Record<Unit | "none", string>> = {
  ms: "ms",
  percent: "%",
  count: "events",
  score: "(a score)",
  bytes: "B",
  per_minute: "per minute",
  deviations: "deviations",
  days: "days",
  none: "",
};

/** "31 %", "812 ms", "41": a value in the unit that its kind is shown in. */
export const withUnit = (value: string, kind: SignalKind): string => `${value} ${unitWords[kindRow(kind).unit]}`.trim();

/** ", in %": of a number that stands elsewhere. */
export const inUnit = (kind: SignalKind): string => {
  const unit = unitWords[kindRow(kind).unit];
  return unit === "" ? "" : `, in ${unit}`;
};
