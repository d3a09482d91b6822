import { assertNever } from "../model/assert-never";
import type { LevelName } from "../model/level";
import { inCanonicalUnit, inMinutes, inSeconds } from "../model/quantity";
import { issueEvents, isIssueEvent, SECURITY_EVENT_TAG, type SentrySource } from "../model/sources/sentry";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { wordMeasure, wordTitle } from "../plan/wording";
import { ref, type Reference } from "../model/late";
import type { AlertDeclaration, Condition, MetricMonitorDeclaration, SentryDeclaration } from "./declaration";
import { describe } from "./describe";
import { CRON_MONITOR, renderCronMonitor } from "./heartbeat";
import { FREQUENCIES, INTERVALS } from "./limits";
import { errorMonitorId, projectKeys, teamId } from "./project";
import { actionsOf } from "./routing";

/**
 * An alert for each level. The crash rate has a monitor besides, which makes an issue of the number and holds both levels: the one
 * exception to "one resource for each level", as Sentry counts monitors and gives an issue the priority of its level.
 */
export const render = (watch: Watch<SentrySource>, context: RenderContext): readonly SentryDeclaration[] => {
  const alerts = watch.measure.levels.map((level) => renderAlert(watch, level, context));
  const { source } = watch;
  if (source.type === "crash rate") return [renderMonitor(watch, context), ...alerts];
  return source.type === "heartbeat"
    ? [...watch.measure.levels.map((level) => renderCronMonitor(watch, source, level, context)), ...alerts]
    : alerts;
};

const MONITOR = "sentry:index/metricMonitor:MetricMonitor";

/** Sentry's priorities of an issue (getsentry/sentry src/sentry/types/group.py, PriorityLevel). */
const PRIORITIES: Readonly<Record<LevelName, number>> = { critical: 75, warning: 50 };

/** The result of a condition that ends the issue (DetectorPriorityLevel.OK). */
const RESOLVED = 0;

/** What Sentry keeps for `crash_free_rate(session)` (getsentry/sentry, AGGREGATE_FUNCTION_MAP of its form; CRASH_FREE_SESSIONS). */
const CRASH_FREE_SESSIONS = "percentage(sessions_crashed, sessions) AS _crash_rate_alert_aggregate";

const renderMonitor = ({ signal, measure }: Watch<SentrySource>, context: RenderContext): MetricMonitorDeclaration => {
  const { environment } = context;
  return {
    vendor: "sentry",
    type: MONITOR,
    name: measure.name,
    after: projectKeys(context),
    args: {
      organization: environment.sentry.organization,
      project: environment.sentry.project,
      name: wordMeasure(environment.name, signal, measure),
      description: describe(signal, measure, context),
      environment: environment.identities.sentryEnvironment,
      dataset: "metrics",
      queryType: "crash_rate",
      // Sentry empties them for a crash rate, and the provider wants the field (snuba_query_validator.py).
      eventTypes: [],
      query: "",
      aggregate: CRASH_FREE_SESSIONS,
      timeWindowSeconds: inSeconds(measure.window),
      issueDetection: { type: "static" },
      conditionGroup: { logicType: "any", conditions: crashConditions(measure) },
      owner: { teamId: teamId(context) },
    },
  };
};

/**
 * The row says how many sessions may crash; Sentry compares what is left of 100, in percent, rounded to three digits (getsentry/sentry
 * src/sentry/incidents/utils/process_update_helpers.py). Gravest first. The issue ends where the least grave level does. Without
 * any session an update is dropped, and nothing changes; there is no least number of sessions (the same file,
 * CRASH_RATE_ALERT_MINIMUM_THRESHOLD).
 */
const crashConditions = ({
  levels,
}: PlannedMeasure): MetricMonitorDeclaration["args"]["conditionGroup"]["conditions"] => {
  const [leastGrave] = levels;
  return [
    ...levels.toReversed().map((level) => ({
      type: "lt",
      comparison: crashFree(level),
      conditionResult: PRIORITIES[level.level],
    })),
    ...(leastGrave === undefined
      ? []
      : [{ type: "gte", comparison: crashFree(leastGrave), conditionResult: RESOLVED }]),
  ];
};

const crashFree = ({ threshold }: PlannedLevel): number => Number((100 - amountOf({ threshold })).toPrecision(12));

const amountOf = ({ threshold }: Pick<PlannedLevel, "threshold">): number =>
  threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at);

