import type { MissingData } from "../model/missing-data";
import { assertNever } from "../model/assert-never";
import type { Reference } from "../model/late";
import { kindRow } from "../model/signal-kind";
import { inUnit, messageLines, messageOf } from "../plan/message";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { tagsOf, wordTitle } from "../plan/wording";
import type { AlarmsSource, CloudWatchSource } from "../model/sources/cloudwatch";
import { keyOf } from "../declaration/declaration";
import type { AlarmDeclaration, CompositeDeclaration } from "./declaration";
import { physicalName, regionOf, topicArn, topicName, type Home } from "./names";

/** What differs between alarms: what is compared, and over which points. The rest of an alarm is alike for all. */
export type Comparison = Pick<
  AlarmDeclaration["args"],
  | "comparisonOperator"
  | "threshold"
  | "evaluationPeriods"
  | "datapointsToAlarm"
  | "namespace"
  | "metricName"
  | "dimensions"
  | "period"
  | "statistic"
  | "extendedStatistic"
  | "evaluateLowSampleCountPercentiles"
  | "metricQueries"
  | "thresholdMetricId"
>;

/** One alarm: one level of one measure, told to the topic of its service and priority. */
export const renderAlarm = (
  watch: Watch<CloudWatchSource>,
  level: PlannedLevel,
  home: Home,
  comparison: Comparison,
  context: RenderContext,
): AlarmDeclaration => {
  const { signal, measure } = watch;
  return {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    args: {
      name: physicalName(context.environment.name, level.name),
      ...describeAlarm(watch, level, "itself", context),
      region: regionOf(home, context),
      ...comparison,
      ...missingDataArgs(measure.missingData, topicOf(signal, level, home, context)),
      ...actionsOf(signal, level, home, context),
      tags: tagsOf(context.environment.name, signal, level),
    },
  };
};

/** A level that is judged over two windows: an alarm for each, which tells nobody, and one on both, which tells when either breaches. */
export const renderEither = (
  watch: Watch<CloudWatchSource>,
  level: PlannedLevel,
  home: Home,
  comparisons: { readonly condition: Comparison; readonly sooner: Comparison },
  context: RenderContext,
): readonly (AlarmDeclaration | CompositeDeclaration)[] => {
  const parts = (["condition", "sooner"] as const).map((part) =>
    renderPart(watch, level, { part, comparison: comparisons[part] }, home, context),
  );
  const names = parts.map(({ name }) => name);
  return [
    ...parts,
    composite(watch, level, { needs: names, alarmRule: inAlarm(names, context).join(" OR ") }, home, context),
  ];
};

const renderPart = (
  watch: Watch<CloudWatchSource>,
  level: PlannedLevel,
  { part, comparison }: { readonly part: "condition" | "sooner"; readonly comparison: Comparison },
  home: Home,
  context: RenderContext,
): AlarmDeclaration => {
  const name = `${level.name}.${part}`;
  const { environment } = context;
  return {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name,
    args: {
      name: physicalName(environment.name, name),
      alarmDescription: `Part of ${physicalName(environment.name, level.name)}, which tells of it. Tells nobody itself.`,
      region: regionOf(home, context),
      ...comparison,
      ...missingDataArgs(watch.measure.missingData, topicOf(watch.signal, level, home, context)),
      ...unrouted,
      tags: tagsOf(environment.name, watch.signal, level),
    },
  };
};

const inAlarm = (names: readonly string[], { environment }: RenderContext): readonly string[] =>
  names.map((name) => `ALARM("${physicalName(environment.name, name)}")`);

/** An alarm on the states of other alarms. It has no data of its own, and so none that could be missing. */
export const renderComposite = (
  watch: Watch<CloudWatchSource>,
  { all, any, needs }: AlarmsSource,
  level: PlannedLevel,
  home: Home,
  context: RenderContext,
): CompositeDeclaration => {
  const alarmRule = `${inAlarm(all, context).join(" AND ")} AND (${inAlarm(any, context).join(" OR ")})`;
  return composite(watch, level, { needs, alarmRule }, home, context);
};

const composite = (
  watch: Watch<CloudWatchSource>,
  level: PlannedLevel,
  { needs, alarmRule }: { readonly needs: readonly string[]; readonly alarmRule: string },
  home: Home,
  context: RenderContext,
): CompositeDeclaration => {
  const { signal, measure } = watch;
  const { name: environment } = context.environment;
  return {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    // Its rule names them, and they must be there.
    after: needs.map((name) => keyOf({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name })),
    args: {
      alarmName: physicalName(environment, level.name),
      ...describeAlarm(watch, level, "its parts", context),
      alarmRule,
      region: regionOf(home, context),
      ...actionsOf(signal, level, home, context),
      tags: tagsOf(environment, signal, level),
    },
  };
};

/** @param from the alarm itself, or those that a composite's reason names */
const describeAlarm = (
  { signal, measure, role }: Watch,
  level: PlannedLevel,
  from: "itself" | "its parts",
  { environment }: RenderContext,
): { readonly alarmDescription: string } => ({
  alarmDescription: [
    // PagerDuty and mail have the alarm's name for their subject: what it is in words comes here.
    `${wordTitle(environment.name, signal, measure, level)}${role === "backstop" ? ", backstop" : ""}.`,
    ...withoutSince(
      messageLines(messageOf(environment, signal, measure, level), {
        now: wordNow(measure, from),
        since: "the time of this state change, which AWS gives.",
      }),
    ),
  ].join("\n"),
});

/** The title takes a line, and the text keeps to five (plan/message.ts): since when goes to the end of the value's. */
const withoutSince = (lines: readonly string[]): readonly string[] => [
  ...lines.slice(0, -2),
  lines.slice(-2).join(" "),
];

/** A description has no variables; AWS adds the reason, with the last datapoints of a metric alarm, to every notification. */
const wordNow = ({ kind }: PlannedMeasure, from: "itself" | "its parts"): string => {
  if (from === "its parts") return `in the alarm that the reason names${inUnit(kind)}`;
  if (kind === "event") return "it happened, see the reason";
  if (kind === "anomaly") return "the reason's last datapoint, outside its band";
  if (kind === "outage") return "its health check fails, see the reason";
  const { judgedOver } = kindRow(kind);
  return judgedOver === "threshold" ? "nothing came, see the reason" : `the reason's last datapoint${inUnit(kind)}`;
};

const topicOf = (
  { service }: PlannedSignal,
  { priority }: PlannedLevel,
  home: Home,
  context: RenderContext,
): Reference => topicArn(topicName({ service, priority }, home, context));

const actionsOf = (signal: PlannedSignal, level: PlannedLevel, home: Home, context: RenderContext) => {
  if (signal.stage === "draft") return unrouted;
  const topic = topicOf(signal, level, home, context);
  return { alarmActions: [topic], okActions: [topic] };
};

/** A draft's alarm changes its state and tells nobody. */
const unrouted = { alarmActions: [], okActions: [], insufficientDataActions: [] } as const;

/** INSUFFICIENT_DATA is told only where silence must be: elsewhere it is the quiet hour that the row calls fine. */
const missingDataArgs = (
  decision: MissingData,
  topic: Reference,
): Pick<AlarmDeclaration["args"], "treatMissingData" | "insufficientDataActions"> => {
  switch (decision) {
    case "ok":
      return { treatMissingData: "notBreaching" };
    case "breach":
      return { treatMissingData: "breaching" };
    case "keep":
      return { treatMissingData: "ignore" };
    case "notify":
      return { treatMissingData: "missing", insufficientDataActions: [topic] };
    default:
      return assertNever(decision);
  }
};
