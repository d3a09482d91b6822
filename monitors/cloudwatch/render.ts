import { assertNever } from "../model/assert-never";
import type { Identities } from "../model/environment";
import { inCanonicalUnit, inSeconds, type Quantity } from "../model/quantity";
import { kindRow, type Statistic } from "../model/signal-kind";
import {
  cloudWatchMetric,
  type CloudWatchMetricName,
  type CloudWatchMetricSource,
  type CloudWatchSource,
} from "../model/sources/cloudwatch";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/vendor";
import { renderAlarm, type Comparison } from "./alarm";
import type { CloudWatchDeclaration } from "./declaration";
import { compareHeartbeat } from "./heartbeat";
import { renderHealthCheck } from "./health-check";

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
    case "health check":
      return watch.measure.levels.flatMap((level) => renderHealthCheck({ ...watch, source }, source, level, context));
    case "heartbeat":
      return watch.measure.levels.map((level) =>
        renderAlarm(watch, level, "regional", compareHeartbeat(level), context),
      );
    default:
      return assertNever(source);
  }
};

/** Three of five minutes: one bad minute is no breach, and the third tells. One of one where there is a single point. */
const SHARE_OF_PERIODS = 0.6;

const evaluation = (measure: PlannedMeasure, period: number) => {
  const evaluationPeriods = Math.round(inSeconds(measure.window) / period);
  return { evaluationPeriods, datapointsToAlarm: Math.ceil(evaluationPeriods * SHARE_OF_PERIODS) };
};

const compareMetric = (
  measure: PlannedMeasure,
  source: CloudWatchMetricSource,
  level: PlannedLevel,
  context: RenderContext,
): Comparison => {
  const row = cloudWatchMetric(source.metric);
  const { breach } = kindRow(measure.kind);
  const shared = {
    comparisonOperator: breach === "below" ? "LessThanThreshold" : "GreaterThanThreshold",
    threshold: thresholdOf(level),
    ...evaluation(measure, row.resolutionSeconds),
  };
  return measure.minimumTraffic === undefined || row.traffic === undefined
    ? { ...shared, ...plainMetric(measure, source.metric, context) }
    : { ...shared, metricQueries: guardedMetric(measure, source.metric, row.traffic, measure.minimumTraffic, context) };
};

/** CloudWatch's metrics come in percent and milliseconds, our canonical units (`sources/cloudwatch.ts` cites each). */
const thresholdOf = ({ threshold }: PlannedLevel): number =>
  threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at);

const statistics: Readonly<Record<Exclude<Statistic, `p${number}`>, string>> = {
  mean: "Average",
  max: "Maximum",
  min: "Minimum",
};

/** A ratio arrives as a rate already; its mean over the period is the rate of the period. */
const statOf = (statistic: Statistic | undefined): string =>
  statistic === undefined ? "Average" : isPercentile(statistic) ? statistic : statistics[statistic];

const isPercentile = (statistic: Statistic): statistic is Extract<Statistic, `p${number}`> => statistic.startsWith("p");

const metricOf = (name: CloudWatchMetricName, { identities }: { readonly identities: Identities }) => {
  const row = cloudWatchMetric(name);
  const ours = Object.entries(row.identity).map(([dimension, role]) => [dimension, identities[role]] as const);
  return {
    namespace: row.namespace,
    metricName: row.name,
    period: row.resolutionSeconds,
    dimensions: { ...Object.fromEntries(ours), ...row.fixed },
  };
};

const plainMetric = (
  measure: PlannedMeasure,
  name: CloudWatchMetricName,
  { environment }: RenderContext,
): Comparison => {
  const stat = statOf(measure.statistic);
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
): NonNullable<Comparison["metricQueries"]> => {
  const perPeriod = trafficPerPeriod(minimum, measure, name);
  const quiet = kindRow(measure.kind).breach === "below" ? 100 : 0;
  const query = (id: string, metric: CloudWatchMetricName, stat: string) => ({
    id,
    metric: { ...metricOf(metric, environment), stat },
    returnData: false,
  });
  return [
    query("value", name, statOf(measure.statistic)),
    query("traffic", traffic, "Sum"),
    {
      id: "guarded",
      expression: `IF(FILL(traffic, 0) >= ${String(perPeriod)}, value, ${String(quiet)})`,
      label: measure.name,
      returnData: true,
    },
  ];
};

/** The row's minimum is for its window; each point of the alarm is one period of it. */
const trafficPerPeriod = (minimum: Quantity<"count">, measure: PlannedMeasure, name: CloudWatchMetricName): number =>
  Math.ceil((inCanonicalUnit(minimum) * cloudWatchMetric(name).resolutionSeconds) / inSeconds(measure.window));
