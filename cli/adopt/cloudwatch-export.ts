import { z } from "zod";
import type { Document } from "../shared/document";
import { readItems } from "../quality/rows";
import { bandOf, partsOf, subjectOf, timingOf, wordPoints, type Term } from "./cloudwatch-metrics";
import { firstOfEach, plainText, type Existing, type Export } from "./watcher";

/** `aws cloudwatch describe-alarms`: one answer, or a list of answers of several regions and accounts. */
export const readAlarms = (document: Document): Export | { readonly unreadable: readonly string[] } => {
  if (document.form === "unreadable") return { unreadable: document.faults };
  if (document.form === "table") return { unreadable: ["is no JSON: ask the CLI with --output json"] };
  const content: unknown = document.content;
  const pages = z
    .array(page)
    .min(1)
    .safeParse(Array.isArray(content) ? content : [content]).data;
  if (pages === undefined)
    return { unreadable: ["has neither MetricAlarms nor CompositeAlarms, as aws cloudwatch describe-alarms answers"] };
  if (pages.at(-1)?.NextToken)
    return { unreadable: ["is cut off: its last page has a NextToken (leave --max-items out)"] };
  const metric = readItems(
    itemsOf(
      pages.flatMap(({ MetricAlarms }) => MetricAlarms),
      "metric alarm",
    ),
    metricAlarm,
    identity,
  );
  const composite = readItems(
    itemsOf(
      pages.flatMap(({ CompositeAlarms }) => CompositeAlarms),
      "composite alarm",
    ),
    compositeAlarm,
    identity,
  );
  return {
    items: [
      ...firstOfEach(metric.rows, identity).map(fromMetricAlarm),
      ...firstOfEach(composite.rows, identity).map(fromComposite),
    ],
    faults: [...metric.faults, ...composite.faults],
  };
};

const page = z
  .looseObject({
    MetricAlarms: z.array(z.unknown()).optional(),
    CompositeAlarms: z.array(z.unknown()).optional(),
    NextToken: z.string().nullish(),
  })
  .refine(({ MetricAlarms, CompositeAlarms }) => MetricAlarms !== undefined || CompositeAlarms !== undefined)
  .transform(({ MetricAlarms = [], CompositeAlarms = [], NextToken }) => ({
    MetricAlarms,
    CompositeAlarms,
    NextToken,
  }));

const itemsOf = (values: readonly unknown[], word: string) =>
  values.map((value, index) => ({ place: `${word} ${index + 1}`, value }));

/** Names are unique in an account's region alone. */
const identity = ({
  AlarmName,
  AlarmArn,
}: {
  readonly AlarmName: string;
  readonly AlarmArn?: string | undefined;
}): string => AlarmArn ?? AlarmName;

const text = z.string("is missing").min(1, "is empty");
const actions = z.array(z.string()).default([]);

const shared = {
  AlarmName: text,
  AlarmArn: z.string().optional(),
  AlarmDescription: z.string().nullish(),
  ActionsEnabled: z.boolean().nullish(),
  AlarmActions: actions,
};

const dimensions = z
  .array(z.looseObject({ Name: text, Value: z.string() }))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value])));

