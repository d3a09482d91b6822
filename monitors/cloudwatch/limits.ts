import { inSeconds } from "../model/quantity";
import { signalKinds } from "../model/signal-kind";
import { cloudWatchMetric, type CloudWatchSource } from "../model/sources/cloudwatch";
import type { Refusal, Watch } from "../plan/vendor";
import type { AlarmDeclaration, CloudWatchDeclaration } from "./declaration";

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
  if ((source.type === "health check") !== (measure.kind === "outage"))
    return {
      what: `a ${source.type} source cannot measure the kind ${measure.kind}`,
      rule: "an outage is seen by a health check, every other kind by a metric",
      remedy: "change the kind, or the source",
    };
  return source.type === "metric"
    ? refuseWindow(inSeconds(measure.window), source.metric)
    : refuseInterval(inSeconds(source.every));
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
  declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm" ? checkAlarm(declaration) : [];

const checkAlarm = ({ args }: AlarmDeclaration): readonly Refusal[] => {
  const period = args.metricQueries?.find((query) => query.metric !== undefined)?.metric?.period ?? args.period ?? 0;
  const evaluated = Number(period) * Number(args.evaluationPeriods);
  const atMost = Number(period) >= HOUR ? LIMITS.longEvaluatedSeconds : LIMITS.evaluatedSeconds;
  return [
    ...tooLong("the alarm's name", args.name, LIMITS.alarmName, "shorten the service's or the signal's key"),
    ...tooLong(
      "the alarm's description",
      args.alarmDescription,
      LIMITS.description,
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

const tooLong = (what: string, value: unknown, atMost: number, remedy: string): readonly Refusal[] =>
  typeof value === "string" && value.length > atMost
    ? [
        {
          what: `${what} has ${String(value.length)} characters`,
          rule: `CloudWatch takes at most ${String(atMost)} (PutMetricAlarm)`,
          remedy,
        },
      ]
    : [];
