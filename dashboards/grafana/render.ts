import stringify from "safe-stable-stringify";
import { isLate, template, type Late, type Template } from "../../monitors/model/late";
import type { MonitoringPlan, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import type { RenderContext } from "../../monitors/plan/vendor";
import { audiences, boardKeys, homeOf, type Audience, type Board, type BoardKey, type BoardPanel } from "../board";
import { boards as allBoards } from "../boards";
import type { BoardDeclaration, DashboardDeclaration } from "./declaration";
import { layOut, type LooseRow } from "./layout";
import type { Annotation, Dashboard, Link, Variable } from "./model";
import { linkTo, questionPanel, signalPanel, viewPanel, type DrawnLevels, type LoosePanel } from "./panels";

/** What was drawn of each measure, by its name. A measure that nobody watches in this environment is not among them. */
export type Drawn = ReadonlyMap<string, DrawnLevels>;

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
  const named = new Set(boardKeys.map((key) => boards[key]).flatMap(signalsOn));
  return boardKeys.map((key) => {
    const home = plan.signals.filter(({ id, service }) => isHome(service, key) && !named.has(id));
    return renderBoard(key, boards, { planned, drawn, home, context });
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
    refresh: "5m",
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
  const signal = surroundings.planned.get(panel.signal);
  return signal === undefined ? [] : drawSignal(signal, key, boards, surroundings);
};

const drawSignal = (
  signal: PlannedSignal,
  key: BoardKey,
  boards: Boards,
  { drawn, context: { environment } }: Surroundings,
): readonly LoosePanel[] => {
  const homes: Readonly<Record<string, BoardKey>> = homeOf;
  const home = homes[signal.service];
  const more = home === undefined || home === key ? [] : [boardLink(boards[home].title, environment.name, home)];
  return signal.measures.flatMap((measure: PlannedMeasure) => {
    const levels = drawn.get(measure.name);
    return levels === undefined ? [] : [signalPanel(signal, measure, levels, environment, more)];
  });
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
  const services = [...new Set([...planned.values()].map(({ service }) => service))];
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

const folderKey = (audience: Audience): string => `boards.${audience}`;

/** The boards as resources: a folder for each audience, and the executives' by e-mail where the account can. */
export const renderBoards = (
  dashboards: readonly Dashboard[],
  context: RenderContext,
): readonly DashboardDeclaration[] => [
  ...usedAudiences(dashboards).map((audience) => renderFolder(audience, context)),
  ...dashboards.map((dashboard, index) => declareBoard(dashboard, boardKeys[index] ?? "executive", context)),
  ...renderReport(context),
];

const usedAudiences = (dashboards: readonly Dashboard[]): readonly Audience[] => {
  const used = new Set(dashboards.flatMap(({ tags }) => tags ?? []));
  return audienceNames.filter((audience) => used.has(audience));
};

const isAudience = (name: string): name is Audience => Object.hasOwn(audiences, name);

const audienceNames: readonly Audience[] = Object.keys(audiences).filter(isAudience);

const FOLDER = "grafana:oss/folder:Folder";
const BOARD = "grafana:oss/dashboard:Dashboard";

const renderFolder = (audience: Audience, { environment }: RenderContext): DashboardDeclaration => ({
  vendor: "prometheus",
  type: FOLDER,
  name: folderKey(audience),
  args: {
    title: `${audiences[audience]} (${environment.name})`,
    uid: `driplo-${environment.name}-${audience}-boards`,
    preventDestroyIfNotEmpty: true,
  },
});

const declareBoard = (dashboard: Dashboard, key: BoardKey, { environment }: RenderContext): BoardDeclaration => ({
  vendor: "prometheus",
  type: BOARD,
  name: `board.${key}`,
  // Its questions to the shop's tables go through it.
  after: ["grafana:oss/dataSource:DataSource business"],
  args: {
    configJson: toJson(dashboard),
    folder: { late: "reference", type: FOLDER, name: folderKey(allBoards[key].audience), property: "uid" },
    message: `driplo-monitoring (${environment.name})`,
    // A board of this uid is ours.
    overwrite: true,
  },
});

const MARK = "late value ";

/** JSON with sorted keys, as the provider keeps it; what only a running program knows stands in it as a late value. */
export const toJson = (dashboard: Dashboard): string | Template => {
  const lates: Late[] = [];
  const text =
    stringify(
      dashboard,
      (_, value: unknown) => (isLate(value) ? `${MARK}${String(lates.push(value) - 1)}` : value),
      1,
    ) ?? "";
  if (lates.length === 0) return text;
  const parts = text.split(new RegExp(`${MARK}(\\d+)`)).flatMap((part, index): Template["parts"] => {
    if (index % 2 === 0) return [part];
    const late = lates[Number(part)];
    if (late === undefined || late.late === "lookup") throw new Error("no answer of a vendor stands in a board");
    return late.late === "template" ? late.parts : [late];
  });
  return template(...parts);
};

/** Grafana Enterprise's and Cloud's own mail: Monday morning, before the week begins. */
const renderReport = ({ environment }: RenderContext): readonly DashboardDeclaration[] => {
  const { report } = environment.grafana;
  return report === undefined
    ? []
    : [
        {
          vendor: "prometheus",
          type: "grafana:enterprise/report:Report",
          name: "board.executive",
          args: {
            name: `Driplo for executives (${environment.name})`,
            recipients: report.recipients,
            dashboards: [
              {
                uid: { late: "reference", type: BOARD, name: "board.executive", property: "uid" },
                timeRange: { from: "now-7d", to: "now" },
              },
            ],
            formats: ["pdf"],
            layout: "simple",
            orientation: "portrait",
            includeDashboardLink: true,
            schedule: { frequency: "weekly", startTime: "2026-01-05T08:00:00", timezone: "Europe/Paris" },
          },
        },
      ];
};
