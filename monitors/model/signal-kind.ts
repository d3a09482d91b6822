import { percent, type Dimension, type Quantity } from "./quantity";

/**
 * What sort of number a measure is. One row fixes the dimension of its thresholds, the unit they are shown in, the
 * statistics it may take, the side of the breach, and where each vendor puts the number. Types, checks, renderers and
 * the plan derive from this table; a vendor that is missing from `places` cannot evaluate the kind.
 */

export const units = ["ms", "percent", "count", "score", "bytes", "per_minute", "deviations", "days"] as const;

export type Unit = (typeof units)[number];

/** The side on which a value is bad. `both`: far from the usual, either way. */
export const sides = ["above", "below", "both"] as const;

export type Side = (typeof sides)[number];

/** `event`: there is no number; that it happened is the breach. */
export type Breach = Side | "event";

/** The rhythm that the usual value follows. */
export const seasonalities = ["hourly", "daily", "weekly"] as const;

export type Seasonality = (typeof seasonalities)[number];

/** Where a vendor's resource holds the number. A place is one field; a vendor may want it in several. */
export type Place =
  | "query"
  | "threshold"
  | "criticalThreshold"
  | "minFailureDuration"
  | "assertionTarget"
  | "assertion"
  | "healthCheckFailures"
  | "evaluationPeriods"
  | "checkinMargin"
  | "for"
  | "period"
  | "comparison"
  | "value"
  | "triggerConditions";

interface KindRow {
  readonly means: string;
  /** How a level is read aloud: "p95 *above* 2 s", "*down for more than* 30 s". */
  readonly words: string;
  readonly dimension: Dimension | "none";
  readonly unit: Unit | "none";
  /** `chosen`: each row says its side, and a level may narrow it. */
  readonly breach: Exclude<Breach, "both"> | "chosen";
  readonly statistics: readonly Statistic[];
  /** `optional`: the measure may be a plain sum or count, of which nobody takes a statistic. @default required where there are any */
  readonly statistic?: "optional";
  /** `threshold`: the value is judged over the very span that the level allows. @default the row's window */
  readonly judgedOver?: "threshold";
  /** What the value is compared with, besides the threshold: its usual course, or itself some time ago. */
  readonly comparedWith?: "usual" | "earlier";
  /** Whether a row must say below how much traffic it keeps quiet: one failure of two is no outage. */
  readonly traffic: "required" | "optional" | "none";
  /** A share of a whole cannot pass 100 %. */
  readonly atMost?: Quantity<"percentage">;
  readonly places: Readonly<
    Partial<Record<"datadog" | "cloudwatch" | "newrelic" | "prometheus" | "sentry" | "elastic", readonly Place[]>>
  >;
}

export const statistics = ["p50", "p75", "p90", "p95", "p99", "mean", "max", "min"] as const;

export type Statistic = (typeof statistics)[number];

const spread = ["p50", "p75", "p90", "p95", "p99", "mean", "max"] as const;

