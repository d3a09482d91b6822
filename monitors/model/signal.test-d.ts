import type { IdentityRole } from "./environment";
import type { EnvironmentName } from "./environment-name";
import { count, days, deviations, milliseconds, minutes, percent, seconds } from "./quantity";
import { defineService, type SignalDefinition, type SignalIdOf } from "./signal";
import { business } from "./sources/business";
import { cloudwatch } from "./sources/cloudwatch";
import { datadog } from "./sources/datadog";

/** Types of the catalogue's rows, checked by the compiler alone: what is below an `@ts-expect-error` must not compile. */

/** A service of one row, by the function that the catalogue uses. */
export const row = (signal: SignalDefinition) =>
  defineService({ title: "API", owner: "platform", signals: { signal } });

declare function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K>;

const text = {
  title: "API",
  impact: "Every page waits.",
  firstAction: "Look.",
  runbook: "api/response-time.md",
} as const;
const source = datadog.spans({ service: "driplo-api", kind: "server" });

const latency = {
  ...text,
  kind: "latency",
  statistic: "p95",
  critical: { at: seconds(2), priority: "P2" },
  missingData: "ok",
  source,
} as const;

const ratio = {
  ...text,
  kind: "error_ratio",
  critical: { at: percent(5), priority: "P2" },
  minimumTraffic: count(100),
  missingData: "ok",
  source,
} as const;

const event = {
  ...text,
  kind: "event",
  critical: { event: "wrong", priority: "P1" },
  missingData: "ok",
  source,
} as const;

const anomaly = {
  ...text,
  kind: "anomaly",
  side: "both",
  seasonality: "weekly",
  warning: { at: deviations(3), priority: "P3" },
  critical: { at: deviations(5), side: "below", priority: "P1" },
  missingData: "ok",
  source,
} as const;

const change = {
  ...text,
  kind: "change",
  statistic: "p75",
  side: "above",
  against: days(7),
  critical: { at: percent(50), priority: "P2" },
  missingData: "ok",
  source,
} as const;

const silence = {
  ...text,
  kind: "silence",
  critical: { at: minutes(15), priority: "P0" },
  minimumTraffic: count(5),
  missingData: "ok",
  source,
} as const;

// What is whole compiles: without these, an error below could be of another cause.
row(latency);
row({ ...latency, window: minutes(10), warning: { at: milliseconds(500), priority: "P3" as const }, backstop: source });
row(ratio);
row(event);
row(anomaly);
row({ ...anomaly, statistic: "mean" as const });
row(change);
row(silence);
row({ ...without(silence, "minimumTraffic"), kind: "heartbeat" });
row({ ...text, measures: { time: without(latency, "title"), errors: without(ratio, "title") } });

// @ts-expect-error a percentage is no threshold of a latency
row({ ...latency, critical: { at: percent(5), priority: "P2" } });

// @ts-expect-error nor a duration one of a share
row({ ...ratio, critical: { at: seconds(5), priority: "P2" } });

// @ts-expect-error a bare number has no unit
row({ ...latency, critical: { at: 500, priority: "P2" } });

// @ts-expect-error neither in a window
row({ ...latency, window: 300 });

// @ts-expect-error a window is a span of time
row({ ...latency, window: percent(5) });

// @ts-expect-error there is no P4
row({ ...latency, critical: { at: seconds(2), priority: "P4" } });

// @ts-expect-error a level has a priority
row({ ...latency, critical: { at: seconds(2) } });

// @ts-expect-error a row without a level can never alert
row(without(latency, "critical"));

// @ts-expect-error nor one whose only level is not there
row({ ...latency, critical: undefined });

// @ts-expect-error whoever is woken needs a page
row(without(latency, "runbook"));

// @ts-expect-error a runbook is a page in Markdown
row({ ...latency, runbook: "api/response-time" });

// @ts-expect-error silence has no default meaning
row(without(latency, "missingData"));

// @ts-expect-error silence means one of four things
row({ ...latency, missingData: "ignore" });

// @ts-expect-error a latency is a statistic of many
row(without(latency, "statistic"));

// @ts-expect-error there is no such percentile
row({ ...latency, statistic: "p94" });

// @ts-expect-error a share is one number already
row({ ...ratio, statistic: "p95" });

// @ts-expect-error one failure of two is no outage
row(without(ratio, "minimumTraffic"));

// @ts-expect-error traffic is a count
row({ ...ratio, minimumTraffic: 100 });

// @ts-expect-error a number is expected where an event is given
row({ ...latency, critical: { event: "new", priority: "P2" } });

// @ts-expect-error an event has no number
row({ ...event, critical: { at: count(1), priority: "P2" } });

// @ts-expect-error the usual of what: of the hour, the day or the week
row(without(anomaly, "seasonality"));

// @ts-expect-error more may be bad, or less, or both: the row says which
row(without(anomaly, "side"));

// @ts-expect-error there is no such side
row({ ...anomaly, side: "sideways" });

// @ts-expect-error the side of a latency is the kind's
row({ ...latency, side: "above" });

// @ts-expect-error nor has a level of it one
row({ ...latency, critical: { at: seconds(2), side: "below", priority: "P2" } });

// @ts-expect-error how far is counted in deviations
row({ ...anomaly, warning: { at: percent(3), priority: "P3" } });

// @ts-expect-error changed since when
row(without(change, "against"));

// @ts-expect-error a latency is compared with nothing earlier
row({ ...latency, against: days(7) });

// @ts-expect-error no payment at night is no silence: none of how many
row(without(silence, "minimumTraffic"));

// @ts-expect-error a silence is judged over the very span that it may last
row({ ...silence, window: minutes(5) });

// @ts-expect-error a number comes from somewhere
row(without(latency, "source"));

// @ts-expect-error there is no such kind
row({ ...latency, kind: "latensy" });

// @ts-expect-error a row is one measure or several by name, and not both
row({ ...latency, measures: { time: without(latency, "title") } });

// @ts-expect-error there is no such team
defineService({ title: "API", owner: "platfrom", signals: { latency } });

// @ts-expect-error there is no such environment
export const environment: EnvironmentName = "staging";

export const services = {
  api: defineService({ title: "API", owner: "platform", signals: { response_time: latency } }),
};
export const known: SignalIdOf<typeof services> = "api.response_time";

// @ts-expect-error there is no such signal
export const unknownSignal: SignalIdOf<typeof services> = "api.respons_time";

// @ts-expect-error there is no such service
export const unknownService: SignalIdOf<typeof services> = "search.response_time";

// @ts-expect-error an identity is a role that the configuration gives a value, and never the value
export const role: IdentityRole = "api.driplo.com";

// @ts-expect-error there is no such identity
cloudwatch.healthCheck({ host: "apiHots", path: "/health", every: seconds(10) });

// @ts-expect-error an interval is a span of time
cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: 10 });

// @ts-expect-error a path starts with a slash
cloudwatch.healthCheck({ host: "apiHost", path: "health", every: seconds(10) });

// @ts-expect-error there is no such metric in the cited table
cloudwatch.metric("worker_cp");

// @ts-expect-error nor such a number of the business
business.number("new_listing");

// @ts-expect-error a least number of bad events is of a share of bad events
business.badShare("search_success", { leastBad: count(5) });

// @ts-expect-error and is a count
business.badShare("disputes", { leastBad: percent(5) });

// @ts-expect-error nor such an attribute of RUM events
datadog.rum({ attribute: "largest_paint" });

// @ts-expect-error a synthetic test runs from somewhere
datadog.http({ host: "apiHost", path: "/health", every: seconds(30), from: [] });
