import { formatWindow, inCanonicalUnit, inNanoseconds, isDuration } from "../model/quantity";
import { kindRow, type Statistic } from "../model/signal-kind";
import {
  rumAttributes,
  type LogOutcomesSource,
  type LogSource,
  type MetricSource,
  type NativeUnit,
  type RumMeasureSource,
} from "../model/sources/datadog";
import type { PlannedMeasure, Threshold } from "../plan/plan";
import type { RenderContext } from "../plan/watch";
import type { Condition } from "./monitor";

/** Monitor queries. The number after the comparison and the threshold field must be the same, or the API refuses. */

/** The threshold in the unit of the data. Our canonical milliseconds and percent are Datadog's own but for nanoseconds. */
const nativeThreshold = ({ at }: Threshold, unit: NativeUnit): string => {
  if (at === undefined) return "0";
  return String(unit === "ns" && isDuration(at) ? inNanoseconds(at) : inCanonicalUnit(at));
};

const comparison = ({ kind }: PlannedMeasure, threshold: string): string =>
  `${kindRow(kind).breach === "below" ? "<" : ">"} ${threshold}`;

/** Datadog's spelling of windows: last_5m, last_1h. */
const lastWindow = ({ window }: PlannedMeasure): string => `last_${formatWindow(window)}`;

/** `percentile()` wants a distribution metric with percentiles on; the plain aggregators take any metric. */
const aggregators: Readonly<Record<Exclude<Statistic, `p${number}`>, string>> = { mean: "avg", max: "max", min: "min" };

const isPercentile = (statistic: Statistic): statistic is Extract<Statistic, `p${number}`> => statistic.startsWith("p");

/** How points of several sources become one: `p75` of a distribution with percentiles, `avg` of a gauge. */
export const spaceAggregator = ({ statistic = "mean" }: Pick<PlannedMeasure, "statistic">): string =>
  isPercentile(statistic) ? statistic : aggregators[statistic];

/** A statistic of a distribution that we generate: `percentile(last_5m):p95:driplo.prod.api.response_time{*} > 2000000000`. */
export const distributionCondition = (measure: PlannedMeasure, threshold: Threshold, metric: string): Condition => {
  const statistic = measure.statistic ?? "mean";
  const number = nativeThreshold(threshold, "ns");
  const aggregated = isPercentile(statistic)
    ? `percentile(${lastWindow(measure)}):${statistic}:${metric}{*}`
    : `${aggregators[statistic]}(${lastWindow(measure)}):${aggregators[statistic]}:${metric}{*}`;
  return { type: "query alert", query: `${aggregated} ${comparison(measure, number)}`, threshold: number, unit: "ns" };
};

export const gaugeScope = (filter: string, environment: string): string =>
  [`env:${environment}`, ...(filter === "" ? [] : [filter])].join(",");

/** A gauge that our code sends: the worst or the mean of those that report, over the window. */
export const gaugeCondition = (
  measure: PlannedMeasure,
  threshold: Threshold,
  { metric, unit, filter }: MetricSource,
  environment: string,
): Condition => {
  const statistic = measure.statistic ?? "mean";
  if (isPercentile(statistic)) throw new Error(`${statistic} of a gauge: refused in limits.ts`);
  const space = aggregators[statistic];
  const number = nativeThreshold(threshold, unit);
  return {
    type: "query alert",
    query: `avg(${lastWindow(measure)}):${space}:${metric}{${gaugeScope(filter, environment)}} ${comparison(measure, number)}`,
    threshold: number,
    unit,
  };
};

/**
 * A share of two counts, in percent, and 0 while there is too little traffic to judge: `is_greater` is 1 or 0.
 * A part that never happened has no points; `default_zero` says 0.
 * @see https://docs.datadoghq.com/monitors/guide/add-a-minimum-request-threshold-for-error-rate-alerts/
 */
export const ratioCondition = (
  measure: PlannedMeasure,
  threshold: Threshold,
  part: string,
  whole: string,
): Condition => {
  const number = nativeThreshold(threshold, "percent");
  const counted = (metric: string): string => `sum:${metric}{*}.as_count()`;
  const ratio = `100 * default_zero(${counted(part)}) / ${counted(whole)}`;
  return {
    type: "query alert",
    query: `sum(${lastWindow(measure)}):(${ratio})${trafficGuard(measure, counted(whole))} ${comparison(measure, number)}`,
    threshold: number,
    unit: "percent",
  };
};