export const signalKinds = {
  latency: {
    means: "how long something takes",
    words: "above",
    dimension: "duration",
    unit: "ms",
    breach: "above",
    statistics: spread,
    traffic: "optional",
    // A synthetic test asserts on the response time and has no threshold field of its own.
    places: {
      datadog: ["query", "threshold", "assertionTarget"],
      cloudwatch: ["threshold"],
      newrelic: ["criticalThreshold"],
      prometheus: ["threshold"],
    },
  },
  layout_shift: {
    means: "a score without unit, such as Cumulative Layout Shift",
    words: "above",
    dimension: "score",
    unit: "score",
    breach: "above",
    statistics: spread,
    traffic: "optional",
    places: { datadog: ["query", "threshold"] },
  },
  error_ratio: {
    means: "share of bad events among all of them",
    words: "above",
    dimension: "percentage",
    unit: "percent",
    breach: "above",
    statistics: [],
    traffic: "required",
    atMost: percent(100),
    places: {
      datadog: ["query", "threshold"],
      cloudwatch: ["threshold"],
      newrelic: ["criticalThreshold"],
      prometheus: ["threshold"],
    },
  },
  crash_rate: {
    means: "share of sessions that ended in an unhandled error",
    words: "above",
    dimension: "percentage",
    unit: "percent",
    breach: "above",
    statistics: [],
    // Sentry, which counts sessions, has no minimum of them: see `monitors/sentry/render.ts`.
    traffic: "none",
    atMost: percent(100),
    // As what is left of 100: Sentry compares the crash-free rate.
    places: { sentry: ["comparison"] },
  },
  utilisation: {
    means: "share of a limited resource in use",
    words: "above",
    dimension: "percentage",
    unit: "percent",
    breach: "above",
    statistics: ["mean", "max"],
    traffic: "none",
    atMost: percent(100),
    places: { datadog: ["query", "threshold"], cloudwatch: ["threshold"], prometheus: ["threshold"] },
  },
  hit_ratio: {
    means: "share of good outcomes that should stay high",
    words: "below",
    dimension: "percentage",
    unit: "percent",
    breach: "below",
    statistics: [],
    traffic: "required",
    atMost: percent(100),
    places: { datadog: ["query", "threshold"], cloudwatch: ["threshold"], prometheus: ["threshold"] },
  },
  outage: {
    means: "how long something has not answered",
    words: "down for more than",
    dimension: "duration",
    unit: "ms",
    breach: "above",
    statistics: [],
    traffic: "none",
    judgedOver: "threshold",
    // The health check turns the span into interval × failures; the alarm on it only reads 0 or 1.
    places: { datadog: ["minFailureDuration"], cloudwatch: ["healthCheckFailures"], prometheus: ["for"] },
  },
  time_left: {
    means: "how long until something runs out",
    words: "less left than",
    dimension: "duration",
    unit: "days",
    breach: "below",
    statistics: [],
    traffic: "none",
    places: { datadog: ["assertionTarget"] },
  },
  count: {
    means: "how many times something happened in the window",
    words: "more than",
    dimension: "count",
    unit: "count",
    breach: "above",
    statistics: [],
    traffic: "none",
    places: {
      datadog: ["query", "threshold"],
      cloudwatch: ["threshold"],
      prometheus: ["threshold"],
      sentry: ["value"],
      elastic: ["threshold"],
    },
  },
  outlier_client: {
    means: "how much one client did in the window, each judged by itself",
    words: "any client with more than",
    dimension: "count",
    unit: "count",
    breach: "above",
    statistics: [],
    traffic: "none",
    places: { datadog: ["query", "threshold"], elastic: ["threshold"] },
  },
  affected_users: {
    means: "how many users one and the same error reached in the window, each error judged by itself",
    words: "one that reached at least",
    dimension: "count",
    unit: "count",
    breach: "above",
    statistics: [],
    traffic: "none",
    // Less one: Sentry tells of more than its number.
    places: { sentry: ["value"] },
  },
  all_failed: {
    means: "how many attempts failed in the window while not one succeeded",
    words: "all failed, at least",
    dimension: "count",
    unit: "count",
    breach: "above",
    statistics: [],
    traffic: "none",
    places: { datadog: ["query", "threshold"] },
  },
  forecast: {
    means: "how long until something runs out, by how it went in the window",
    words: "forecast to run out within",
    dimension: "duration",
    unit: "days",
    breach: "below",
    statistics: [],
    traffic: "none",
    // How far ahead the query looks.
    places: { prometheus: ["query"] },
  },
  anomaly: {
    means: "how far something is from the usual for its time",
    words: "deviations from the usual",
    dimension: "deviations",
    unit: "deviations",
    breach: "chosen",
    statistics: spread,
    statistic: "optional",
    comparedWith: "usual",
    traffic: "optional",
    // Datadog's threshold field is the share of points that are outside the band; CloudWatch's band has the width in its query
    // too; Grafana's SQL gives how many deviations the value is on the bad side, over as long a window as so many take.
    places: { datadog: ["query"], cloudwatch: ["query"], prometheus: ["query", "threshold"] },
  },
  change: {
    means: "how far something moved from what it was an earlier time",
    words: "change",
    dimension: "percentage",
    unit: "percent",
    breach: "chosen",
    statistics: spread,
    statistic: "optional",
    comparedWith: "earlier",
    traffic: "optional",
    places: { datadog: ["query", "threshold"], prometheus: ["threshold"] },
  },
  silence: {
    means: "how long something has not happened while it should have: no X while Y",
    words: "none for",
    dimension: "duration",
    unit: "ms",
    breach: "above",
    statistics: [],
    judgedOver: "threshold",
    traffic: "required",
    // The span in which the query looks for one; how far back the alarm looks.
    places: { prometheus: ["query"], cloudwatch: ["period"] },
  },
  heartbeat: {
    means: "how long something that beats all the time has not been heard",
    words: "nothing heard for",
    dimension: "duration",
    unit: "ms",
    breach: "above",
    statistics: [],
    judgedOver: "threshold",
    traffic: "none",
    // One period is a minute.
    places: {
      datadog: ["query"],
      cloudwatch: ["evaluationPeriods"],
      // Of a scrape that ends, how long that must last.
      prometheus: ["query", "for"],
      // What is left of it after the time between two check-ins.
      sentry: ["checkinMargin"],
    },
  },
  event: {
    means: "something happened that must not; there is no number",
    words: "happened",
    dimension: "none",
    unit: "none",
    breach: "event",
    statistics: [],
    traffic: "none",
    // CloudWatch has no number of the row's either: whatever is above 0 happened.
    places: { datadog: ["assertion"], cloudwatch: ["threshold"], sentry: ["triggerConditions"] },
  },
} as const satisfies Readonly<Record<string, KindRow>>;

export type SignalKind = keyof typeof signalKinds;

/** The row, with its optional fields visible: `signalKinds[kind]` alone has the narrow type of each row. */
export const kindRow = (kind: SignalKind): KindRow => signalKinds[kind];
