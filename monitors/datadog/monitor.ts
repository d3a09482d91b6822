import type { Priority } from "../model/priority";
import { formatQuantity, inMinutes, type Quantity } from "../model/quantity";
import type { NativeUnit, DatadogSource } from "../model/sources/datadog";
import type { MissingData } from "../model/missing-data";
import { messageLines, messageOf, withUnit, type Message } from "../plan/message";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { runbookUrl, tagsOf, wordTitle } from "../plan/wording";
import type { MonitorDeclaration } from "./declaration";
import { fillsZero } from "./missing-data";
import { ruleOf } from "./routing";

/** What differs between monitors: the query, its threshold in the unit of the data, and how silence is said. */
export interface Condition {
  readonly type: "query alert" | "rum alert" | "log alert" | "event-v2 alert";
  readonly query: string;
  readonly threshold: string;
  /** Where the alert ends, if not at the threshold. */
  readonly recovery?: string;
  readonly unit: NativeUnit;
  /** The span behind one decision, where it is longer than the row's window. */
  readonly judgedOver?: Quantity<"duration">;
  readonly windows?: NonNullable<MonitorDeclaration["args"]["monitorThresholdWindows"]>;
  /** The facet by which groups are judged apart. */
  readonly group?: string;
  readonly variables?: NonNullable<MonitorDeclaration["args"]["variables"]>;
}

/** One monitor: one level of one measure. Every level is Datadog's `critical`, for its priority decides, not its colour. */
export const renderMonitor = (
  watch: Watch<DatadogSource>,
  level: PlannedLevel,
  condition: Condition,
  context: RenderContext,
): MonitorDeclaration => {
  const { measure } = watch;
  const judged: Judged = {
    ...judgedArgs(condition),
    ...missingDataArgs(measure.missingData, condition, inMinutes(condition.judgedOver ?? measure.window)),
    // Events come as users do; waiting for a full window would keep a quiet measure from ever being judged.
    requireFullWindow: false,
    // A new group is not judged for a minute unless this is said; whoever attacks is always new.
    ...(condition.group === undefined ? {} : { newGroupDelay: 0 }),
  };
  const value = [groupWords(condition), valueWords(condition, measure)].join("");
  return renderTelling(watch, level, judged, value, context);
};

/** What a monitor looks at, and when it breaches. */
type Judged = Omit<MonitorDeclaration["args"], "name" | "message">;

/** A condition as a monitor takes it. */
export const judgedArgs = ({
  type,
  query,
  threshold,
  recovery,
  windows,
  variables,
}: Condition): Pick<Judged, "type" | "query" | "monitorThresholds" | "monitorThresholdWindows" | "variables"> => ({
  type,
  query,
  monitorThresholds: { critical: threshold, ...(recovery === undefined ? {} : { criticalRecovery: recovery }) },
  ...(windows === undefined ? {} : { monitorThresholdWindows: windows }),
  ...(variables === undefined ? {} : { variables }),
});

/** The monitor that tells of a level, whatever it looks at. */
export const renderTelling = (
  { signal, measure }: Watch<DatadogSource>,
  level: PlannedLevel,
  judged: Judged,
  value: string,
  context: RenderContext,
): MonitorDeclaration => {
  const { environment } = context;
  return {
    vendor: "datadog",
    type: "datadog:index/monitor:Monitor",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    ...routed(signal, level, context),
    args: {
      name: wordTitle(environment.name, signal, measure, level),
      message: renderMessage(signal, measure, level, value, context),
      ...judged,
      includeTags: true,
      ...(signal.stage === "draft" ? { draftStatus: "draft" } : {}),
      notifyAudit: false,
      priority: datadogPriority[level.priority],
      tags: tagList(context, signal, level),
      assets: [
        { category: "runbook", name: `Runbook: ${signal.title}`, url: runbookUrl(environment.runbookSite, signal) },
      ],
    },
  };
};

/** After the rule that carries it; a draft has none. */
export const routed = (
  signal: PlannedSignal,
  { priority }: Pick<PlannedLevel, "priority">,
  context: RenderContext,
): Pick<MonitorDeclaration, "after"> =>
  signal.stage === "draft" ? {} : { after: [ruleOf({ service: signal.service, priority }, context)] };

/** Datadog counts from 1, the most urgent. */
export const datadogPriority: Readonly<Record<Priority, string>> = { P0: "1", P1: "2", P2: "3", P3: "4" };

export const tagList = (
  { environment }: RenderContext,
  signal: PlannedSignal,
  level: PlannedLevel,
): readonly string[] => tagsFrom(tagsOf(environment.name, signal, level));

export const tagsFrom = (tags: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(tags).map(([key, value]) => `${key}:${value}`);

/** What whoever is woken reads. No handle: rules route. */
export const renderMessage = (
  signal: PlannedSignal,
  measure: PlannedMeasure,
  level: PlannedLevel,
  now: string,
  { environment }: RenderContext,
): string => spellMessage(messageOf(environment, signal, measure, level), now);

/** What became of it ends the last line: a line of its own would fold the text away in Slack (plan/message.ts). */
export const spellMessage = (message: Message, now: string): string =>
  `${messageLines(message, { now, since: SINCE }).join("\n")}${NO_DATA}{{#is_recovery}} Recovered.{{/is_recovery}}`;

const NO_DATA = "{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}";

/** "The UTC date and time", set when a monitor leaves OK (https://docs.datadoghq.com/monitors/notify/variables/, triggered variables). */
const SINCE = "{{first_triggered_at}} UTC.";

/** `{{value}}` comes in the unit of the data; `eval` turns nanoseconds into what people read (Datadog, notification variables). */
const valueWords = ({ unit, judgedOver }: Condition, { kind }: PlannedMeasure): string => {
  // What Datadog holds against the threshold is then no number that anybody watches.
  if (kind === "all_failed") return "every attempt of the window failed";
  if (judgedOver !== undefined)
    return `{{eval "value*100"}} % of the last ${formatQuantity(judgedOver)} beyond the usual`;
  const shown = unit === "ns" ? '{{eval "value/1000000"}}' : "{{value}}";
  // How many came is a number, of a silence too.
  return unit === "count" ? `${shown} events` : withUnit(shown, kind);
};

/** Which group it is: a facet's value in a message (https://docs.datadoghq.com/monitors/notify/variables/, group by facet). */
const groupWords = ({ group }: Condition): string => (group === undefined ? "" : `{{[${group}].name}}: `);

/**
 * Event monitors take `onMissingData`; metric monitors take `notifyNoData`, with a span of at least twice the window
 * (https://docs.datadoghq.com/monitors/configuration/#no-data). `breach` is refused in `limits.ts`.
 */
const missingDataArgs = (
  decision: MissingData,
  { type, query }: Pick<Condition, "type" | "query">,
  windowInMinutes: number,
): Pick<MonitorDeclaration["args"], "onMissingData" | "notifyNoData" | "noDataTimeframe"> => {
  if (type === "query alert")
    return decision === "notify"
      ? { notifyNoData: true, noDataTimeframe: Math.max(NO_DATA_MINUTES, Math.ceil(2 * windowInMinutes)) }
      : { notifyNoData: false };
  if (type === "event-v2 alert" || fillsZero(query)) return { onMissingData: "default" };
  const words: Readonly<Record<MissingData, string>> = {
    ok: "resolve",
    keep: "default",
    notify: "show_and_notify_no_data",
    breach: "show_and_notify_no_data",
  };
  return { onMissingData: words[decision] };
};

const NO_DATA_MINUTES = 10;