/** A count that we generate, and 0 where nothing happened. */
export const countCondition = (measure: PlannedMeasure, threshold: Threshold, metric: string): Condition => {
  const number = nativeThreshold(threshold, "count");
  return {
    type: "query alert",
    query: `sum(${lastWindow(measure)}):default_zero(sum:${metric}{*}.as_count()) ${comparison(measure, number)}`,
    threshold: number,
    unit: "count",
  };
};

/** At least N is more than N − 1. A share that is bad when low would breach at 0, so there the guard lifts it to 100. */
const trafficGuard = ({ minimumTraffic, kind }: PlannedMeasure, whole: string): string => {
  if (minimumTraffic === undefined) return "";
  const enough = `is_greater(${whole}, ${inCanonicalUnit(minimumTraffic) - 1})`;
  return kindRow(kind).breach === "below" ? ` * ${enough} + 100 * (1 - ${enough})` : ` * ${enough}`;
};

/** Aggregations of event queries (Terraform's datadog_monitor, event_query.compute.aggregation). */
const eventAggregations: Readonly<Partial<Record<Statistic, string>>> = {
  p50: "median",
  p75: "pc75",
  p90: "pc90",
  p95: "pc95",
  p99: "pc99",
  mean: "avg",
  max: "max",
  min: "min",
};

/** A statistic of real users' events, read from the events themselves, which hold a view's last value. */
export const rumCondition = (
  measure: PlannedMeasure,
  threshold: Threshold,
  source: RumMeasureSource,
  { environment }: RenderContext,
): Condition => {
  const { event, facet, unit } = rumAttributes[source.attribute];
  const number = nativeThreshold(threshold, unit);
  return {
    type: "rum alert",
    query: `formula("value").last("${formatWindow(measure.window)}") ${comparison(measure, number)}`,
    threshold: number,
    unit,
    variables: {
      eventQueries: [
        {
          name: "value",
          dataSource: "rum",
          indexes: ["*"],
          search: { query: rumSearch(event, source.filter, environment.identities.rumApplication) },
          computes: [{ aggregation: eventAggregations[measure.statistic ?? "mean"] ?? "avg", metric: facet }],
        },
      ],
    },
  };
};

/**
 * Log lines counted, each client by itself where there is a facet to tell them apart.
 * @see https://docs.datadoghq.com/api/latest/monitors/ (log alert: `logs(…).index(…).rollup(…).by(…).last(…)`)
 */
export const logCondition = (
  measure: PlannedMeasure,
  threshold: Threshold,
  { search, by }: LogSource,
  environment: string,
): Condition => {
  const number = nativeThreshold(threshold, "count");
  // The search stands in quotes of its own.
  const quoted = search.replaceAll('"', String.raw`\"`);
  const counted = `logs("env:${environment} ${quoted}").index("*").rollup("count")${by === undefined ? "" : `.by("${by}")`}`;
  return {
    type: "log alert",
    query: `${counted}.last("${formatWindow(measure.window)}") ${comparison(measure, number)}`,
    threshold: number,
    unit: "count",
    ...(by === undefined ? {} : { group: by }),
  };
};

/** One success outweighs more failures than a window of two days can hold. */
const OUTWEIGHS = 1_000;

/**
 * The attempts that failed, each once however many lines it wrote, while no line tells of a success. Datadog's own monitors take
 * `default_zero` of log queries in a formula, for a query that finds nothing has no value.
 * @see https://github.com/DataDog/integrations-core/blob/master/snmp/assets/monitors/traps_linkDown.json
 */
export const outcomesCondition = (
  measure: PlannedMeasure,
  threshold: Threshold,
  { failed, succeeded, attempt }: LogOutcomesSource,
  environment: string,
): Condition => {
  const number = nativeThreshold(threshold, "count");
  const query = { dataSource: "logs", indexes: ["*"] };
  const search = (text: string) => ({ query: `env:${environment} ${text}` });
  return {
    type: "log alert",
    query: `formula("default_zero(failed) - ${OUTWEIGHS} * default_zero(succeeded)").last("${formatWindow(measure.window)}") >= ${number}`,
    threshold: number,
    unit: "count",
    variables: {
      eventQueries: [
        {
          ...query,
          name: "failed",
          search: search(failed),
          computes: [{ aggregation: "cardinality", metric: attempt }],
        },
        { ...query, name: "succeeded", search: search(succeeded), computes: [{ aggregation: "count" }] },
      ],
    },
  };
};

/** Only our application, and only the kind of event that has the attribute. */
export const rumSearch = (event: string, filter: string, application: string): string =>
  [`@type:${event}`, `@application.id:${application}`, ...(filter === "" ? [] : [filter])].join(" ");
