import { assertNever } from "../../monitors/model/assert-never";
import type { Environment } from "../../monitors/model/environment";
import { levelNames, type LevelName } from "../../monitors/model/level";
import { formatQuantity } from "../../monitors/model/quantity";
import type { BudgetChart, Chart, Line } from "../../monitors/plan/chart";
import type { PlannedMeasure, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import { runbookUrl, wordCondition } from "../../monitors/plan/wording";
import type { QuestionPanel, ViewPanel } from "../board";
import { fileOfQuestion, questionRow } from "../questions";
import type { DataSource, GraphPanel, Link, Target } from "./model";
import { dataSourceOf, renderTargets } from "./targets";

/** A panel before it has a place on its board. */
export type LoosePanel = GraphPanel extends infer P
  ? P extends GraphPanel
    ? Omit<P, "id" | "gridPos">
    : never
  : never;

type Shape = Chart["shape"];

interface Content {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly shape: Shape;
  readonly datasource: DataSource;
  readonly targets: readonly Target[];
  readonly steps: Steps;
  readonly links: readonly Link[];
}

type Steps = readonly { readonly value: number | null; readonly color: string }[];

/** Charts of a measure's levels, least grave first. */
export type DrawnLevels = readonly { readonly level: LevelName; readonly chart: Chart }[];

/** A signal's measure: everything on it comes from the row and from what was rendered of it. */
export const signalPanel = (
  signal: PlannedSignal,
  measure: PlannedMeasure,
  levels: DrawnLevels,
  environment: Environment,
  more: readonly Link[],
): LoosePanel => {
  const [first] = levels;
  const shape = first?.chart.shape ?? "series";
  const queries = uniqueQueries(levels);
  return toPanel({
    title: measure.key === "main" ? signal.title : `${signal.title}: ${measure.key.replaceAll("_", " ")}`,
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
    links: [
      linkTo("Runbook", runbookUrl(environment.runbookSite, signal)),
      ...[...new Set(levels.map(({ chart }) => chart.page))].map((page, index) =>
        linkTo(index === 0 ? "Alert" : `Alert ${index + 1}`, page),
      ),
      ...more,
    ],
  });
};

/** An objective's budget, or how fast it goes. */
export const objectivePanel = (
  objective: PlannedObjective,
  { shows, queries, unit, shape, line, page }: BudgetChart,
  environment: Environment,
  more: readonly Link[],
): LoosePanel =>
  toPanel({
    title: `${objective.title}: ${shows === "budget" ? "error budget left" : "burn rate"}`,
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

const means: Readonly<Record<BudgetChart["shows"], string>> = {
  budget: "Counted from the first day shown; at 0 the span's whole budget is spent.",
  burn: "How many times faster than allowed the budget goes; beyond the line the fastest tier tells.",
};

/** What two levels ask alike is asked once; one whose number stands in the question is asked for each. */
const uniqueQueries = (levels: DrawnLevels): Chart["queries"] => {
  const seen = new Map(levels.toReversed().map(({ chart }) => [JSON.stringify(chart.queries), chart.queries]));
  return [...seen.values()].flat();
};

export const colours: Readonly<Record<LevelName, string>> = { warning: "orange", critical: "red" };

const GOOD = "green";

/** Grafana colours from each step upwards: where values below are bad, the gravest colour comes first. */
export const stepsOf = (lines: readonly { readonly level: LevelName; readonly line: Line }[]): Steps => {
  const rising = lines.toSorted((a, b) => a.line.at - b.line.at || graveness(a.level) - graveness(b.level));
  if (rising[0]?.line.bad !== "below")
    return [
      { value: null, color: GOOD },
      ...rising.map(({ level, line }) => ({ value: line.at, color: colours[level] })),
    ];
  const above = [...rising.slice(1).map(({ level }) => colours[level]), GOOD];
  return [
    { value: null, color: colours[rising[0].level] },
    ...rising.map(({ line }, index) => ({ value: line.at, color: above[index] ?? GOOD })),
  ];
};

const graveness = (level: LevelName): number => levelNames.indexOf(level);

export const questionPanel = ({ question }: QuestionPanel, environment: Environment): LoosePanel => {
  const { title, means, unit, shape, reads } = questionRow(question);
  const rawSql = environment.boardQueries[question];
  return toPanel({
    title,
    description: `${means}\n\nReads ${reads.join(", ")} (dashboards/queries/${fileOfQuestion(question)}).`,
    unit,
    shape,
    datasource: dataSourceOf("postgres", environment),
    targets: renderTargets(
      rawSql === undefined ? [] : [{ over: "postgres", rawSql }],
      shape === "now" ? "rows" : shape,
      environment,
    ),
    steps: stepsOf([]),
    links: [],
  });
};

export const viewPanel = (
  { view, means, unit, shape, line, asks }: ViewPanel,
  environment: Environment,
): LoosePanel => {
  const query = asks(environment);
  return toPanel({
    title: view,
    description: means,
    unit,
    shape,
    datasource: dataSourceOf(query.over, environment),
    targets: renderTargets([query], shape, environment),
    steps: stepsOf(line === undefined ? [] : [{ level: "critical", line }]),
    links: [],
  });
};

export const linkTo = (title: string, url: string): Link => ({
  title,
  type: "link",
  icon: "external link",
  tooltip: "",
  url,
  tags: [],
  asDropdown: false,
  targetBlank: true,
  includeVars: false,
  keepTime: false,
});

const toPanel = ({ shape, unit, steps, targets, ...rest }: Content): LoosePanel => {
  const defaults = { unit, thresholds: { mode: "absolute", steps } } as const;
  const base = { ...rest, targets: [...targets] };
  switch (shape) {
    case "series":
      return {
        ...base,
        type: "timeseries",
        fieldConfig: {
          defaults: { ...defaults, color: { mode: "palette-classic" }, custom: lineOf(steps) },
          overrides: [],
        },
        options: graphOptions,
      };
    case "now":
      return {
        ...base,
        type: "stat",
        fieldConfig: { defaults: { ...defaults, color: { mode: "thresholds" } }, overrides: [] },
        options: numberOptions,
      };
    case "rows":
      return {
        ...base,
        type: "table",
        fieldConfig: { defaults: { ...defaults, color: { mode: "fixed" } }, overrides: [] },
        options: { showHeader: true, cellHeight: "sm" },
      };
    default:
      return assertNever(shape);
  }
};

const lineOf = (steps: Steps) =>
  ({
    drawStyle: "line",
    lineWidth: 2,
    showPoints: "auto",
    thresholdsStyle: { mode: steps.length > 1 ? "line+area" : "off" },
  }) as const;

const graphOptions = {
  legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: ["lastNotNull", "max"] },
  tooltip: { mode: "multi", sort: "desc" },
} as const;

const numberOptions = {
  graphMode: "none",
  colorMode: "value",
  justifyMode: "auto",
  textMode: "auto",
  wideLayout: true,
  showPercentChange: false,
  percentChangeColorMode: "standard",
  orientation: "auto",
  reduceOptions: { calcs: ["lastNotNull"], values: false },
} as const;
