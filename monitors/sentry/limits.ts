import { assertNever } from "../model/assert-never";
import { listWords } from "../model/list-words";
import type { MissingData } from "../model/missing-data";
import { formatQuantity, inCanonicalUnit, inSeconds } from "../model/quantity";
import { kindRow, type SignalKind } from "../model/signal-kind";
import { issueEvents, isIssueEvent, type SentrySource } from "../model/sources/sentry";
import { refuseSilence } from "../plan/heartbeat";
import { tooLong } from "../plan/limits";
import type { PlannedLevel } from "../plan/plan";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import type { SentryDeclaration } from "./declaration";

/** What Sentry cannot evaluate, and the limits of its API, so that a pull request fails and not `pulumi up`. */

/** Of monitors and alerts: getsentry/sentry src/sentry/workflow_engine/models/detector.py and workflow.py, `name`. */
const LONGEST_NAME = 200;

/** Intervals of an issue's counts, in seconds (getsentry/sentry src/sentry/rules/conditions/event_frequency.py, STANDARD_INTERVALS). */
export const INTERVALS = {
  "1m": 60,
  "5m": 300,
  "15m": 900,
  "1h": 3_600,
  "1d": 86_400,
  "1w": 604_800,
  "30d": 2_592_000,
} as const;

/** Windows of a crash rate (getsentry/sentry src/sentry/snuba/snuba_query_validator.py, CRASH_RATE_ALERTS_ALLOWED_TIME_WINDOWS). */
const CRASH_RATE_WINDOWS: readonly number[] = [1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/**
 * Minutes between two messages of one issue, as Sentry's form offers them; its API's words for `frequency` name the same.
 * https://docs.sentry.io/product/monitors-and-alerts/alerts/create-alerts/ (throttling)
 */
export const FREQUENCIES = [0, 5, 10, 30, 60, 180, 720, 1_440] as const;

/** What each source can be, and what it does without data. */
const ABLE: Readonly<
  Record<SentrySource["type"], { readonly kinds: readonly SignalKind[]; readonly missingData: MissingData }>
> = {
  // An update without sessions is dropped, and the issue stays as it is.
  "crash rate": { kinds: ["crash_rate"], missingData: "keep" },
  issues: { kinds: ["event", "affected_users"], missingData: "ok" },
  "security events": { kinds: ["count"], missingData: "ok" },
  heartbeat: { kinds: ["heartbeat"], missingData: "breach" },
};

export const accepts = (watch: Watch<SentrySource>): Refusal | undefined =>
  refuseRole(watch) ??
  refuseKind(watch) ??
  refuseMissingData(watch) ??
  refuseWindow(watch) ??
  refuseHeartbeat(watch) ??
  watch.measure.levels.map((level) => refuseLevel(level, watch)).find((refusal) => refusal !== undefined);

const refuseRole = ({ role }: Watch<SentrySource>): Refusal | undefined =>
  role === "first"
    ? undefined
    : {
        what: "Sentry as a backstop",
        rule: "a backstop waits for its primary, and an alert of Sentry's cannot wait",
        remedy: "make Sentry the source, or choose another vendor for the backstop",
      };

const refuseKind = ({ measure: { kind }, source }: Watch<SentrySource>): Refusal | undefined => {
  const { kinds } = ABLE[source.type];
  return kinds.includes(kind)
    ? undefined
    : {
        what: `a source of Sentry's ${source.type} cannot measure the kind ${kind}`,
        rule: `it measures ${kinds.join(" or ")}; ${kind} is ${kindRow(kind).means}`,
        remedy: "change the kind, or the source",
      };
};

const refuseMissingData = ({ measure, source }: Watch<SentrySource>): Refusal | undefined => {
  const { missingData } = ABLE[source.type];
  return measure.missingData === missingData
    ? undefined
    : {
        what: `missingData: "${measure.missingData}" of Sentry's ${source.type}`,
        rule: `Sentry has no setting for missing data; what it does is "${missingData}"`,
        remedy: `write missingData: "${missingData}"`,
      };
};

/** Check-ins name a monitor, and so one alone. */
const refuseHeartbeat = ({ measure, source }: Watch<SentrySource>): Refusal | undefined => {
  if (source.type !== "heartbeat") return undefined;
  return measure.levels.length === 1
    ? refuseSilence(measure)
    : {
        what: `a heartbeat of ${measure.levels.length} levels at Sentry`,
        rule: "a check-in is of one monitor, which has one level",
        remedy: "leave the warning out",
      };
};

const refuseWindow = ({ measure, source }: Watch<SentrySource>): Refusal | undefined => {
  // That something happened to an issue is judged over no window.
  if (measure.kind === "event" || source.type === "heartbeat") return undefined;
  const allowed = source.type === "crash rate" ? CRASH_RATE_WINDOWS : Object.values(INTERVALS);
  return allowed.includes(inSeconds(measure.window))
    ? undefined
    : {
        what: `a window of ${formatQuantity(measure.window)}`,
        rule: `Sentry's ${source.type} are taken over ${listWords(allowed.map(String))} s`,
        remedy: "change the window",
      };
};

const refuseLevel = ({ threshold }: PlannedLevel, { source }: Watch<SentrySource>): Refusal | undefined => {
  if (threshold.at === undefined)
    return isIssueEvent(threshold.event)
      ? undefined
      : {
          what: `Sentry has no event ${threshold.event}`,
          rule: `what may happen to an issue: ${Object.keys(issueEvents).join(", ")}`,
          remedy: "change the event",
        };
  const at = inCanonicalUnit(threshold.at);
  switch (source.type) {
    case "crash rate":
      return at < 100
        ? undefined
        : {
            what: `a threshold of ${formatQuantity(threshold.at)}`,
            rule: "no more than all sessions can crash: it would never fire",
            remedy: "lower the threshold",
          };
    case "issues":
      return refuseCount(at, 2, "at least");
    case "security events":
      return refuseCount(at, 1, "more than");
    case "heartbeat":
      return undefined;
    default:
      return assertNever(source);
  }
};

/** The provider wants 1 at least, and "at least n" is sent as more than n − 1 (resource_alert_gen.go, int64validator.AtLeast). */
const refuseCount = (at: number, least: number, words: string): Refusal | undefined =>
  Number.isInteger(at) && at >= least
    ? undefined
    : {
        what: `${words} ${at}`,
        rule: `Sentry counts in whole numbers, from "${words} ${least}" on`,
        remedy: "change the threshold",
      };

export const check = (declaration: SentryDeclaration): readonly Refusal[] => [
  ...("name" in declaration.args
    ? tooLong("the name", declaration.args.name, LONGEST_NAME, "Sentry's names", "shorten the row's title or its keys")
    : []),
  ...(declaration.type === "sentry:index/alert:Alert"
    ? declaration.args.actionFilters.flatMap(({ actions }) => (actions.length > 0 ? [] : [nobody]))
    : []),
];

const nobody: Refusal = {
  what: "nobody would hear of it from Sentry",
  rule: "an alert has an action: a page, Slack or an e-mail",
  remedy: "give its priority a channel in policies/routing.ts, or set sentry.pagerdutyIntegration",
};
