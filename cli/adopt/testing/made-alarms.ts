import type { GeneratorValue } from "fast-check";
import { mostly, pick, shuffled, type MadeAlarm } from "./made";

/** What an alarm is asked to watch. */
const draw = (g: GeneratorValue) => {
  const [namespace, metric, native, extra] = mostly(
    g,
    ["CWAgent", "mem_used_percent", 60, []] as const,
    ["AWS/EC2", "CPUUtilization", 300, []] as const,
    ["CWAgent", "disk_used_percent", 60, [{ Name: "path", Value: "/" }]] as const,
    ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", 60, []] as const,
    ["AWS/Lambda", "ProvisionedConcurrencyUtilization", 60, []] as const,
  );
  const band = pick(g, true, false, false, false);
  return {
    ...{ namespace, metric, band },
    dimensions: [
      ...extra,
      { Name: "AutoScalingGroupName", Value: mostly(g, "driplo-prod-workers", "driplo-dev-workers") },
    ],
    stat: mostly(g, "Average", "Maximum", "Sum", "Minimum", "p95"),
    period: mostly(g, native, 60, 300),
    points: pick<readonly [number, number]>(g, [3, 5], [1, 1], [5, 5], [6, 10], [2, 3]),
    operator: band
      ? pick(g, "GreaterThanUpperThreshold", "LessThanLowerThreshold", "LessThanLowerOrGreaterThanUpperThreshold")
      : mostly(g, "GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold"),
    number: band ? pick(g, 2, 3.5) : pick(g, 90, 1, 0.9, 72.5),
    unit: mostly(g, undefined, "Percent", "Bytes"),
    account: mostly(g, OURS, "111122223333"),
    metricsAccount: mostly(g, undefined, OURS, "444455556666"),
    region: mostly(g, "eu-west-3", "us-east-1"),
    enabled: mostly(g, true, false),
    silence: pick(g, "missing", "notBreaching", "breaching", "ignore"),
  };
};

const OURS = "000000000002";

type Drawn = ReturnType<typeof draw>;

export const makeAlarm = (g: GeneratorValue, name: string): MadeAlarm => {
  const drawn = draw(g);
  const { namespace, metric, stat, dimensions, points, period, operator, number } = drawn;
  const { account, metricsAccount, region, unit } = drawn;
  return {
    vendor: "cloudwatch",
    name,
    metric: {
      ...{ namespace, metricName: metric, stat },
      dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
    },
    points: [...points, period],
    bounds: [{ sign: operator, number }],
    silence: drawn.silence,
    live: drawn.enabled,
    odd:
      account !== OURS ||
      region !== "eu-west-3" ||
      (metricsAccount !== undefined && metricsAccount !== account) ||
      unit === "Bytes",
    item: write(name, drawn, shuffled(g, dimensions)),
  };
};

/** As `aws cloudwatch describe-alarms` answers: one metric, or terms. */
const write = (name: string, drawn: Drawn, Dimensions: readonly object[]): object => {
  const { namespace: Namespace, metric: MetricName, stat, period: Period, unit, band, number } = drawn;
  const asked = { Namespace, MetricName, Dimensions };
  const Unit = unit === undefined ? {} : { Unit: unit };
  const inTerms = band || drawn.metricsAccount !== undefined;
  const [DatapointsToAlarm, EvaluationPeriods] = drawn.points;
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:${drawn.region}:${drawn.account}:alarm:${name}`,
    ActionsEnabled: drawn.enabled,
    AlarmActions: ["arn:aws:sns:eu-west-3:000000000002:ops"],
    ...(inTerms
      ? { Metrics: termsOf(drawn, { Metric: asked, Period, Stat: stat, ...Unit }) }
      : { ...asked, ...(stat === "p95" ? { ExtendedStatistic: stat } : { Statistic: stat }), Period, ...Unit }),
    ...(band ? { ThresholdMetricId: "ad1" } : { Threshold: number }),
    ...{ EvaluationPeriods, DatapointsToAlarm },
    ...{ ComparisonOperator: drawn.operator, TreatMissingData: drawn.silence },
  };
};

const termsOf = ({ metricsAccount, band, number }: Drawn, MetricStat: object): readonly object[] => [
  { Id: "m1", ReturnData: true, ...(metricsAccount === undefined ? {} : { AccountId: metricsAccount }), MetricStat },
  ...(band ? [{ Id: "ad1", Expression: `ANOMALY_DETECTION_BAND(m1, ${number})`, ReturnData: true }] : []),
];
