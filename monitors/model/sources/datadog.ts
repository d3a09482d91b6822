import type { IdentityRole } from "../environment";
import { lookUp } from "../look-up";
import { statusSearch, type SpanKind } from "./server";
import { actionsNamed, vitalNamed, type Attempts, type BrowserAction, type BrowserVital } from "./browser";
import type { Feed } from "./feed";
import type { Synthetics } from "./synthetics";
import type { TrailEvents } from "./trail";

/**
 * Datadog's sources. Their words are Datadog's own (event types, facets, search syntax); the attributes and their units
 * stand in one cited table, because the API takes a threshold in the attribute's native unit and says nothing if it is
 * off by 10⁶.
 */

/** https://docs.datadoghq.com/real_user_monitoring/browser/data_collected/ */
export const rumEvents = ["session", "view", "action", "resource", "error", "vital"] as const;

export type RumEvent = (typeof rumEvents)[number];

export const nativeUnits = ["ns", "ms", "score", "percent", "count"] as const;

export type NativeUnit = (typeof nativeUnits)[number];

interface RumAttribute {
  readonly event: RumEvent;
  readonly facet: string;
  readonly unit: NativeUnit;
}

/**
 * Facets of RUM events, with the unit they are stored in.
 * @see https://docs.datadoghq.com/real_user_monitoring/browser/data_collected/
 * @see https://docs.datadoghq.com/real_user_monitoring/browser/monitoring_page_performance/
 */
export const rumAttributes = {
  largest_contentful_paint: { event: "view", facet: "@view.largest_contentful_paint", unit: "ns" },
  interaction_to_next_paint: { event: "view", facet: "@view.interaction_to_next_paint", unit: "ns" },
  cumulative_layout_shift: { event: "view", facet: "@view.cumulative_layout_shift", unit: "score" },
  first_byte: { event: "view", facet: "@view.first_byte", unit: "ns" },
  resource_duration: { event: "resource", facet: "@resource.duration", unit: "ns" },
  vital_duration: { event: "vital", facet: "@vital.duration", unit: "ns" },
} as const satisfies Readonly<Record<string, RumAttribute>>;

export type RumAttributeName = keyof typeof rumAttributes;

interface Base<T extends string> {
  readonly vendor: "datadog";
  readonly type: T;
  readonly reads: readonly Feed[];
}

export interface RumMeasureSource extends Base<"rum"> {
  readonly attribute: RumAttributeName;
  readonly filter: string;
}

/** One side of a share of RUM events. The renderer adds the application. */
export interface RumCount {
  readonly event: RumEvent;
  readonly filter: string;
}

export interface RumRatioSource extends Base<"rum ratio"> {
  readonly part: RumCount;
  readonly whole: RumCount;
}

/** RUM events of one sort, counted: sessions as they begin. */
export interface RumCountSource extends Base<"rum count">, RumCount {}

export interface SpansSource extends Base<"spans"> {
  readonly service: string;
  readonly kind: SpanKind;
  readonly filter: string;
  /** Which of the spans are the bad ones, for a ratio. */
  readonly bad: string;
}

export interface MetricSource extends Base<"metric"> {
  readonly metric: string;
  readonly unit: NativeUnit;
  readonly filter: string;
}

/** Log lines counted, all together or each group by itself. The drain behind them must be unsampled. */
export interface LogSource extends Base<"logs"> {
  readonly search: string;
  /** Facet that tells one client from another: `@network.client.ip`. */
  readonly by?: `@${string}`;
}

export interface LogRatioSource extends Base<"log ratio"> {
  readonly part: string;
  readonly whole: string;
}

/** Attempts that write log lines: those that failed, told apart by an attribute, and those that succeeded. */
export interface LogOutcomesSource extends Base<"log outcomes"> {
  readonly failed: string;
  readonly succeeded: string;
  readonly attempt: `@${string}`;
}

/** CloudTrail's records as logs, watched by Cloud SIEM. */
export interface TrailSource extends Base<"trail"> {
  readonly events: TrailEvents;
}

export interface HttpSource extends Base<"http">, Synthetics {
  readonly host: IdentityRole;
  readonly path: `/${string}`;
}

/** A look-up of a public name, and the CNAME target that is its right answer. */
export interface PublicName {
  readonly host: IdentityRole;
  readonly answer: IdentityRole;
}

export interface DnsSource extends Base<"dns">, Synthetics {
  readonly names: readonly [PublicName, ...PublicName[]];
}

export interface CertificateSource extends Base<"certificate">, Synthetics {
  readonly hosts: readonly [IdentityRole, ...IdentityRole[]];
}

/** The vendors whose beat comes in as an event. */
export const beatsIntoDatadog = ["cloudwatch", "newrelic"] as const;

export type BeatIntoDatadog = (typeof beatsIntoDatadog)[number];

export interface DatadogHeartbeatSource extends Base<"heartbeat"> {
  readonly of: BeatIntoDatadog;
}

export type DatadogSource =
  | RumMeasureSource
  | RumRatioSource
  | RumCountSource
  | SpansSource
  | MetricSource
  | LogSource
  | LogRatioSource
  | LogOutcomesSource
  | TrailSource
  | HttpSource
  | DnsSource
  | CertificateSource
  | DatadogHeartbeatSource;

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/: what a server answered with a 5xx. */
const SERVER_ERROR = statusSearch("[500 TO 599]");

