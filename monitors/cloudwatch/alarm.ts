import type { MissingData } from "../model/missing-data";
import { assertNever } from "../model/assert-never";
import type { Reference } from "../model/late";
import { formatQuantity } from "../model/quantity";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/vendor";
import { runbookUrl, tagsOf, wordCondition, wordTitle } from "../plan/wording";
import type { CloudWatchSource } from "../model/sources/cloudwatch";
import type { AlarmDeclaration } from "./declaration";
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
  { signal, measure, role }: Watch<CloudWatchSource>,
  level: PlannedLevel,
  home: Home,
  comparison: Comparison,
  context: RenderContext,
): AlarmDeclaration => {
  const { environment } = context;
  const topic = topicArn(topicName({ service: signal.service, priority: level.priority }, home, context));
  return {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    args: {
      name: physicalName(environment.name, level.name),
      alarmDescription: [
        `${wordTitle(environment.name, signal, measure, level)}${role === "backstop" ? ", backstop" : ""}.`,
        signal.impact,
        `Threshold: ${wordCondition(measure, level)}.`,
        measure.minimumTraffic === undefined
          ? ""
          : `Quiet below ${formatQuantity(measure.minimumTraffic)} events in that time.`,
        `Runbook: ${runbookUrl(environment.runbookSite, signal)}`,
      ]
        .filter((line) => line !== "")
        .join("\n"),
      region: regionOf(home, context),
      ...comparison,
      ...missingDataArgs(measure.missingData, topic),
      ...(signal.stage === "draft" ? unrouted : { alarmActions: [topic], okActions: [topic] }),
      tags: tagsOf(environment.name, signal, level),
    },
  };
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
