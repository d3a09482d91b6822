import { assertNever } from "../model/assert-never";
import { formatQuantity, inSeconds } from "../model/quantity";
import { kindRow, signalKinds, type SignalKind } from "../model/signal-kind";
import {
  cloudWatchMetric,
  type CloudWatchMeanSource,
  type CloudWatchMetricSource,
  type CloudWatchSource,
  type HealthCheckSource,
} from "../model/sources/cloudwatch";
import { refuseSilence } from "../plan/heartbeat";
import { refuseUnit, tooLong } from "../plan/limits";
import type { PlannedMeasure } from "../plan/plan";
import type { Refusal, Watch } from "../plan/vendor";
import type { AlarmDeclaration, CloudWatchDeclaration, CompositeDeclaration } from "./declaration";
import { failuresOf } from "./health-check";
import { checkMute } from "./mute-limits";
import { PERIOD_SECONDS } from "./trail";

/** What CloudWatch cannot evaluate, and the limits of its API, so that a pull request fails and not `pulumi up`. */

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LIMITS = { alarmName: 255, description: 1024, evaluatedSeconds: 86_400, longEvaluatedSeconds: 604_800 } as const;

const HOUR = 3_600;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html ("Metric math": up to 10 metrics in an alarm) */
const MOST_METRICS = 10;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (RequestInterval) */
const HEALTH_CHECK_INTERVALS: readonly number[] = [10, 30];

export const accepts = ({ measure, source }: Watch<CloudWatchSource>): Refusal | undefined => {
  const places: Readonly<Record<string, unknown>> = signalKinds[measure.kind].places;
  if (places["cloudwatch"] === undefined)
    return {
      what: `CloudWatch cannot evaluate the kind ${measure.kind}`,
      rule: "the kind table (monitors/model/signal-kind.ts) has no place for it at CloudWatch",
      remedy: "choose a source of another vendor",
    };
  if (!measuredBy(source.type, measure.kind))
    return {
      what: `a ${source.type} source cannot measure the kind ${measure.kind}`,
      rule: "an outage is seen by a health check, a heartbeat by itself, an event by a trail, by alarms or by a metric, every other kind by metrics",
      remedy: "change the kind, or the source",
    };
  switch (source.type) {
    case "metric":
      return refuseMetric(measure, source);
    case "mean of sums":
      return refuseMean(measure, source);
    case "health check":
      return refuseHealthCheck(measure, source);
    case "heartbeat":
      return refuseSilence(measure);
    case "trail":
      return refuseWindowOf(inSeconds(measure.window), PERIOD_SECONDS, "CloudTrail's count");
    case "alarms":
      return undefined;
    default:
      return assertNever(source);
  }
};

const measuredBy = (type: CloudWatchSource["type"], kind: SignalKind): boolean => {
  if (type === "health check" || kind === "outage") return type === "health check" && kind === "outage";
  if (type === "heartbeat" || kind === "heartbeat") return type === kind;
  return kind === "event" || (type !== "trail" && type !== "alarms");
};

const refuseMetric = (measure: PlannedMeasure, { metric }: CloudWatchMetricSource): Refusal | undefined => {
  const { unit, traffic, namespace, name } = cloudWatchMetric(metric);
  return (
    refuseUnitOf(measure, unit, `${namespace} ${name}`) ??
    (measure.minimumTraffic !== undefined && traffic === undefined
      ? {
          what: `a minimum of traffic on ${namespace} ${name}`,
          rule: "the metric has no other that counts its traffic (monitors/model/sources/cloudwatch.ts)",
          remedy: "leave minimumTraffic out, or name the traffic's metric in its row",
        }
      : undefined) ??
    refuseGuardedBand(measure) ??
    refuseWindow(inSeconds(measure.window), metric)
  );
};

/** Any number can be far from its usual, but an indicator is no number. */
const refuseUnitOf = (
  { kind }: PlannedMeasure,
  unit: Parameters<typeof refuseUnit>[1],
  what: string,
): Refusal | undefined =>
  kindRow(kind).comparedWith === "usual" && unit !== "indicator" ? undefined : refuseUnit(kind, unit, what);

/** Below the least traffic a value is set to one that cannot breach, and of a band nobody knows which that is. */
const refuseGuardedBand = ({ kind, minimumTraffic }: PlannedMeasure): Refusal | undefined =>
  kind === "anomaly" && minimumTraffic !== undefined
    ? {
        what: "a minimum of traffic on an anomaly",
        rule: "CloudWatch learns the band of the value that it judges, and one that is set while traffic is low would be learnt",
        remedy: "leave minimumTraffic out",
      }
    : undefined;

const refuseMean = (measure: PlannedMeasure, { spent, times }: CloudWatchMeanSource): Refusal | undefined => {
  const all = [...spent, ...times];
  const [first] = spent;
  const other = all.find(
    (name) =>
      cloudWatchMetric(name).resolutionSeconds !== cloudWatchMetric(first).resolutionSeconds ||
      cloudWatchMetric(name).home !== cloudWatchMetric(first).home,
  );
  return (
    (measure.statistic !== undefined || measure.minimumTraffic !== undefined
      ? {
          what: `${measure.statistic === undefined ? "a minimum of traffic" : `the statistic ${measure.statistic}`} on a mean of sums`,
          rule: "the mean is the statistic, and has no guard",
          remedy: "leave it out",
        }
      : undefined) ??
    refuseUnitOf(measure, cloudWatchMetric(first).unit, `what is spent as ${cloudWatchMetric(first).name}`) ??
    (all.length > MOST_METRICS
      ? {
          what: `a mean of ${String(all.length)} metrics`,
          rule: `an alarm's expression reads at most ${String(MOST_METRICS)} (CloudWatch, quotas)`,
          remedy: "read fewer",
        }
      : undefined) ??
    (other === undefined
      ? undefined
      : {
          what: `${cloudWatchMetric(other).name} and ${cloudWatchMetric(first).name} have not the same period and region`,
          rule: "the metrics of one expression share both",
          remedy: "read metrics that do",
        }) ??
    refuseWindow(inSeconds(measure.window), first)
  );
};