type Options<S extends DatadogSource, K extends keyof S> = Pick<S, K> &
  Partial<Pick<S, Extract<keyof S, "filter" | "bad">>>;

/** Sources of Datadog. Searches use Datadog's own syntax; the renderer adds the environment and the service. */
export const datadog = {
  /** A measure of real users' browsers, such as LCP. */
  rum: ({ attribute, filter = "" }: Options<RumMeasureSource, "attribute">): RumMeasureSource => ({
    vendor: "datadog",
    type: "rum",
    attribute,
    filter,
    reads: [`datadog:rum/${String(lookUp<RumAttribute>(rumAttributes, attribute)?.event)}/${attribute}`],
  }),

  /** A share of RUM events. `feed` names the custom event read, where the browser SDK does not send it by itself. */
  rumRatio: ({
    part,
    whole,
    feeds,
  }: Pick<RumRatioSource, "part" | "whole"> & { feeds: readonly string[] }): RumRatioSource => ({
    vendor: "datadog",
    type: "rum ratio",
    part,
    whole,
    reads: feeds.map((feed): Feed => `datadog:rum/${feed}`),
  }),

  /** Attempts that the shop's own browser code reports, each with its outcome: the bad ones of all. */
  attempts: <A extends BrowserAction>({ actions, bad }: Attempts<A>): RumRatioSource => ({
    vendor: "datadog",
    type: "rum ratio",
    part: { event: "action", filter: actionsNamed(actions, bad) },
    whole: { event: "action", filter: actionsNamed(actions) },
    reads: actions.map((action): Feed => `datadog:rum/action/${action}`),
  }),

  /** A time that the shop's own browser code measures. */
  vital: (vital: BrowserVital): RumMeasureSource => ({
    ...datadog.rum({ attribute: "vital_duration", filter: vitalNamed(vital) }),
    reads: [`datadog:rum/vital/${vital}`],
  }),

  /** A count of RUM events of one sort. */
  rumCount: ({ event, filter = "" }: Options<RumCountSource, "event">): RumCountSource => ({
    vendor: "datadog",
    type: "rum count",
    event,
    filter,
    reads: [`datadog:rum/${event}`],
  }),

  /** The spans of one of our services. A latency reads their duration, a ratio counts the `bad` ones (@default 5xx). */
  spans: ({
    service,
    kind,
    filter = "",
    bad = SERVER_ERROR,
  }: Options<SpansSource, "service" | "kind">): SpansSource => ({
    vendor: "datadog",
    type: "spans",
    service,
    kind,
    filter,
    bad,
    reads: [`datadog:spans/${service}`],
  }),

  /** A gauge that our own code sends, by its name. */
  metric: ({ metric, unit, filter = "" }: Options<MetricSource, "metric" | "unit">): MetricSource => ({
    vendor: "datadog",
    type: "metric",
    metric,
    unit,
    filter,
    reads: [`datadog:metric/${metric}`],
  }),

  /** A count of log lines. `feed` names what writes them. */
  logs: ({ feed, ...rest }: Omit<LogSource, keyof Base<string>> & { feed: string }): LogSource => ({
    vendor: "datadog",
    type: "logs",
    ...rest,
    reads: [`datadog:logs/${feed}`],
  }),

  /** A share of log lines. */
  logRatio: ({ part, whole, feed }: Pick<LogRatioSource, "part" | "whole"> & { feed: string }): LogRatioSource => ({
    vendor: "datadog",
    type: "log ratio",
    part,
    whole,
    reads: [`datadog:logs/${feed}`],
  }),

  /** Failed attempts against those that succeeded, by their log lines. */
  logOutcomes: ({
    feed,
    ...rest
  }: Omit<LogOutcomesSource, keyof Base<string>> & { feed: string }): LogOutcomesSource => ({
    vendor: "datadog",
    type: "log outcomes",
    ...rest,
    reads: [`datadog:logs/${feed}`],
  }),

  trail: (events: TrailEvents): TrailSource => ({
    vendor: "datadog",
    type: "trail",
    events,
    reads: ["datadog:logs/cloudtrail"],
  }),

  /** A request to a host's path, from several places. */
  http: (args: Omit<HttpSource, keyof Base<string>>): HttpSource => ({
    vendor: "datadog",
    type: "http",
    reads: ["datadog:synthetics"],
    ...args,
  }),

  /** Look-ups of public names, in one test. */
  dns: (args: Omit<DnsSource, keyof Base<string>>): DnsSource => ({
    vendor: "datadog",
    type: "dns",
    reads: ["datadog:synthetics"],
    ...args,
  }),

  /** The TLS certificates that hosts present, in one test. */
  certificate: (args: Omit<CertificateSource, keyof Base<string>>): CertificateSource => ({
    vendor: "datadog",
    type: "certificate",
    reads: ["datadog:synthetics"],
    ...args,
  }),

  /** What another vendor's own alerting sends every few minutes (`infra/integrations/heartbeat`). */
  heartbeat: ({ of }: Pick<DatadogHeartbeatSource, "of">): DatadogHeartbeatSource => ({
    vendor: "datadog",
    type: "heartbeat",
    of,
    reads: [`datadog:heartbeat/${of}`],
  }),
} as const;
