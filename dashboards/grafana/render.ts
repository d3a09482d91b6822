import type { BudgetChart } from "../../monitors/plan/chart";
import type { MonitoringPlan, PlannedMeasure, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import type { Environment } from "../../monitors/model/environment";
import type { RenderContext } from "../../monitors/plan/watch";
import { boardKeys, homeOf, type Board, type BoardKey, type BoardPanel } from "../board";
import { boards as allBoards } from "../boards";
import { layOut, type LooseRow } from "./layout";
import type { Annotation, Dashboard, Link, Variable } from "./model";
import { linkTo, type LoosePanel } from "./draw";
import { objectivePanel, questionPanel, signalPanels, viewPanel, type DrawnLevels } from "./panels";
import { compareText } from "../../monitors/model/compare-text";

/** What was drawn. What nobody watches in this environment is not among it. */
export interface Drawn {
  /** By the measure's name. */
  readonly measures: ReadonlyMap<string, DrawnLevels>;
  /** By the objective's id. */
  readonly objectives: ReadonlyMap<string, readonly BudgetChart[]>;
}

export type Boards = Readonly<Record<BoardKey, Board>>;

export const boardUid = (environment: string, key: BoardKey): string => `driplo-${environment}-${key}`;

/** Every board of an environment, in Grafana's classic model. */
export const renderDashboards = (
  plan: MonitoringPlan,
  drawn: Drawn,
  context: RenderContext,
  boards: Boards = allBoards,
): readonly Dashboard[] => {
  const planned = new Map(plan.signals.map((signal) => [signal.id, signal]));
  const objectives = new Map(plan.objectives.map((objective) => [objective.id, objective]));
  const named = new Set(boardKeys.map((key) => boards[key]).flatMap(signalsOn));
  return boardKeys.map((key) => {
    const home = plan.signals
      .filter(({ id, service }) => isHome(service, key) && !named.has(id))
      .toSorted((a, b) => compareText(a.id, b.id));
    return renderBoard(key, boards, { planned, objectives, drawn, home, context });
  });
};

const signalsOn = ({ rows }: Board): readonly string[] =>
  rows.flatMap(({ panels }) => panels.flatMap((panel) => ("signal" in panel ? [panel.signal] : [])));

const isHome = (service: string, key: BoardKey): boolean => {
  const homes: Readonly<Record<string, BoardKey>> = homeOf;
  // A service that the catalogue does not have yet is a test's.
  return (homes[service] ?? "engineering") === key;
};

interface Surroundings {
  readonly planned: ReadonlyMap<string, PlannedSignal>;
  readonly objectives: ReadonlyMap<string, PlannedObjective>;
  readonly drawn: Drawn;
  /** Signals of this board's services that no board names. */
  readonly home: readonly PlannedSignal[];
  readonly context: RenderContext;
}

const renderBoard = (key: BoardKey, boards: Boards, surroundings: Surroundings): Dashboard => {
  const { environment } = surroundings.context;
  const board = boards[key];
  const rows: readonly LooseRow[] = [
    ...board.rows.map(({ title, panels }) => ({
      title,
      panels: panels.flatMap((panel) => renderPanel(panel, key, boards, surroundings)),
    })),
    {
      title: "Everything else here",
      panels: surroundings.home.flatMap((each) => drawSignal(each, key, boards, surroundings)),
    },
  ].filter(({ panels }) => panels.length > 0);
  const panels = layOut(rows, board.wide === true);
  return {
    uid: boardUid(environment.name, key),
    title: `${board.title} (${environment.name})`,
    description: board.answers,
    tags: ["driplo", environment.name, board.audience],
    timezone: "Europe/Paris",
    editable: false,
    graphTooltip: 1,
    time: { from: `now-${board.looksBack}`, to: "now" },
    refresh: board.refresh ?? "5m",
    schemaVersion: SCHEMA_VERSION,
    templating: { list: variablesOf(JSON.stringify(panels), surroundings) },
    annotations: { list: annotations(environment.name) },
    links: board.leadsTo.map((other) => boardLink(boards[other].title, environment.name, other)),
    panels,
  };
};

/** Of @grafana/grafana-foundation-sdk 0.0.21 (dashboard/types.gen.js, defaultDashboard). Grafana migrates what is older than itself. */
const SCHEMA_VERSION = 42;

const renderPanel = (
  panel: BoardPanel,
  key: BoardKey,
  boards: Boards,
  surroundings: Surroundings,
): readonly LoosePanel[] => {
  const { environment } = surroundings.context;
  if ("question" in panel) return [questionPanel(panel, environment)];
  if ("view" in panel) return [viewPanel(panel, environment)];
  if ("objective" in panel) return drawObjective(panel.objective, key, boards, surroundings);
  const signal = surroundings.planned.get(panel.signal);
  return signal === undefined ? [] : drawSignal(signal, key, boards, surroundings);
};

const drawSignal = (
  signal: PlannedSignal,
  key: BoardKey,
  boards: Boards,
  { drawn, context: { environment } }: Surroundings,
): readonly LoosePanel[] => {
  const more = linkHome(signal.service, key, boards, environment);
  return signal.measures.flatMap((measure: PlannedMeasure) => {
    const levels = drawn.measures.get(measure.name);
    return levels === undefined ? [] : signalPanels(signal, measure, levels, environment, more);
  });
};

const drawObjective = (
  id: string,
  key: BoardKey,
  boards: Boards,
  { objectives, drawn, context: { environment } }: Surroundings,
): readonly LoosePanel[] => {
  const objective = objectives.get(id);
  if (objective === undefined) return [];
  const more = linkHome(objective.service, key, boards, environment);
  return (drawn.objectives.get(id) ?? []).map((chart) => objectivePanel(objective, chart, environment, more));
};

/** To the board of the service, from any other. */
const linkHome = (service: string, key: BoardKey, boards: Boards, { name }: Environment): readonly Link[] => {
  const homes: Readonly<Record<string, BoardKey>> = homeOf;
  const home = homes[service];
  return home === undefined || home === key ? [] : [boardLink(boards[home].title, name, home)];
};

const boardLink = (title: string, environment: string, key: BoardKey): Link => ({
  ...linkTo(title, `/d/${boardUid(environment, key)}`),
  icon: "dashboard",
  targetBlank: false,
  includeVars: true,
  keepTime: true,
});

/** Only what a panel of the board asks by is offered to choose. */
const variablesOf = (panels: string, { context, planned }: Surroundings): readonly Variable[] => {
  const services = [...new Set([...planned.values()].map(({ service }) => service))].toSorted();
  const all: readonly Variable[] = [
    chosen("environment", "Environment", [context.environment.name]),
    { ...chosen("service", "Service", services), includeAll: true, allValue: "*", current: ALL },
    { ...chosen("device", "Device", ["desktop", "mobile", "tablet"]), includeAll: true, allValue: "*", current: ALL },
  ];
  return all.filter(({ name }) => panels.includes(`$${name}`));
};

const ALL = { text: "All", value: "$__all" } as const;

const chosen = (name: string, label: string, values: readonly string[]): Variable => ({
  type: "custom",
  name,
  label,
  query: values.join(","),
  options: values.map((value) => ({ text: value, value })),
  current: { text: values[0] ?? "", value: values[0] ?? "" },
  multi: false,
  includeAll: false,
});

/** Grafana's own notes, by tag: whoever deploys or opens an incident writes one (docs/bootstrap.md). */
const annotations = (environment: string): readonly Annotation[] => [
  tagged("Deployments", "blue", ["deployment", environment]),
  tagged("Incidents", "red", ["incident", environment]),
];

const tagged = (name: string, iconColor: string, tags: readonly string[]): Annotation => ({
  name,
  iconColor,
  enable: true,
  hide: false,
  datasource: { type: "grafana", uid: "-- Grafana --" },
  target: { limit: 100, matchAny: false, tags, type: "tags" },
});
