import { assertNever } from "../model/assert-never";
import { inCanonicalUnit, inSeconds } from "../model/quantity";
import type { NewRelicSource } from "../model/sources/newrelic";
import { inUnit, messageLines, messageOf } from "../plan/message";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { runbookUrl, wordTitle } from "../plan/wording";
import type { ConditionDeclaration, NewRelicDeclaration } from "./declaration";
import { queryOf } from "./nrql";
import { draftPolicyId, policyId, workflowOf } from "./routing";

/** The conditions of one measure, one for each level. */
export const render = (watch: Watch<NewRelicSource>, context: RenderContext): readonly NewRelicDeclaration[] =>
  watch.measure.levels.map((level) => renderCondition(watch, level, context));

/** Every level is New Relic's `critical`: the policy it stands in says how loud it is, and not its colour. */
const renderCondition = (
  watch: Watch<NewRelicSource>,
  level: PlannedLevel,
  context: RenderContext,
): ConditionDeclaration => {
  const { signal, measure, source, role } = watch;
  const { environment } = context;
  const destination = { service: signal.service, priority: level.priority };
  const title = `${wordTitle(environment.name, signal, measure, level)}${role === "backstop" ? ", backstop" : ""}`;
  return {
    vendor: "newrelic",
    type: "newrelic:index/nrqlAlertCondition:NrqlAlertCondition",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    ...(signal.stage === "draft" ? {} : { after: [workflowOf(destination, context)] }),
    args: {
      policyId: signal.stage === "draft" ? draftPolicyId : policyId(destination, context),
      name: title,
      titleTemplate: title,
      description: describe(watch, level, context),
      runbookUrl: runbookUrl(environment.runbookSite, signal),
      type: "static",
      nrql: { query: queryOf(measure, source) },
      ...signalArgs(inSeconds(measure.window)),
      critical: { operator: "above", threshold: thresholdOf(level), ...durationArgs(watch) },
      ...missingDataArgs(watch),
      // A breach that lasts stays open: the longest that New Relic takes, where its own default closes after three days.
      violationTimeLimitSeconds: LONGEST_INCIDENT_SECONDS,
    },
  };
};

/** newrelic/terraform-provider-newrelic newrelic/helpers_newrelic_alerts.go: violationTimeLimitSecondsMax */
const LONGEST_INCIDENT_SECONDS = 2_592_000;

/** One line: New Relic puts it into the JSON of a page between quotes, where a line's end would break it. */
const describe = (
  { signal, measure }: Watch<NewRelicSource>,
  level: PlannedLevel,
  { environment }: RenderContext,
): string =>
  messageLines(messageOf(environment, signal, measure, level), {
    now: `see the chart of the issue${inUnit(measure.kind)}`,
    since: "the time at which the issue opened.",
  }).join(" ");

/** `duration.ms` is in milliseconds and `percentage` in percent, our canonical units. */
const thresholdOf = ({ threshold }: PlannedLevel): number =>
  threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at);

const MINUTE = 60;
const QUARTER = 15 * MINUTE;

/**
 * The row's window is the span that one value is of; it moves on by a minute, or by a quarter of an hour where it is so long
 * that a minute is not allowed. A window of a minute or less does not overlap.
 * newrelic/terraform-provider-newrelic newrelic/resource_newrelic_nrql_alert_condition.go, `slide_by`: smaller than the
 * window and a factor of it; up to two hours a minute serves, above at least a 24th of the window.
 */
export const slideOf = (window: number): number | undefined => {
  if (window <= MINUTE) return undefined;
  return window <= 2 * 60 * MINUTE ? MINUTE : QUARTER;
};

/** A window is complete two minutes after its last span: New Relic's default, written down so that it cannot change. */
const signalArgs = (
  window: number,
): Pick<ConditionDeclaration["args"], "aggregationWindow" | "slideBy" | "aggregationMethod" | "aggregationDelay"> => {
  const slideBy = slideOf(window);
  return {
    aggregationWindow: window,
    ...(slideBy === undefined ? {} : { slideBy }),
    aggregationMethod: "event_flow",
    aggregationDelay: "120",
  };
};

/**
 * A backstop waits for its primary: two integrations on one PagerDuty service do not de-duplicate, so the primary's incident
 * must be open three minutes before (PagerDuty, event management).
 */
const HOLD_OFF_SECONDS = 180;

/** A threshold duration is at least this (website/docs/r/nrql_alert_condition.html.markdown, "Terms"). */
const SHORTEST_DURATION = 60;

const upToMultiple = (atLeast: number, of: number): number => Math.ceil(atLeast / of) * of;

/**
 * First: the first value over the window that breaches tells. Backstop: only when every value has breached for three minutes
 * more; as the first of them counts from the start of its own slide, that is added. Both are multiples of the window, which
 * New Relic demands, so a backstop of a five-minute window waits four minutes and not three.
 */
const durationArgs = ({
  measure,
  role,
}: Watch<NewRelicSource>): Pick<
  NonNullable<ConditionDeclaration["args"]["critical"]>,
  "thresholdDuration" | "thresholdOccurrences"
> => {
  const window = inSeconds(measure.window);
  switch (role) {
    case "first":
      return {
        thresholdDuration: upToMultiple(SHORTEST_DURATION, window),
        thresholdOccurrences: "at_least_once",
      };
    case "backstop":
      return {
        thresholdDuration: upToMultiple(HOLD_OFF_SECONDS + (slideOf(window) ?? window), window),
        thresholdOccurrences: "all",
      };
    default:
      return assertNever(role);
  }
};

/** "The minimum is 30 seconds, but we recommend using at least 3-5 minutes" (create-nrql-alert-conditions, signal loss). */
const LOST_AFTER_SECONDS = 300;

/** As Datadog's monitors do: twice the window, and ten minutes at least, before somebody hears that nothing is measured. */
const NOTIFY_AFTER_SECONDS = 600;

/**
 * Loss of signal: what happens when no span matched for so long. A breach leaves the incident that may be open, as the
 * failure goes on; a notice closes it first, because the number is no longer known. New Relic sees a loss only of a signal
 * that it saw before.
 * @see https://docs.newrelic.com/docs/alerts/create-alert/create-alert-condition/create-nrql-alert-conditions/#signal-loss
 */
const missingDataArgs = ({
  measure,
  role,
}: Watch<NewRelicSource>): Pick<
  ConditionDeclaration["args"],
  "fillOption" | "expirationDuration" | "openViolationOnExpiration" | "closeViolationsOnExpiration"
> => {
  const window = inSeconds(measure.window);
  const holdOff = role === "backstop" ? HOLD_OFF_SECONDS : 0;
  switch (measure.missingData) {
    case "ok":
      return lost(Math.max(LOST_AFTER_SECONDS, window) + holdOff, { open: false, close: true });
    case "breach":
      return lost(Math.max(LOST_AFTER_SECONDS, window) + holdOff, { open: true, close: false });
    case "notify":
      return lost(Math.max(NOTIFY_AFTER_SECONDS, 2 * window) + holdOff, { open: true, close: true });
    case "keep":
      return { fillOption: "last_value", openViolationOnExpiration: false, closeViolationsOnExpiration: false };
    default:
      return assertNever(measure.missingData);
  }
};

const lost = (expirationDuration: number, { open, close }: { readonly open: boolean; readonly close: boolean }) => ({
  fillOption: "none",
  expirationDuration,
  openViolationOnExpiration: open,
  closeViolationsOnExpiration: close,
});
