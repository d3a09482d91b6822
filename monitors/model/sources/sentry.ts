import type { Feed } from "./feed";

/**
 * Sentry's sources. Sentry watches in two ways: a monitor of its own makes an issue of a number (the crash rate), and an alert
 * looks at the issues that the project's error monitor makes of errors.
 */

interface Base<T extends string> {
  readonly vendor: "sentry";
  readonly type: T;
  readonly reads: readonly Feed[];
}

/**
 * Sessions that ended in an unhandled error, of all. The browser SDK starts one at every page load and navigation, where it is
 * told to (@sentry/browser 11, integrations/browsersession: its `lifecycle` is "page" and must be made "route"). What it calls
 * `unhandled` since that version, `instrumentation/browser` sends as `crashed`, which this counts.
 */
export type CrashRateSource = Base<"crash rate">;

/** Errors of the shop, grouped by what they have in common: an issue each. Security events are not among them. */
export type IssuesSource = Base<"issues">;

/** What our server refuses and reports, tagged `security.event` and grouped by that tag: one issue for each of these. */
export const securityEvents = {
  failed_sign_in: "sign-ins refused because a client or an account had failed too often",
  scraping: "requests refused because a client sent too many",
  payment_fraud: "payments that Stripe blocked, or warned of",
  upload_violation: "uploads refused for type, size or malware",
} as const;

/** The tag by which our server marks what it refused: with it the event is one of security, without it an error of the shop. */
export const SECURITY_EVENT_TAG = "security.event";

export type SecurityEvent = keyof typeof securityEvents;

export interface SecurityEventsSource extends Base<"security events"> {
  readonly event: SecurityEvent;
}

/** Check-ins of Grafana's alerting, or of Kibana's. */
export interface SentryHeartbeatSource extends Base<"heartbeat"> {
  readonly of: "prometheus" | "elastic";
}

export type SentrySource = CrashRateSource | IssuesSource | SecurityEventsSource | SentryHeartbeatSource;

/**
 * What may happen to an issue, and the triggers of an alert that say so; any one of them will do.
 * https://docs.sentry.io/api/monitors/create-an-alert-for-an-organization/ (triggers)
 */
export const issueEvents = {
  new_or_regressed: ["firstSeenEvent", "regressionEvent"],
} as const;

export type IssueEvent = keyof typeof issueEvents;

export const isIssueEvent = (event: string): event is IssueEvent => Object.hasOwn(issueEvents, event);

/** Sources of Sentry. The renderer adds the project and the environment. */
export const sentry = {
  /** The share of sessions that crashed. */
  crashRate: (): CrashRateSource => ({ vendor: "sentry", type: "crash rate", reads: ["sentry:sessions"] }),

  /** What happens to the project's issues, and how many users one reaches. */
  issues: (): IssuesSource => ({ vendor: "sentry", type: "issues", reads: ["sentry:errors"] }),

  /** How often our server reported such an event. */
  securityEvents: (event: SecurityEvent): SecurityEventsSource => ({
    vendor: "sentry",
    type: "security events",
    event,
    reads: [`sentry:errors/security/${event}`],
  }),

  /** What another vendor's own alerting sends every few minutes (`infra/integrations/heartbeat`). */
  heartbeat: ({ of }: Pick<SentryHeartbeatSource, "of">): SentryHeartbeatSource => ({
    vendor: "sentry",
    type: "heartbeat",
    of,
    reads: [`sentry:heartbeat/${of}`],
  }),
} as const;
