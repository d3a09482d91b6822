import {
  rumAttributes,
  type LogRatioSource,
  type LogSource,
  type RumCount,
  type RumEvent,
  type RumMeasureSource,
  type RumRatioSource,
  type SpansSource,
} from "../model/sources/datadog";
import type { PlannedMeasure } from "../plan/plan";
import type { RenderContext } from "../plan/watch";
import type { DatadogDeclaration } from "./declaration";
import { rumSearch } from "./query";

/**
 * Metrics that Datadog generates from spans, RUM events and logs. Vercel has no Agent, so trace metrics are not computed for
 * us and `trace.http.server.request` does not exist by itself; a metric of our own for each measure is counted over
 * everything that is ingested, before any retention filter or sampling of what is kept.
 * @see https://docs.datadoghq.com/tracing/trace_pipeline/generate_metrics/
 * @see https://docs.datadoghq.com/real_user_monitoring/platform/generate_metrics/
 */

/** A measure, or an objective by its id. */
type Named = Pick<PlannedMeasure, "name">;

/** Metric names are the organisation's, so they carry the environment: `driplo.prod.api.error_rate.bad`. */
export const metricName = ({ environment }: RenderContext, { name }: Named, part?: string): string =>
  ["driplo", environment.name, name, ...(part === undefined ? [] : [part])].join(".");

const spanQuery = ({ service, kind, filter }: SpansSource, { environment }: RenderContext, also = ""): string =>
  [`service:${service}`, `env:${environment.name}`, `@span.kind:${kind}`, filter, also]
    .filter((part) => part !== "")
    .join(" ");

/** Durations of spans, in nanoseconds, with percentiles. */
export const spanDurations = (
  measure: PlannedMeasure,
  source: SpansSource,
  context: RenderContext,
): DatadogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/spansMetric:SpansMetric",
  name: measure.name,
  args: {
    name: metricName(context, measure),
    compute: { aggregationType: "distribution", path: "@duration", includePercentiles: true },
    filter: { query: spanQuery(source, context) },
  },
});

/** Of a share; a plain count has none. */
type Part = "bad" | "all";

const partName = ({ name }: Named, part: Part | undefined): string => (part === undefined ? name : `${name}.${part}`);

const spanCount = (
  measure: Named,
  part: Part | undefined,
  query: string,
  context: RenderContext,
): DatadogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/spansMetric:SpansMetric",
  name: partName(measure, part),
  args: { name: metricName(context, measure, part), compute: { aggregationType: "count" }, filter: { query } },
});

export const spanCounts = (
  measure: Named,
  source: SpansSource,
  context: RenderContext,
): readonly DatadogDeclaration[] => [
  spanCount(measure, "bad", spanQuery(source, context, source.bad), context),
  spanCount(measure, "all", spanQuery(source, context), context),
];

export const spanEvents = (measure: PlannedMeasure, source: SpansSource, context: RenderContext): DatadogDeclaration =>
  spanCount(measure, undefined, spanQuery(source, context), context);

/** Views and sessions are sent again as they grow. */
const grows = (event: RumEvent): boolean => event === "view" || event === "session";

const rumCount = (
  measure: PlannedMeasure,
  part: Part | undefined,
  { event, filter }: RumCount,
  context: RenderContext,
): DatadogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/rumMetric:RumMetric",
  name: partName(measure, part),
  args: {
    name: metricName(context, measure, part),
    eventType: event,
    compute: { aggregationType: "count" },
    filter: { query: rumSearch(event, filter, context.environment.identities.rumApplication) },
    // Each counts once, when it first matches.
    ...(grows(event) ? { uniqueness: { when: "match" } } : {}),
  },
});

export const rumEvents = (measure: PlannedMeasure, source: RumCount, context: RenderContext): DatadogDeclaration =>
  rumCount(measure, undefined, source, context);

/**
 * Values of an attribute, with percentiles. A view's grow while it lives, so they are taken when it has ended, minutes late: right
 * for what is compared with the same hour of another week, and too late for a threshold.
 */
export const rumValues = (
  measure: PlannedMeasure,
  source: RumMeasureSource,
  context: RenderContext,
): DatadogDeclaration => {
  const { event, facet } = rumAttributes[source.attribute];
  return {
    vendor: "datadog",
    type: "datadog:index/rumMetric:RumMetric",
    name: measure.name,
    args: {
      name: metricName(context, measure),
      eventType: event,
      compute: { aggregationType: "distribution", path: facet, includePercentiles: true },
      filter: { query: rumSearch(event, source.filter, context.environment.identities.rumApplication) },
      ...(grows(event) ? { uniqueness: { when: "end" } } : {}),
    },
  };
};

export const rumCounts = (
  measure: PlannedMeasure,
  source: RumRatioSource,
  context: RenderContext,
): readonly DatadogDeclaration[] => [
  rumCount(measure, "bad", source.part, context),
  rumCount(measure, "all", source.whole, context),
];

const logCount = (
  measure: PlannedMeasure,
  part: Part | undefined,
  query: string,
  context: RenderContext,
): DatadogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/logsMetric:LogsMetric",
  name: partName(measure, part),
  args: {
    name: metricName(context, measure, part),
    compute: { aggregationType: "count" },
    filter: { query: `env:${context.environment.name} ${query}` },
  },
});

/** Counted as they are ingested, whatever is indexed of them. */
export const logEvents = (measure: PlannedMeasure, { search }: LogSource, context: RenderContext): DatadogDeclaration =>
  logCount(measure, undefined, search, context);

export const logCounts = (
  measure: PlannedMeasure,
  source: LogRatioSource,
  context: RenderContext,
): readonly DatadogDeclaration[] => [
  logCount(measure, "bad", source.part, context),
  logCount(measure, "all", source.whole, context),
];
