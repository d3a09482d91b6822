import { assertNever } from "../model/assert-never";
import { inCanonicalUnit, inSeconds, type Quantity } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import {
  cloudWatchMetric,
  type CloudWatchMeanSource,
  type CloudWatchMetricName,
  type CloudWatchMetricSource,
  type CloudWatchSource,
} from "../model/sources/cloudwatch";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { renderAlarm, renderComposite, type Comparison } from "./alarm";
import { compareWithBand } from "./anomaly";
import type { CloudWatchDeclaration } from "./declaration";
import { compareHeartbeat } from "./heartbeat";
import { renderHealthCheck } from "./health-check";
import { isPercentile, metricOf, statOf, termOf, type MetricQuery } from "./metric-query";
import type { Home } from "./names";
import { renderStripe } from "./stripe";
import { renderTrail } from "./trail";

/** The alarms of one measure, one for each level, and the health check that one may stand on. */
export const render = (watch: Watch<CloudWatchSource>, context: RenderContext): readonly CloudWatchDeclaration[] => {
  const { source } = watch;
  switch (source.type) {
    case "metric":
      return watch.measure.levels.map((level) =>
        renderAlarm(
          watch,
          level,
          cloudWatchMetric(source.metric).home,
          compareMetric(watch.measure, source, level, context),
          context,
        ),
      );
    case "mean of sums":
      return watch.measure.levels.map((level) =>
        renderAlarm(
          watch,
          level,
          cloudWatchMetric(source.spent[0]).home,
          compareMean(watch.measure, source, level, context),
          context,
        ),
      );
    case "trail":
      return renderTrail(watch, source, context);
    case "alarms":
      return watch.measure.levels.map((level) => renderComposite(watch, source, level, ALARMS_HOME, context));
    case "health check":
      return watch.measure.levels.flatMap((level) => renderHealthCheck({ ...watch, source }, source, level, context));
    case "heartbeat":
      return watch.measure.levels.map((level) =>
        renderAlarm(watch, level, "regional", compareHeartbeat(level), context),
      );
    case "events":
    case "share of events":
    case "no events":
    case "undelivered events":
      return renderStripe(watch, source, context);
    default:
      return assertNever(source);
  }
};

/** An alarm sees those of its own region alone, and all that are taken together watch global services. */
const ALARMS_HOME: Home = "global";

/** Static: above or below the level's number. */
const compareWithNumber = (level: PlannedLevel): Pick<Comparison, "comparisonOperator" | "threshold"> => ({
  comparisonOperator: level.breach === "below" ? "LessThanThreshold" : "GreaterThanThreshold",
  threshold: thresholdOf(level),
});

/** Three of five minutes: one bad minute is no breach, and the third tells. One of one where there is a single point. */
const SHARE_OF_PERIODS = 0.6;

/** Of what must not happen at all, one point is enough; the window says how long it is remembered. */
const evaluation = ({ kind, window }: PlannedMeasure, period: number) => {
  const evaluationPeriods = Math.round(inSeconds(window) / period);
  const datapointsToAlarm = kind === "event" ? 1 : Math.ceil(evaluationPeriods * SHARE_OF_PERIODS);
  return { evaluationPeriods, datapointsToAlarm };
};

const compareMetric = (
  measure: PlannedMeasure,
  { metric }: CloudWatchMetricSource,
  level: PlannedLevel,
  context: RenderContext,
): Comparison => {
  const { traffic, resolutionSeconds } = cloudWatchMetric(metric);
  const judged = evaluation(measure, resolutionSeconds);
  if (measure.kind === "anomaly") {
    const value = termOf("value", metric, statOf(measure.statistic, metric), context.environment);
    return { ...compareWithBand([value], level), ...judged };
  }
  const shared = { ...compareWithNumber(level), ...judged };
  return measure.minimumTraffic === undefined || traffic === undefined
    ? { ...shared, ...plainMetric(measure, metric, context) }
    : { ...shared, metricQueries: guardedMetric(measure, metric, traffic, measure.minimumTraffic, context) };
};

/** What was spent over how many there were. Without any there is no point: nothing is divided by 0. */
const compareMean = (
  measure: PlannedMeasure,
  { spent, times }: CloudWatchMeanSource,
  level: PlannedLevel,
  { environment }: RenderContext,
): Comparison => {
  const sums = (id: string, names: readonly CloudWatchMetricName[]): readonly MetricQuery[] =>
    names.map((name, index) => termOf(`${id}${index + 1}`, name, "Sum", environment));
  const [above, below] = [sums("spent", spent), sums("times", times)];
  const added = (terms: readonly MetricQuery[]): string => terms.map(({ id }) => id).join(" + ");
  const value: MetricQuery = {
    id: "value",
    expression: `(${added(above)}) / (${added(below)})`,
    label: measure.name,
    returnData: true,
  };
  const queries = [...above, ...below, value];
  return {
    ...(measure.kind === "anomaly"
      ? compareWithBand(queries, level)
      : { ...compareWithNumber(level), metricQueries: queries }),
    ...evaluation(measure, cloudWatchMetric(spent[0]).resolutionSeconds),
  };
};

/** CloudWatch's metrics come in percent and milliseconds, our canonical units (`sources/cloudwatch.ts` cites each). */
const thresholdOf = ({ threshold }: PlannedLevel): number =>
  threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at);

const plainMetric = (
  measure: PlannedMeasure,
  name: CloudWatchMetricName,
  { environment }: RenderContext,
): Comparison => {
  const stat = statOf(measure.statistic, name);
  return {
    ...metricOf(name, environment),
    ...(measure.statistic !== undefined && isPercentile(measure.statistic)
      ? { extendedStatistic: stat, evaluateLowSampleCountPercentiles: "evaluate" }
      : { statistic: stat }),
  };
};

/** Below the minimum of traffic the expression takes a value that cannot breach. */
const guardedMetric = (
  measure: PlannedMeasure,
  name: CloudWatchMetricName,
  traffic: CloudWatchMetricName,
  minimum: Quantity<"count">,
  { environment }: RenderContext,
): readonly MetricQuery[] => {
  const perPeriod = trafficPerPeriod(minimum, measure, name);
  const quiet = kindRow(measure.kind).breach === "below" ? 100 : 0;
  return [
    termOf("value", name, statOf(measure.statistic, name), environment),
    termOf("traffic", traffic, "Sum", environment),
    {
      id: "guarded",
      expression: `IF(FILL(traffic, 0) >= ${perPeriod}, value, ${quiet})`,
      label: measure.name,
      returnData: true,
    },
  ];
};

/** The row's minimum is for its window; each point of the alarm is one period of it. */
const trafficPerPeriod = (minimum: Quantity<"count">, measure: PlannedMeasure, name: CloudWatchMetricName): number =>
  Math.ceil((inCanonicalUnit(minimum) * cloudWatchMetric(name).resolutionSeconds) / inSeconds(measure.window));
