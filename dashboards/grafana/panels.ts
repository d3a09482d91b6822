import type { Environment } from "../../monitors/model/environment";
import type { LevelName } from "../../monitors/model/level";
import { formatQuantity } from "../../monitors/model/quantity";
import type { BudgetChart, Chart, ChartQuery } from "../../monitors/plan/chart";
import type { PlannedMeasure, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import { runbookUrl, wordCondition } from "../../monitors/plan/wording";
import type { QuestionPanel, ViewPanel } from "../board";
import { fileOfQuestion, questionRow } from "../questions";
import { linkTo, stepsOf, toPanel, type LoosePanel } from "./draw";
import type { Link, Target } from "./model";
import { dataSourceOf, renderTargets } from "./targets";

/** Charts of a measure's levels, least grave first. */
export type DrawnLevels = readonly { readonly level: LevelName; readonly chart: Chart }[];

/** A signal's measure: everything on it comes from the row and from what was rendered of it. */
export const signalPanels = (
  signal: PlannedSignal,
  measure: PlannedMeasure,
  levels: DrawnLevels,
  environment: Environment,
  more: readonly Link[],
): readonly LoosePanel[] => {
  const links = linksOf(signal, levels, environment, more);
  const title = measure.key === "main" ? signal.title : `${signal.title}: ${measure.key.replaceAll("_", " ")}`;
  return [
    signalPanel({ title, links }, signal, measure, levels, environment),
    ...historyPanel({ title, links }, signal, levels, environment),
  ];
};

type Named = Pick<LoosePanel, "title"> & { readonly links: readonly Link[] };

/** A number of now shows nothing of an hour ago: beside it stands what it was. */
const historyPanel = (
  { title, links }: Named,
  signal: PlannedSignal,
  levels: DrawnLevels,
  environment: Environment,
): readonly LoosePanel[] => {
  const histories = levels.flatMap(({ level, chart: { history } }) =>
    history === undefined ? [] : [{ level, history }],
  );
  const history = histories[0]?.history;
  if (history === undefined) return [];
  return [
    toPanel({
      title: `${title}, over time`,
      description: `${signal.impact}\n\nEach point counts what the alert would have counted at that moment.`,
      unit: history.unit,
      shape: "series",
      datasource: dataSourceOf("postgres", environment),
      targets: renderTargets(history.queries, "series", environment),
      steps: stepsOf(
        histories.flatMap(({ level, history: { line } }) => (line === undefined ? [] : [{ level, line }])),
      ),
      links,
    }),
  ];
};

const signalPanel = (
  { title, links }: Named,
  signal: PlannedSignal,
  measure: PlannedMeasure,
  levels: DrawnLevels,
  environment: Environment,
): LoosePanel => {
  const [first] = levels;
  const shape = first?.chart.shape ?? "series";
  const queries = uniqueQueries(levels);
  return toPanel({
    title,
    description: [
      signal.impact,
      ...measure.levels.map((level) => `${level.level} (${level.priority}): ${wordCondition(measure, level)}`),
      ...(levels.some(({ chart }) => chart.line !== undefined)
        ? []
        : ["No line: the number stands in the alert's own question."]),
    ].join("\n\n"),
    unit: first?.chart.unit ?? "short",
    shape,
    datasource: dataSourceOf(queries[0]?.over ?? "prometheus", environment),
    targets: renderTargets(queries, shape, environment),
    steps: stepsOf(levels.flatMap(({ level, chart: { line } }) => (line === undefined ? [] : [{ level, line }]))),
    links,
  });
};

const linksOf = (
  signal: PlannedSignal,
  levels: DrawnLevels,
  environment: Environment,
  more: readonly Link[],
): readonly Link[] => [
  linkTo("Runbook", runbookUrl(environment.runbookSite, signal)),
  ...[...new Set(levels.map(({ chart }) => chart.page))].map((page, index) =>
    linkTo(index === 0 ? "Alert" : `Alert ${index + 1}`, page),
  ),
  ...more,
];

/** An objective: what share was good, its budget, or how fast it goes. */
export const objectivePanel = (
  objective: PlannedObjective,
  { shows, queries, unit, shape, line, page }: BudgetChart,
  environment: Environment,
  more: readonly Link[],
): LoosePanel =>
  toPanel({
    title: `${objective.title}: ${names[shows]}`,
    description: [objective.impact, `${formatQuantity(objective.target)} of ${objective.good}.`, means[shows]].join(
      "\n\n",
    ),
    unit,
    shape,
    datasource: dataSourceOf(queries[0]?.over ?? "datadog", environment),
    targets: renderTargets(queries, shape, environment),
    steps: stepsOf(line === undefined ? [] : [{ level: "critical", line }]),
    links: [linkTo("Runbook", runbookUrl(environment.runbookSite, objective)), linkTo("Alert", page), ...more],
  });

const names: Readonly<Record<BudgetChart["shows"], string>> = {
  good: "share that was good",
  budget: "error budget left",
  burn: "burn rate",
};

const means: Readonly<Record<BudgetChart["shows"], string>> = {
  good: "Counted from the first day shown; the line is the target.",
  budget: "Counted from the first day shown; at 0 the span's whole budget is spent.",
  burn: "How many times faster than allowed the budget goes; beyond the line the fastest tier tells.",
};

/** What two levels ask alike is asked once; one whose number stands in the question is asked for each. */
const uniqueQueries = (levels: DrawnLevels): Chart["queries"] => {
  const seen = new Map(levels.toReversed().map(({ chart }) => [JSON.stringify(chart.queries), chart.queries]));
  return [...seen.values()].flat();
};

export const questionPanel = ({ question, edges }: QuestionPanel, environment: Environment): LoosePanel => {
  const { title, means, unit, shape, reads } = questionRow(question);
  const asked = [question, ...(edges === undefined ? [] : [edges])];
  const queries = asked.flatMap((name): readonly ChartQuery[] => {
    const rawSql = environment.boardQueries[name];
    return rawSql === undefined ? [] : [{ over: "postgres", rawSql }];
  });
  const files = asked.map((name) => `dashboards/queries/${fileOfQuestion(name)}`);
  const targets = renderTargets(queries, shape === "series" ? "series" : "rows", environment);
  return toPanel({
    title,
    description: `${means}\n\nReads ${reads.join(", ")} (${files.join(", ")}).`,
    unit,
    shape,
    datasource: dataSourceOf("postgres", environment),
    targets: shape === "graph" ? asGraph(targets) : targets,
    steps: stepsOf([]),
    links: [],
  });
};

/** Grafana takes answers of these names for a graph's: grafana/grafana public/app/plugins/panel/nodeGraph/utils.ts (getNodeGraphDataFrames) */
const asGraph = (targets: readonly Target[]): readonly Target[] =>
  targets.map((target, index) => ({ ...target, refId: index === 0 ? "nodes" : "edges" }));

export const viewPanel = (
  { view, means, unit, shape, line, asks }: ViewPanel,
  environment: Environment,
): LoosePanel => {
  const queries = asks(environment);
  return toPanel({
    title: view,
    description: means,
    unit,
    shape,
    datasource: dataSourceOf(queries[0]?.over ?? "datadog", environment),
    targets: renderTargets(queries, shape, environment),
    steps: stepsOf(line === undefined ? [] : [{ level: "critical", line }]),
    links: [],
  });
};
