import { formatQuantity } from "../model/quantity";
import type { DatadogSource } from "../model/sources/datadog";
import { withUnit } from "../plan/message";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Suppressor, Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import { tagsOf } from "../plan/wording";
import { all, any, monitorId, not, spell, testMonitorId, type Expression } from "./composite";
import type { DatadogDeclaration, MonitorDeclaration } from "./declaration";
import { fillsZero } from "./missing-data";
import { judgedArgs, renderTelling, tagsFrom, type Condition } from "./monitor";
import { PART_MESSAGE } from "./objective";

/**
 * A level that is judged over a shorter window as well is a monitor for each window, and a composite of either.
 *
 * A level that is kept quiet is two monitors: its condition, which tells nobody, and a composite under the level's own name: the
 * condition, and not what keeps it quiet. A suppressor without data never suppresses: a monitor that suppresses is a copy that
 * shows OK where the row's own might show No Data; a synthetic test, which cannot be told so, counts only while it runs.
 */
export const renderSuppressed = (
  watch: Watch<DatadogSource>,
  level: PlannedLevel,
  { condition, sooner }: Conditions,
  suppressors: readonly Suppressor<DatadogSource>[],
  context: RenderContext,
): readonly DatadogDeclaration[] => {
  const alone = conditionName(level.name);
  const early = soonerName(level.name);
  const breached = sooner === undefined ? monitorId(alone) : any(monitorId(alone), monitorId(early));
  const query = spell(all(breached, ...suppressors.map((each) => not(breaching(each)))));
  return [
    renderPart(watch, level, { name: alone, what: `${level.level}, its condition alone`, condition }, context),
    ...(sooner === undefined
      ? []
      : [
          renderPart(
            watch,
            level,
            { name: early, what: `${level.level}, over its shorter window`, condition: sooner },
            context,
          ),
        ]),
    renderTelling(
      watch,
      level,
      { type: "composite", query, notifyNoData: false },
      partWords(watch.measure, condition, level.sooner),
      context,
    ),
  ];
};

/**
 * "4 % over 5 min, 22 % over 1 min". "Composite monitors can access the value associated with the sub-monitors … `{{ a.value }}`"
 * (https://docs.datadoghq.com/monitors/notify/variables/, composite monitor variables). Not tried: that the letters follow the
 * order of the query that an API was handed, in which the condition is the first and its shorter window the second.
 */
const partWords = (measure: PlannedMeasure, { unit }: Condition, sooner: PlannedLevel["sooner"]): string => {
  // Whether `eval` takes the value of a part is documented nowhere: it comes in the unit of the data.
  const part = (letter: string): string =>
    unit === "ns" ? `{{${letter}.value}} ns` : withUnit(`{{${letter}.value}}`, measure.kind);
  return sooner === undefined
    ? part("a")
    : `${part("a")} over ${formatQuantity(measure.window)}, ${part("b")} over ${formatQuantity(sooner.window)}`;
};

/** What others need to be kept quiet by this measure, besides what it has: a copy of its condition, or a count of a test's runs. */
export const renderSuppressor = (
  watch: Watch<DatadogSource>,
  conditionOf: ((level: PlannedLevel) => Condition) | undefined,
  context: RenderContext,
): readonly DatadogDeclaration[] => {
  const level = gravest(watch.measure);
  if (watch.suppresses !== true || level === undefined) return [];
  return conditionOf === undefined
    ? [
        renderPart(
          watch,
          level,
          { name: runsName(level), what: "whether its test runs", condition: runsCondition(watch, context) },
          context,
        ),
      ]
    : [
        renderPart(
          watch,
          level,
          { name: copyName(level), what: "as a reason to keep others quiet", condition: conditionOf(level) },
          context,
        ),
      ];
};

/** Over the row's window, and over the level's shorter one where it has one. */
export interface Conditions {
  readonly condition: Condition;
  readonly sooner: Condition | undefined;
}

/** The monitor that asks over the shorter window. */
export const soonerName = (level: string): string => `${level}.sooner`;

/** The monitor that asks a quieted level's question; the one of the level's own name only tells. */
export const conditionName = (level: string): string => `${level}.condition`;

const gravest = ({ levels }: PlannedMeasure): PlannedLevel | undefined => levels.at(-1);

const copyName = ({ name }: PlannedLevel): string => `${name}.suppressor`;
const runsName = ({ name }: PlannedLevel): string => `${name}.runs`;

const synthetic: ReadonlySet<DatadogSource["type"]> = new Set(["http", "dns", "certificate"]);

