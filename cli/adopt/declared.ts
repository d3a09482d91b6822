import type { DeclaredStack } from "../../infra/declare";
import type { StackDeclaration } from "../../infra/vendors";
import { isLate } from "../../monitors/model/late";
import type { Environment } from "../../monitors/model/environment";
import { cloudWatchMetric } from "../../monitors/model/sources/cloudwatch";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import { bandOf, partsOf, subjectOf, timingOf, unitWords, wordPoints, type Term } from "./cloudwatch-metrics";
import { readQuery, wordVariables, type NamedQuery } from "./datadog-query";
import { timingOf as timingOfMonitor } from "./datadog-timing";
import { numberFrom, type Declared } from "./watcher";

/** What the catalogue declares of the two vendors, in the same words as an export. */
export const declaredWatchers = (
  { plan, declarations }: Pick<DeclaredStack, "plan" | "declarations">,
  { aws }: Pick<Environment, "aws">,
): readonly Declared[] => {
  const levels = new Map(
    plan.signals.flatMap((signal) =>
      signal.measures.flatMap((measure) =>
        measure.levels.map((level) => [level.name, { signal, measure, level }] as const),
      ),
    ),
  );
  const topics = new Map(
    declarations.flatMap(({ type, name, args }) =>
      type === "aws:sns/topic:Topic" && "name" in args && typeof args.name === "string"
        ? [[name, args.name] as const]
        : [],
    ),
  );
  return declarations.flatMap((declaration): readonly Declared[] => {
    const watcher = toWatcher(declaration, topics);
    if (watcher === undefined) return [];
    // A condition that a composite has is the level's own; the composite tells of it.
    const level = levels.get(declaration.name.replace(/\.(condition|sooner)$/, ""));
    return [
      {
        ...watcher,
        type: declaration.type,
        name: declaration.name,
        accountId: watcher.vendor === "cloudwatch" ? aws.accountId : undefined,
        unit: level === undefined ? undefined : unitOf(level.measure),
        ...(level === undefined ? {} : { level }),
      },
    ];
  });
};

type Watched = Omit<Declared, "type" | "name" | "level" | "accountId" | "unit">;

/** Of one metric, in its vendor's word. */
const unitOf = ({ source }: PlannedMeasure): string | undefined => {
  if (source.type !== "metric") return undefined;
  return source.vendor === "cloudwatch" ? unitWords[cloudWatchMetric(source.metric).unit] : undefined;
};