/** MetricAlarm (@aws-sdk/client-cloudwatch, dist-types/models). */
const metricAlarm = z.looseObject({
  ...shared,
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: dimensions,
  Period: z.number().optional(),
  Unit: z.string().optional(),
  EvaluationPeriods: z.number().optional(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number().optional(),
  // A PromQL alarm has none (AlarmPromQLCriteria, the same types).
  ComparisonOperator: z.string().optional(),
  TreatMissingData: z.string().optional(),
  EvaluateLowSampleCountPercentile: z.string().optional(),
  EvaluationWindow: z.looseObject({ WallClockWindow: z.unknown() }).optional(),
  Metrics: z
    .array(
      z.looseObject({
        Id: text,
        AccountId: z.string().optional(),
        ReturnData: z.boolean().optional(),
        Expression: z.string().optional(),
        Period: z.number().optional(),
        MetricStat: z
          .looseObject({
            Metric: z.looseObject({
              Namespace: z.string().optional(),
              MetricName: z.string().optional(),
              Dimensions: dimensions,
            }),
            Period: z.number().optional(),
            Stat: z.string().optional(),
            Unit: z.string().optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

const compositeAlarm = z.looseObject({ ...shared, AlarmRule: text });

type MetricAlarm = z.output<typeof metricAlarm>;

const fromMetricAlarm = (alarm: MetricAlarm): Existing => {
  const shared = sharedOf(alarm);
  const terms = termsOf(alarm, shared.accountId);
  const operator = alarm.ComparisonOperator ?? "";
  const period = terms.find((term) => term.period !== undefined)?.period;
  const points = wordPoints(alarm.DatapointsToAlarm, alarm.EvaluationPeriods, period);
  return {
    ...shared,
    form: "metric alarm",
    type: "metric alarm",
    parts: partsOf(terms),
    subject: subjectOf(operator, terms),
    threshold: bandOf(terms) ?? alarm.Threshold,
    comparison: operator,
    // A window of the clock is aligned to it, any other slides (PutMetricAlarm, EvaluationWindow).
    window: alarm.EvaluationWindow?.WallClockWindow === undefined ? points : `${points} by the clock`,
    // "If this parameter is omitted, the default behavior of missing is used" (PutMetricAlarm).
    missingData: alarm.TreatMissingData ?? "missing",
    unit: unitOf(alarm),
    timing: timingOf(terms, alarm.EvaluateLowSampleCountPercentile),
    asks: { of: "cloudwatch", terms, operator, seconds: (period ?? 0) * (alarm.EvaluationPeriods ?? 0) },
  };
};

/** "None" is a unit too, and of metrics with one. */
const unitOf = ({ Unit, Metrics }: MetricAlarm): string | undefined =>
  Unit ?? Metrics.map(({ MetricStat }) => MetricStat?.Unit).find((unit) => unit !== undefined);

const termsOf = (alarm: MetricAlarm, own: string | undefined): readonly Term[] =>
  alarm.MetricName === undefined
    ? alarm.Metrics.map((query) => toTerm(query, own))
    : [
        {
          id: "m1",
          metric: alarm.MetricName,
          ...defined({ namespace: alarm.Namespace, stat: alarm.Statistic ?? alarm.ExtendedStatistic }),
          ...(alarm.Period === undefined ? {} : { period: alarm.Period }),
          dimensions: alarm.Dimensions,
        },
      ];

const toTerm = (
  { Id, Expression, Period, MetricStat, AccountId, ReturnData }: MetricAlarm["Metrics"][number],
  own: string | undefined,
): Term => {
  const period = MetricStat?.Period ?? Period;
  return {
    id: Id,
    ...(ReturnData === false ? { returned: false } : {}),
    ...defined({
      expression: Expression,
      namespace: MetricStat?.Metric.Namespace,
      metric: MetricStat?.Metric.MetricName,
      stat: MetricStat?.Stat,
      accountId: AccountId === own ? undefined : AccountId,
    }),
    ...(period === undefined ? {} : { period }),
    dimensions: MetricStat?.Metric.Dimensions ?? {},
  };
};

/** Without the keys that have nothing. */
const defined = (fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const fromComposite = (alarm: z.output<typeof compositeAlarm>): Existing => ({
  ...sharedOf(alarm),
  form: "composite alarm",
  type: "composite alarm",
  parts: undefined,
  subject: alarm.AlarmRule.replaceAll(/\s+/g, " ").trim(),
  threshold: undefined,
  comparison: "",
  window: "",
  missingData: "",
  unit: undefined,
  timing: {},
  asks: { not: "of other alarms: a row says cloudwatch.alarms with the levels of the catalogue" },
});

const sharedOf = ({
  AlarmName,
  AlarmArn,
  AlarmDescription,
  ActionsEnabled,
  AlarmActions,
}: MetricAlarm | z.output<typeof compositeAlarm>) => {
  // arn:aws:cloudwatch:<region>:<account>:alarm:<name>
  const [, , , region, accountId] = (AlarmArn ?? "").split(":");
  return {
    vendor: "cloudwatch" as const,
    id: AlarmName,
    name: plainText(AlarmName),
    warning: undefined,
    whole: false,
    state: ActionsEnabled === false || AlarmActions.length === 0 ? "tells nobody" : "live",
    priority: undefined,
    told: AlarmActions.map((arn) => arn.split(":").at(-1) ?? arn),
    handles: [],
    message: plainText(AlarmDescription ?? ""),
    region: region === "" ? undefined : region,
    accountId: accountId === "" ? undefined : accountId,
  };
};
