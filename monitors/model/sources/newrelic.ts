import type { SpanKind } from "./server";
import type { Feed } from "./feed";

/**
 * New Relic's sources. Their words are NRQL's; the attributes are those that New Relic gives a span that comes by OTLP: its
 * kind, its duration in milliseconds, and every attribute of the span and of its resource under its own name.
 * @see https://docs.newrelic.com/docs/opentelemetry/best-practices/opentelemetry-best-practices-traces/ (OTLP span mapping)
 * @see https://opentelemetry.io/docs/specs/semconv/resource/#service (service.name)
 */
export const spanAttributes = { duration: "duration.ms", kind: "span.kind", service: "service.name" } as const;

export interface NewRelicSpansSource {
  readonly vendor: "newrelic";
  readonly type: "spans";
  readonly reads: readonly Feed[];
  readonly service: string;
  readonly kind: SpanKind;
  /** A condition of a WHERE clause, or nothing. */
  readonly filter: string;
  /** The condition that makes one of the spans a bad one, for a ratio. */
  readonly bad: string;
}

export type NewRelicSource = NewRelicSpansSource;

/**
 * What a server answered with a 5xx, by the name of today's conventions and by the one before, which is what many
 * instrumentations still send. An attribute that a span lacks compares false.
 * @see https://opentelemetry.io/docs/specs/semconv/non-normative/http-migration/ (http.status_code → http.response.status_code)
 */
const SERVER_ERROR = "http.response.status_code >= 500 OR http.status_code >= 500";

/** Sources of New Relic. Conditions are NRQL's; the renderer adds the service and the kind. */
export const newrelic = {
  /** The spans of one of our services. A latency reads their duration, a ratio counts the `bad` ones (@default 5xx). */
  spans: ({
    service,
    kind,
    filter = "",
    bad = SERVER_ERROR,
  }: Pick<NewRelicSpansSource, "service" | "kind"> &
    Partial<Pick<NewRelicSpansSource, "filter" | "bad">>): NewRelicSpansSource => ({
    vendor: "newrelic",
    type: "spans",
    service,
    kind,
    filter,
    bad,
    reads: [`newrelic:spans/${service}`],
  }),
} as const;