const renderAlert = (watch: Watch<SentrySource>, level: PlannedLevel, context: RenderContext): AlertDeclaration => {
  const { signal, measure } = watch;
  const { environment } = context;
  const { logicType, conditions, ...args } = alertArgs(watch, level, context);
  return {
    vendor: "sentry",
    type: "sentry:index/alert:Alert",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    after: projectKeys(context),
    args: {
      organization: environment.sentry.organization,
      name: wordTitle(environment.name, signal, measure, level),
      enabled: signal.stage === "live",
      ...args,
      actionFilters: [{ logicType, conditions, actions: actionsOf(watch, level, context) }],
    },
  };
};

type AlertOfSource = Pick<
  AlertDeclaration["args"],
  "monitorIds" | "environment" | "frequencyMinutes" | "triggerConditions"
> & { readonly logicType: "all" | "any-short"; readonly conditions: readonly Condition[] };

/** What makes the alert act. Without triggers it is evaluated at each event (processors/data_condition_group.py: no condition is true). */
const alertArgs = (watch: Watch<SentrySource>, level: PlannedLevel, context: RenderContext): AlertOfSource => {
  const { source, measure } = watch;
  switch (source.type) {
    case "crash rate":
      return monitorAlert(ref(MONITOR, measure.name, "id"), level.level);
    case "heartbeat":
      // A missed check-in is an issue of high priority, whatever the level is called.
      return monitorAlert(ref(CRON_MONITOR, level.name, "id"), "critical");
    case "issues":
      return level.threshold.at === undefined
        ? issueAlert(context, { conditions: [notASecurityEvent], ...happened(level.threshold.event) })
        : issueAlert(context, {
            conditions: [
              notASecurityEvent,
              // "At least" is more than one less: `value > comparison` (handlers/condition/event_frequency_handlers.py).
              { eventUniqueUserFrequencyCount: { interval: intervalOf(measure), value: amountOf(level) - 1 } },
            ],
            frequencyMinutes: frequencyOf(measure),
          });
    case "security events":
      return issueAlert(context, {
        conditions: [
          { taggedEvent: { key: SECURITY_EVENT_TAG, match: "eq", value: source.event } },
          { eventFrequencyCount: { interval: intervalOf(measure), value: amountOf(level) } },
        ],
        frequencyMinutes: frequencyOf(measure),
      });
    default:
      return assertNever(source);
  }
};

/** A change of priority, up or down, is told every time: a pause between two messages would swallow the recovery. */
const AT_ONCE = 0;

/**
 * Told when the issue reaches the level's priority, and again when it falls below it or is resolved. No environment: the monitor
 * has it, and an alert with one is not asked about resolutions (processors/workflow.py, get_environment_by_event).
 */
const monitorAlert = (monitor: Reference, level: LevelName): AlertOfSource => ({
  monitorIds: [monitor],
  frequencyMinutes: AT_ONCE,
  logicType: "any-short",
  conditions: [
    { issuePriorityGreaterOrEqual: { comparison: PRIORITIES[level] } },
    { issuePriorityDeescalating: { comparison: PRIORITIES[level] } },
  ],
});

const issueAlert = (
  context: RenderContext,
  args: Pick<AlertOfSource, "conditions" | "frequencyMinutes" | "triggerConditions">,
): AlertOfSource => ({
  monitorIds: [errorMonitorId(context)],
  environment: context.environment.identities.sentryEnvironment,
  logicType: "all",
  ...args,
});

/** Those have alerts of their own, of another team. `ns`: is not set. */
const notASecurityEvent: Condition = { taggedEvent: { key: SECURITY_EVENT_TAG, match: "ns" } };

const happened = (event: string): Pick<AlertOfSource, "triggerConditions" | "frequencyMinutes"> => ({
  triggerConditions: isIssueEvent(event) ? issueEvents[event].map((trigger) => ({ [trigger]: {} })) : [],
  frequencyMinutes: AT_ONCE,
});

/** `limits.ts` refuses a window that is none of them. */
const intervalOf = ({ window }: PlannedMeasure): string =>
  Object.entries(INTERVALS).find(([, seconds]) => seconds === inSeconds(window))?.[0] ?? "";

/** While it lasts it is told once in each window, or as often as Sentry can. */
const frequencyOf = ({ window }: PlannedMeasure): number =>
  FREQUENCIES.find((minutes) => minutes >= inMinutes(window)) ?? Math.max(...FREQUENCIES);
