import { assertNever } from "../model/assert-never";
import { formatWindow, inCanonicalUnit, inDays, inSeconds, minutes, inMinutes, type Quantity } from "../model/quantity";
import type {
  DatadogSource,
  LogSource,
  MetricSource,
  RumCountSource,
  RumMeasureSource,
  SpansSource,
} from "../model/sources/datadog";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext } from "../plan/watch";
import type { DatadogDeclaration } from "./declaration";
import { logEvents, metricName, rumEvents, rumValues, spanDurations, spanEvents } from "./generated-metric";
import type { Condition } from "./monitor";
import { gaugeScope, spaceAggregator } from "./query";

/**
 * Kinds that hold a value against its usual course, or against itself some time ago. Datadog compares metrics alone, so whatever
 * is compared becomes one first: it also outlives the events, which are kept for weeks where a season needs months.
 */
export type ComparedSource = RumMeasureSource | RumCountSource | SpansSource | LogSource | MetricSource;

const comparable: ReadonlySet<DatadogSource["type"]> = new Set(["rum", "rum count", "spans", "logs", "metric"]);

export const isComparable = (source: DatadogSource): source is ComparedSource => comparable.has(source.type);

interface Series {
  readonly made: readonly DatadogDeclaration[];
  /** What of the metric is compared: `p75:driplo.prod.storefront.regression{*}`. */
  readonly expression: string;
  /** A count is summed over a window, everything else is averaged. */
  readonly counts: boolean;
}

export const seriesOf = (measure: PlannedMeasure, source: ComparedSource, context: RenderContext): Series => {
  const name = metricName(context, measure);
  const count = `sum:${name}{*}.as_count()`;
  const value = `${spaceAggregator(measure)}:${name}{*}`;
  switch (source.type) {
    case "rum":
      return { made: [rumValues(measure, source, context)], expression: value, counts: false };
    case "rum count":
      return { made: [rumEvents(measure, source, context)], expression: count, counts: true };
    case "logs":
      return { made: [logEvents(measure, source, context)], expression: count, counts: true };
    case "spans":
      return measure.statistic === undefined
        ? { made: [spanEvents(measure, source, context)], expression: count, counts: true }
        : { made: [spanDurations(measure, source, context)], expression: value, counts: false };
    case "metric":
      return {
        made: [],
        expression: `${spaceAggregator(measure)}:${source.metric}{${gaugeScope(source.filter, context.environment.name)}}`,
        counts: false,
      };
    default:
      return assertNever(source);
  }
};

/** The shop's days follow its market's clock; Datadog's own are UTC, and would see the change to summer time as an anomaly. */
const TIME_ZONE = "Europe/Paris";

/** A band is judged by five points at least (`interval`: "smaller or equal to a fifth of the alert_window"). */
const POINTS = 5;

/** The span over which every point must be outside. */
export const judgedOver = ({ window }: Pick<PlannedMeasure, "window">): Quantity<"duration"> =>
  minutes(POINTS * inMinutes(window));

/**
 * A point is one window. The number of deviations stands in the query; the threshold is the share of points that are outside, all
 * of them. `robust` does not take a lasting fall for the new usual, as `agile` soon does. Nothing counted is 0 and not silence.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/#api
 * @see https://docs.datadoghq.com/monitors/guide/how-to-update-anomaly-monitor-timezone/
 */
const anomalyCondition = (
  measure: PlannedMeasure,
  { threshold, breach }: PlannedLevel,
  { expression }: Series,
): Condition => {
  const span = judgedOver(measure);
  const window = `last_${formatWindow(span)}`;
  const { seasonality = "weekly" } = measure;
  const argument = [
    expression,
    "'robust'",
    numberOf(threshold),
    `direction='${breach}'`,
    `alert_window='${window}'`,
    `interval=${inSeconds(measure.window)}`,
    "count_default_zero='true'",
    `seasonality='${seasonality}'`,
    // An hour is the same in every zone.
    ...(seasonality === "hourly" ? [] : [`timezone='${TIME_ZONE}'`]),
  ].join(", ");
  // Datadog recommends to show five times the span that is judged.
  const shown = `last_${formatWindow(minutes(5 * inMinutes(span)))}`;
  return {
    type: "query alert",
    query: `avg(${shown}):anomalies(${argument}) >= 1`,
    threshold: "1",
    recovery: "0",
    unit: "percent",
    judgedOver: span,
    windows: { triggerWindow: window, recoveryWindow: window },
  };
};

/**
 * `pct_change` takes the difference point by point and then its mean: (now − then) ÷ then, in percent; it is negative for a fall.
 * @see https://docs.datadoghq.com/monitors/types/change-alert/
 */
const changeCondition = (
  measure: PlannedMeasure,
  { threshold, breach }: PlannedLevel,
  { expression, counts }: Series,
): Condition => {
  const number = `${breach === "below" ? "-" : ""}${numberOf(threshold)}`;
  const over = `${counts ? "sum" : "avg"}(last_${formatWindow(measure.window)})`;
  return {
    type: "query alert",
    query: `pct_change(${over},${lastShift(measure)}):${expression} ${breach === "below" ? "<" : ">"} ${number}`,
    threshold: number,
    unit: "percent",
  };
};

export const comparedCondition = (measure: PlannedMeasure, level: PlannedLevel, series: Series): Condition =>
  measure.kind === "anomaly" ? anomalyCondition(measure, level, series) : changeCondition(measure, level, series);

const numberOf = ({ at }: PlannedLevel["threshold"]): string => (at === undefined ? "0" : String(inCanonicalUnit(at)));

/** `last_1w`, `last_1d`, `last_30m`: days that make whole weeks are spelt as weeks (API, create a monitor, `time_window`). */
const lastShift = ({ against }: PlannedMeasure): string => {
  if (against === undefined) return "last_1w";
  const weeks = inDays(against) / 7;
  return `last_${Number.isInteger(weeks) ? `${weeks}w` : formatWindow(against)}`;
};