const refuseHealthCheck = (measure: PlannedMeasure, source: HealthCheckSource): Refusal | undefined =>
  refuseInterval(inSeconds(source.every)) ?? refuseFailures(measure, source);

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (FailureThreshold) */
const MOST_FAILURES = 10;

const refuseFailures = ({ levels }: PlannedMeasure, source: HealthCheckSource): Refusal | undefined => {
  const most = Math.max(...levels.map((level) => failuresOf(level, source.every)));
  return most > MOST_FAILURES
    ? {
        what: `the outage is ${String(most)} failures of a check every ${formatQuantity(source.every)}`,
        rule: `Route 53 counts at most ${String(MOST_FAILURES)} failures in a row`,
        remedy: "ask less often, or shorten the outage",
      }
    : undefined;
};

const refuseWindow = (window: number, metric: Parameters<typeof cloudWatchMetric>[0]): Refusal | undefined => {
  const { resolutionSeconds, namespace, name } = cloudWatchMetric(metric);
  return refuseWindowOf(window, resolutionSeconds, `${namespace} ${name}`);
};

const refuseWindowOf = (window: number, period: number, what: string): Refusal | undefined =>
  window >= period && window % period === 0
    ? undefined
    : {
        what: `a window of ${String(window)} s is no multiple of the metric's period of ${String(period)} s`,
        rule: `${what} has a point every ${String(period)} s, and an alarm looks at whole periods`,
        remedy: `make the window a multiple of ${String(period)} s`,
      };

const refuseInterval = (every: number): Refusal | undefined =>
  HEALTH_CHECK_INTERVALS.includes(every)
    ? undefined
    : {
        what: `a health check cannot ask every ${String(every)} s`,
        rule: "Route 53 asks every 10 s or every 30 s",
        remedy: "set every: seconds(10) or seconds(30)",
      };

export const check = (declaration: CloudWatchDeclaration): readonly Refusal[] => {
  if (declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm")
    return [...checkText(declaration.args.name, declaration.args.alarmDescription), ...checkAlarm(declaration)];
  if (declaration.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm")
    return [...checkText(declaration.args.alarmName, declaration.args.alarmDescription), ...checkRule(declaration)];
  if (declaration.type === "aws:cloudwatch/eventRule:EventRule")
    return checkEventRule(declaration.args.name, declaration.args.eventPattern);
  return declaration.type === "aws:cloudwatch/logGroup:LogGroup"
    ? tooLong("the log group's name", declaration.args.name, EVENT_LIMITS.logGroup, "CreateLogGroup", SHORTER_KEY)
    : checkMute(declaration);
};

const SHORTER_KEY = "shorten the service's or the signal's key";

/**
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (name),
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (event pattern size, 2,048 characters unless raised),
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
const EVENT_LIMITS = { ruleName: 64, pattern: 2_048, logGroup: 512 } as const;

const checkEventRule = (name: unknown, pattern: unknown): readonly Refusal[] => [
  ...tooLong("the rule's name", name, EVENT_LIMITS.ruleName, "PutRule", SHORTER_KEY),
  ...tooLong(
    "the event pattern",
    pattern,
    EVENT_LIMITS.pattern,
    "EventBridge's quotas",
    "trust fewer principals by name: aws.trustedPrincipals",
  ),
];

const checkText = (name: unknown, description: unknown): readonly Refusal[] => [
  ...tooLong("the alarm's name", name, LIMITS.alarmName, "PutMetricAlarm", SHORTER_KEY),
  ...tooLong(
    "the alarm's description",
    description,
    LIMITS.description,
    "PutMetricAlarm",
    "shorten the row's title or impact",
  ),
];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const COMPOSITE_LIMITS = { rule: 10_240, children: 100 } as const;

const checkRule = ({ args, after = [] }: CompositeDeclaration): readonly Refusal[] => [
  ...tooLong("the alarm's rule", args.alarmRule, COMPOSITE_LIMITS.rule, "PutCompositeAlarm", "name fewer levels"),
  ...(after.length > COMPOSITE_LIMITS.children
    ? [
        {
          what: `the alarm's rule names ${String(after.length)} alarms`,
          rule: `at most ${String(COMPOSITE_LIMITS.children)} (PutCompositeAlarm)`,
          remedy: "name fewer levels",
        },
      ]
    : []),
];

const checkAlarm = ({ args }: AlarmDeclaration): readonly Refusal[] => {
  const period = args.metricQueries?.find((query) => query.metric !== undefined)?.metric?.period ?? args.period ?? 0;
  const evaluated = Number(period) * Number(args.evaluationPeriods);
  const atMost = Number(period) >= HOUR ? LIMITS.longEvaluatedSeconds : LIMITS.evaluatedSeconds;
  return evaluated > atMost
    ? [
        {
          what: `the alarm looks at ${String(evaluated)} s`,
          rule: `period × evaluation periods is at most ${String(atMost)} s for this period (PutMetricAlarm)`,
          remedy: "shorten the window",
        },
      ]
    : [];
};
