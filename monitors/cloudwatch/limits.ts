import { assertNever } from "../model/assert-never";
import { formatQuantity, inSeconds } from "../model/quantity";
import { signalKinds, type SignalKind } from "../model/signal-kind";
import {
  cloudWatchMetric,
  type CloudWatchMetricSource,
  type CloudWatchSource,
  type HealthCheckSource,
} from "../model/sources/cloudwatch";
import { refuseSilence } from "../plan/heartbeat";
import { refuseUnit, tooLong } from "../plan/limits";
import type { PlannedMeasure } from "../plan/plan";
import type { Refusal, Watch } from "../plan/vendor";
import type { AlarmDeclaration, CloudWatchDeclaration } from "./declaration";
import { failuresOf } from "./health-check";

/** What CloudWatch cannot evaluate, and the limits of its API, so that a pull request fails and not `pulumi up`. */

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LIMITS = { alarmName: 255, description: 1024, evaluatedSeconds: 86_400, longEvaluatedSeconds: 604_800 } as const;

const HOUR = 3_600;

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
  if (source.type !== seenBy(measure.kind))
    return {
      what: `a ${source.type} source cannot measure the kind ${measure.kind}`,
      rule: "an outage is seen by a health check, a heartbeat by itself, every other kind by a metric",
      remedy: "change the kind, or the source",
    };
  switch (source.type) {
    case "metric":
      return refuseMetric(measure, source);
    case "health check":
      return refuseHealthCheck(measure, source);
    case "heartbeat":
      return refuseSilence(measure);
    default:
      return assertNever(source);
  }
};

const seenBy = (kind: SignalKind): CloudWatchSource["type"] => {
  if (kind === "heartbeat") return kind;
  return kind === "outage" ? "health check" : "metric";
};

const refuseMetric = (measure: PlannedMeasure, { metric }: CloudWatchMetricSource): Refusal | undefined => {
  const { unit, traffic, namespace, name } = cloudWatchMetric(metric);
  return (
    refuseUnit(measure.kind, unit, `${namespace} ${name}`) ??
    (measure.minimumTraffic !== undefined && traffic === undefined
      ? {
          what: `a minimum of traffic on ${namespace} ${name}`,
          rule: "the metric has no other that counts its traffic (monitors/model/sources/cloudwatch.ts)",
          remedy: "leave minimumTraffic out, or name the traffic's metric in its row",
        }
      : undefined) ??
    refuseWindow(inSeconds(measure.window), metric)
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
  return window >= resolutionSeconds && window % resolutionSeconds === 0
    ? undefined
    : {
        what: `a window of ${String(window)} s is no multiple of the metric's period of ${String(resolutionSeconds)} s`,
        rule: `${namespace} ${name} has a point every ${String(resolutionSeconds)} s, and an alarm looks at whole periods`,
        remedy: `make the window a multiple of ${String(resolutionSeconds)} s`,
      };
};

const refuseInterval = (every: number): Refusal | undefined =>
  HEALTH_CHECK_INTERVALS.includes(every)
    ? undefined
    : {
        what: `a health check cannot ask every ${String(every)} s`,
        rule: "Route 53 asks every 10 s or every 30 s",
        remedy: "set every: seconds(10) or seconds(30)",
      };

export const check = (declaration: CloudWatchDeclaration): readonly Refusal[] =>
  declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm" ? checkAlarm(declaration) : checkMute(declaration);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html */
const MUTED_ALARMS = 100;

const checkMute = (declaration: CloudWatchDeclaration): readonly Refusal[] => {
  if (declaration.type !== "aws:cloudwatch/alarmMuteRule:AlarmMuteRule") return [];
  const muted = declaration.args.muteTargets?.alarmNames.length ?? 0;
  return muted <= MUTED_ALARMS
    ? []
    : [
        {
          what: `the mute rule names ${String(muted)} alarms`,
          rule: `a mute rule names at most ${String(MUTED_ALARMS)} (PutAlarmMuteRule)`,
          remedy: "make two rows of it in monitors/catalogue/quiet.ts",
        },
      ];
};

const checkAlarm = ({ args }: AlarmDeclaration): readonly Refusal[] => {
  const period = args.metricQueries?.find((query) => query.metric !== undefined)?.metric?.period ?? args.period ?? 0;
  const evaluated = Number(period) * Number(args.evaluationPeriods);
  const atMost = Number(period) >= HOUR ? LIMITS.longEvaluatedSeconds : LIMITS.evaluatedSeconds;
  return [
    ...tooLong(
      "the alarm's name",
      args.name,
      LIMITS.alarmName,
      "PutMetricAlarm",
      "shorten the service's or the signal's key",
    ),
    ...tooLong(
      "the alarm's description",
      args.alarmDescription,
      LIMITS.description,
      "PutMetricAlarm",
      "shorten the row's title or impact",
    ),
    ...(evaluated > atMost
      ? [
          {
            what: `the alarm looks at ${String(evaluated)} s`,
            rule: `period × evaluation periods is at most ${String(atMost)} s for this period (PutMetricAlarm)`,
            remedy: "shorten the window",
          },
        ]
      : []),
  ];
};
