import { assertNever } from "../model/assert-never";
import { listWords, withArticle } from "../model/list-words";
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
import { refuseSooner } from "../plan/sooner";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import type { AlarmDeclaration, CloudWatchDeclaration, CompositeDeclaration } from "./declaration";
import { failuresOf } from "./health-check";
import { checkMute } from "./mute-limits";
import { checkEvents, SHORTER_KEY } from "./event-limits";
import { refuseStripe } from "./stripe-limits";
import { PERIOD_SECONDS } from "./trail";
import { refuseGuardedBand, refuseWindowOf } from "./window-limits";

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
  const measured = KINDS[source.type];
  if (!measured.includes(measure.kind))
    return {
      what: `${withArticle(source.type)} source cannot measure the kind ${measure.kind}`,
      rule: `it measures ${listWords(measured)}`,
      remedy: "change the kind, or the source",
    };
  const ofTwo = refuseSooner(measure, source.type === "share of events");
  if (ofTwo !== undefined) return ofTwo;
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
    case "events":
    case "share of events":
    case "no events":
    case "undelivered events":
      return refuseStripe(measure, source);
    default:
      return assertNever(source);
  }
};

const OF_METRICS: readonly SignalKind[] = ["latency", "error_ratio", "utilisation", "hit_ratio", "anomaly", "event"];

const KINDS: Readonly<Record<CloudWatchSource["type"], readonly SignalKind[]>> = {
  metric: OF_METRICS,
  "mean of sums": OF_METRICS,
  "health check": ["outage"],
  heartbeat: ["heartbeat"],
  trail: ["event"],
  alarms: ["event"],
  events: ["count", "anomaly"],
  "share of events": ["error_ratio"],
  "no events": ["silence"],
  "undelivered events": ["event"],
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
          what: `a mean of ${all.length} metrics`,
          rule: `an alarm's expression reads at most ${MOST_METRICS} (CloudWatch, quotas)`,
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
        what: `the outage is ${most} failures of a check every ${formatQuantity(source.every)}`,
        rule: `Route 53 counts at most ${MOST_FAILURES} failures in a row`,
        remedy: "ask less often, or shorten the outage",
      }
    : undefined;
};

const refuseWindow = (window: number, metric: Parameters<typeof cloudWatchMetric>[0]): Refusal | undefined => {
  const { resolutionSeconds, namespace, name } = cloudWatchMetric(metric);
  return refuseWindowOf(window, resolutionSeconds, `${namespace} ${name}`);
};

const refuseInterval = (every: number): Refusal | undefined =>
  HEALTH_CHECK_INTERVALS.includes(every)
    ? undefined
    : {
        what: `a health check cannot ask every ${every} s`,
        rule: "Route 53 asks every 10 s or every 30 s",
        remedy: "set every: seconds(10) or seconds(30)",
      };

export const check = (declaration: CloudWatchDeclaration): readonly Refusal[] => {
  if (declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm")
    return [...checkText(declaration.args.name, declaration.args.alarmDescription), ...checkAlarm(declaration)];
  if (declaration.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm")
    return [...checkText(declaration.args.alarmName, declaration.args.alarmDescription), ...checkRule(declaration)];
  return [...checkEvents(declaration), ...checkMute(declaration)];
};

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
          what: `the alarm's rule names ${after.length} alarms`,
          rule: `at most ${COMPOSITE_LIMITS.children} (PutCompositeAlarm)`,
          remedy: "name fewer levels",
        },
      ]
    : []),
];

const checkAlarm = ({ args }: AlarmDeclaration): readonly Refusal[] => {
  const ofQueries = args.metricQueries?.map(({ metric, period }) => metric?.period ?? period);
  const period = ofQueries?.find((each) => each !== undefined) ?? args.period ?? 0;
  const evaluated = Number(period) * Number(args.evaluationPeriods);
  const atMost = Number(period) >= HOUR ? LIMITS.longEvaluatedSeconds : LIMITS.evaluatedSeconds;
  return evaluated > atMost
    ? [
        {
          what: `the alarm looks at ${evaluated} s`,
          rule: `period × evaluation periods is at most ${atMost} s for this period (PutMetricAlarm)`,
          remedy: "shorten the window",
        },
      ]
    : [];
};