const toWatcher = (declaration: StackDeclaration, topics: ReadonlyMap<string, string>): Watched | undefined => {
  if (declaration.type === "datadog:index/monitor:Monitor") return fromMonitor(declaration.args);
  if (declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm") return fromAlarm(declaration.args, topics);
  if (declaration.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm")
    return fromComposite(declaration.args, topics);
  return undefined;
};

type ArgsOf<T extends StackDeclaration["type"]> = Extract<StackDeclaration, { readonly type: T }>["args"];

const fromMonitor = (args: ArgsOf<"datadog:index/monitor:Monitor">): Watched => {
  const condition = readQuery(textOf(args.type), textOf(args.query), wordVariables(queriesOf(args.variables)));
  return {
    vendor: "datadog",
    vendorType: textOf(args.type),
    shown: textOf(args.name),
    comparison: condition?.operator ?? "",
    parts: condition?.parts,
    subject: condition?.subject,
    threshold: condition?.threshold,
    whole: condition?.whole ?? false,
    window: condition?.window ?? "",
    missingData:
      args.onMissingData === undefined
        ? args.notifyNoData === true
          ? "notify_no_data"
          : "no notice"
        : textOf(args.onMissingData),
    priority: args.priority === undefined ? undefined : textOf(args.priority),
    told: (args.tags ?? []).map(textOf),
    region: undefined,
    state: args.draftStatus === "draft" ? "tells nobody" : "live",
    timing: timingOfMonitor(
      {
        fullWindow: args.requireFullWindow === true,
        evaluationDelay: numberOf(args.evaluationDelay),
        recovery: numberOf(args.monitorThresholds?.criticalRecovery),
        newGroupDelay: numberOf(args.newGroupDelay),
        notifyNoData: args.notifyNoData === true,
        noDataTimeframe: numberOf(args.noDataTimeframe),
        endsAfterHours: numberOf(args.timeoutH),
      },
      condition,
    ),
  };
};

type Variables = ArgsOf<"datadog:index/monitor:Monitor">["variables"];

const queriesOf = (variables: Variables): readonly NamedQuery[] =>
  (variables?.eventQueries ?? []).map(({ name, dataSource, search, indexes = [], computes, groupBies = [] }) => ({
    name: textOf(name),
    data: textOf(dataSource),
    search: textOf(search.query),
    indexes: indexes.map(textOf),
    computes: computes.map(({ aggregation, metric }) => ({ aggregation: textOf(aggregation), metric: textOf(metric) })),
    groups: groupBies.map(({ facet }) => textOf(facet)),
  }));

const fromAlarm = (
  args: ArgsOf<"aws:cloudwatch/metricAlarm:MetricAlarm">,
  topics: ReadonlyMap<string, string>,
): Watched => {
  const terms = termsOf(args);
  return {
    vendor: "cloudwatch",
    vendorType: "metric alarm",
    shown: textOf(args.name),
    comparison: textOf(args.comparisonOperator),
    parts: partsOf(terms),
    whole: false,
    subject: subjectOf(textOf(args.comparisonOperator), terms),
    threshold: bandOf(terms) ?? numberOf(args.threshold),
    window: wordPoints(
      numberOf(args.datapointsToAlarm),
      numberOf(args.evaluationPeriods),
      terms.find(({ period }) => period !== undefined)?.period,
    ),
    missingData: textOf(args.treatMissingData),
    priority: undefined,
    told: (args.alarmActions ?? []).map((action) => topicOf(action, topics)),
    region: textOf(args.region),
    state: (args.alarmActions ?? []).length === 0 ? "tells nobody" : "live",
    timing: timingOf(terms, optional(args.evaluateLowSampleCountPercentiles)),
  };
};

const termsOf = (args: ArgsOf<"aws:cloudwatch/metricAlarm:MetricAlarm">): readonly Term[] =>
  args.metricQueries === undefined
    ? [
        {
          id: "m1",
          ...metricTerm(args, textOf(args.statistic ?? args.extendedStatistic)),
        },
      ]
    : args.metricQueries.map(({ id, expression, metric, returnData }) => ({
        id: textOf(id),
        ...(returnData === false ? { returned: false } : {}),
        ...(metric === undefined ? { expression: textOf(expression) } : metricTerm(metric, textOf(metric.stat))),
      }));

interface MetricArgs {
  readonly namespace?: unknown;
  readonly metricName?: unknown;
  readonly period?: unknown;
  readonly dimensions?: Readonly<Record<string, unknown>> | undefined;
}

const metricTerm = (
  { namespace, metricName, period, dimensions = {} }: MetricArgs,
  stat: string,
): Omit<Term, "id"> => ({
  namespace: textOf(namespace),
  metric: textOf(metricName),
  stat,
  dimensions: Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, textOf(value)])),
  ...(numberOf(period) === undefined ? {} : { period: numberOf(period) ?? 0 }),
});

const fromComposite = (
  args: ArgsOf<"aws:cloudwatch/compositeAlarm:CompositeAlarm">,
  topics: ReadonlyMap<string, string>,
): Watched => ({
  vendor: "cloudwatch",
  vendorType: "composite alarm",
  shown: textOf(args.alarmName),
  comparison: "",
  parts: undefined,
  whole: false,
  subject: textOf(args.alarmRule),
  threshold: undefined,
  window: "",
  missingData: "",
  priority: undefined,
  told: (args.alarmActions ?? []).map((action) => topicOf(action, topics)),
  region: textOf(args.region),
  state: (args.alarmActions ?? []).length === 0 ? "tells nobody" : "live",
  timing: {},
});

/** A late value is what only a running engine knows; nothing of an export is the same. */
const textOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : typeof value === "number"
      ? String(value)
      : value === undefined
        ? ""
        : JSON.stringify(value);

const optional = (value: unknown): string | undefined => (value === undefined ? undefined : textOf(value));

const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" || typeof value === "string" ? numberFrom(value) : undefined;

const topicOf = (action: unknown, topics: ReadonlyMap<string, string>): string =>
  isLate(action) && action.late === "reference" ? (topics.get(action.name) ?? action.name) : textOf(action);