const breaching = ({ measure, source }: Suppressor<DatadogSource>): Expression => {
  const level = gravest(measure);
  if (level === undefined) throw new Error(`${measure.name} has no level: its type wants one`);
  return synthetic.has(source.type)
    ? all(testMonitorId(level.name), monitorId(runsName(level)))
    : all(monitorId(copyName(level)));
};

/**
 * `synthetics.test_runs` "come from all your Synthetic tests" (https://docs.datadoghq.com/synthetics/metrics/) with the tests'
 * tags; a test runs at least each few minutes. Whether a run failed is left to the test: the values of the metric's status tag are documented nowhere.
 */
const runsCondition = ({ signal }: Watch, { environment }: RenderContext): Condition => ({
  type: "query alert",
  query: `sum(last_5m):sum:synthetics.test_runs{env:${environment.name},signal:${signal.id}}.as_count() > 0`,
  threshold: "0",
  unit: "count",
});

/** A monitor that is part of a composite: it tells nobody, and shows OK while there is nothing to look at. */
const renderPart = (
  { signal, measure }: Watch<DatadogSource>,
  level: PlannedLevel,
  { name, what, condition }: { readonly name: string; readonly what: string; readonly condition: Condition },
  { environment }: RenderContext,
): MonitorDeclaration => {
  const tags = Object.entries(tagsOf(environment.name, signal, level)).filter(([key]) => key !== "priority");
  const title = `${signal.title}${measure.key === "main" ? "" : ` (${measure.key})`}`;
  return {
    vendor: "datadog",
    type: "datadog:index/monitor:Monitor",
    name,
    args: {
      name: `${title} ${what} (${environment.name})`,
      ...judgedArgs(condition),
      message: PART_MESSAGE,
      onMissingData: shownWithoutData(condition.query),
      requireFullWindow: false,
      includeTags: true,
      ...(signal.stage === "draft" ? { draftStatus: "draft" } : {}),
      notifyAudit: false,
      tags: tagsFrom({ ...Object.fromEntries(tags), part: "condition" }),
    },
  };
};

/** Nothing measured is OK: a part of a composite without data would count as No Data. */
const shownWithoutData = (query: string): string => (fillsZero(query) ? "default" : "resolve");

/** What this vendor cannot keep quiet, or by what. */
export const acceptsSuppression = (
  watch: Watch<DatadogSource>,
  suppressor: Suppressor<DatadogSource>,
): Refusal | undefined => refuseTest(watch) ?? refusePart(watch) ?? refuseSilence(watch) ?? refusePart(suppressor);

const refuseTest = ({ source }: Watch<DatadogSource>): Refusal | undefined =>
  synthetic.has(source.type)
    ? {
        what: "a synthetic test is to be kept quiet",
        rule: "a test tells by a monitor of its own, which is part of no composite of ours",
        remedy: "take suppressedBy out of the row",
      }
    : undefined;

const refusePart = ({ signal, measure, source }: Suppressor<DatadogSource>): Refusal | undefined => {
  if (synthetic.has(source.type)) return undefined;
  if (source.type === "trail" || source.type === "heartbeat")
    return {
      what: `${signal.id}, of a ${source.type}, is part of a suppression`,
      rule: "the parts of a composite are monitors that show OK without data; a trail has rules, and of a heartbeat silence is the breach",
      remedy: "take it out of suppressedBy",
    };
  if (measure.breach !== "above")
    return {
      what: `${signal.id}, bad when it is ${measure.breach}, is part of a suppression`,
      rule: "nothing measured is taken for 0, which must not be the breach: bad values are those above",
      remedy: "take it out of suppressedBy",
    };
  return source.type === "logs" && source.by !== undefined
    ? {
        what: `${signal.id}, judged for each ${source.by} apart, is part of a suppression`,
        rule: "the parts of a composite share their groups",
        remedy: "take it out of suppressedBy",
      }
    : undefined;
};

const refuseSilence = ({ measure }: Watch<DatadogSource>): Refusal | undefined =>
  measure.missingData === "ok"
    ? undefined
    : {
        what: `missingData is ${measure.missingData} in a row that is kept quiet`,
        rule: "the parts of a composite show OK without data, or a suppressor without data would suppress",
        remedy: 'set missingData: "ok", or take suppressedBy out of the row',
      };

/** Composites after what they read. */
export const inOrder = (rendered: readonly DatadogDeclaration[]): readonly DatadogDeclaration[] => [
  ...rendered.filter((each) => !isComposite(each)),
  ...rendered.filter(isComposite),
];

export const isComposite = (declaration: DatadogDeclaration): declaration is MonitorDeclaration =>
  declaration.type === "datadog:index/monitor:Monitor" && declaration.args.type === "composite";
