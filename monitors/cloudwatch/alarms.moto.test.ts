import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type MetricAlarm,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import type { AlarmDeclaration, CompositeDeclaration } from "./declaration";
import { isLate } from "../model/late";
import { describeWithMoto } from "../../testing/tools/describe-with-moto";
import { catalogue, declareStack, policies, type StackDeclaration } from "../../testing/stack";
import { testProd } from "../../testing/environment";

/**
 * The rendered alarms through AWS's own SDK into a local AWS, and back. What it keeps of an alarm is equal to what was sent; that
 * AWS would take it, the stand-in does not prove.
 */
const { declarations } = declareStack(catalogue, policies, testProd);

const isAlarm = (each: StackDeclaration): each is AlarmDeclaration =>
  each.type === "aws:cloudwatch/metricAlarm:MetricAlarm";
const isComposite = (each: StackDeclaration): each is CompositeDeclaration =>
  each.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const alarms = declarations.filter(isAlarm);
const composites = declarations.filter(isComposite);

/** What only the engine knows is told by its name: the ARN of a topic, the id of a health check. */
const known = (value: unknown): string => {
  if (!isLate(value)) return String(value);
  if (value.late === "template") return value.parts.map(known).join("");
  if (value.late !== "reference") throw new Error("an alarm holds references and templates of them alone");
  return value.property === "arn" ? `arn:aws:sns:us-east-1:111111111111:${value.name}` : value.name;
};

const texts = (values: readonly unknown[] | undefined): string[] => (values ?? []).map(known);

const dimensions = (of: Readonly<Record<string, unknown>> | undefined) =>
  Object.entries(of ?? {}).map(([Name, value]) => ({ Name, Value: known(value) }));

const tags = (of: Readonly<Record<string, unknown>> | undefined) =>
  Object.entries(of ?? {}).map(([Key, value]) => ({ Key, Value: known(value) }));

const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const number = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
const text = (value: unknown): string | undefined => (value === undefined ? undefined : known(value));

/** Pulumi's arguments in the API's words, as the provider turns them (internal/service/cloudwatch/metric_alarm.go). */
const toInput = ({ args }: AlarmDeclaration): PutMetricAlarmCommandInput =>
  given({
    AlarmName: text(args.name),
    AlarmDescription: text(args.alarmDescription),
    ComparisonOperator: text(args.comparisonOperator) as PutMetricAlarmCommandInput["ComparisonOperator"],
    Threshold: number(args.threshold),
    ThresholdMetricId: text(args.thresholdMetricId),
    EvaluationPeriods: number(args.evaluationPeriods),
    DatapointsToAlarm: number(args.datapointsToAlarm),
    Namespace: text(args.namespace),
    MetricName: text(args.metricName),
    Dimensions: args.dimensions === undefined ? undefined : dimensions(args.dimensions),
    Period: number(args.period),
    Statistic: text(args.statistic) as PutMetricAlarmCommandInput["Statistic"],
    ExtendedStatistic: text(args.extendedStatistic),
    EvaluateLowSampleCountPercentile: text(args.evaluateLowSampleCountPercentiles),
    TreatMissingData: text(args.treatMissingData),
    Metrics: args.metricQueries?.map(({ id, expression, label, period, returnData, metric }) =>
      given({
        Id: known(id),
        Expression: text(expression),
        Label: text(label),
        Period: number(period),
        ReturnData: returnData,
        MetricStat:
          metric === undefined
            ? undefined
            : {
                Metric: {
                  Namespace: text(metric.namespace),
                  MetricName: text(metric.metricName),
                  Dimensions: dimensions(metric.dimensions),
                },
                Period: number(metric.period),
                Stat: text(metric.stat),
              },
      }),
    ),
    AlarmActions: texts(args.alarmActions),
    OKActions: texts(args.okActions),
    InsufficientDataActions: texts(args.insufficientDataActions),
    Tags: tags(args.tags),
  });

const inRegion = (region: unknown) => (each: AlarmDeclaration | CompositeDeclaration) =>
  known(each.args.region) === region;

describeWithMoto("every alarm, put into a local AWS by its SDK", (endpoint) => {
  const client = (region: string) =>
    new CloudWatchClient({
      region,
      endpoint: endpoint(),
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });

  /** The fields of what was sent, as they came back. */
  const same = (sent: object, came: object): object =>
    Object.fromEntries(Object.keys(sent).map((key) => [key, Reflect.get(came, key)]));

  /** Puts the region's alarms, whether they are there or not, and gives what was sent. */
  const putAll = async (region: string): Promise<readonly PutMetricAlarmCommandInput[]> => {
    const own = alarms.filter(inRegion(region)).map(toInput);
    for (const input of own) await client(region).send(new PutMetricAlarmCommand(input));
    return own;
  };

  it.each(["eu-west-3", "us-east-1"])("comes back as it was sent (%s)", async (region) => {
    const aws = client(region);
    const own = await putAll(region);
    expect(own.length).toBeGreaterThan(5);
    const back = new Map<string | undefined, MetricAlarm>();
    const { MetricAlarms = [] } = await aws.send(new DescribeAlarmsCommand({ MaxRecords: 100 }));
    for (const alarm of MetricAlarms) back.set(alarm.AlarmName, alarm);
    expect(back.size).toBe(own.length);
    for (const { Tags, ...sent } of own) {
      const came = back.get(sent.AlarmName) ?? {};
      expect(same(sent, came)).toEqual(sent);
      const { Tags: kept } = await aws.send(new ListTagsForResourceCommand({ ResourceARN: came.AlarmArn }));
      expect(kept).toEqual(Tags);
    }
  });

  it("holds each alarm that an alarm on alarms names (such a one itself moto cannot keep)", async () => {
    await putAll("us-east-1");
    const { MetricAlarms = [] } = await client("us-east-1").send(new DescribeAlarmsCommand({ MaxRecords: 100 }));
    const names = new Set(MetricAlarms.map(({ AlarmName }) => AlarmName));
    const named = composites
      .filter(inRegion("us-east-1"))
      .flatMap(({ args }) => [...known(args.alarmRule).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name));
    expect(named.filter((name) => !names.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(composites.length);
    expect(composites.length).toBeGreaterThan(0);
  });

  it("could fail: one that is changed on the way is seen", async () => {
    const aws = client("us-east-1");
    const [first] = alarms.filter(inRegion("us-east-1")).map(toInput);
    if (first === undefined) throw new Error("no alarm");
    await aws.send(new PutMetricAlarmCommand({ ...first, EvaluationPeriods: 17 }));
    const { MetricAlarms = [] } = await aws.send(new DescribeAlarmsCommand({ AlarmNames: [first.AlarmName ?? ""] }));
    expect(same({ EvaluationPeriods: first.EvaluationPeriods }, MetricAlarms[0] ?? {})).not.toEqual({
      EvaluationPeriods: first.EvaluationPeriods,
    });
  });
});
