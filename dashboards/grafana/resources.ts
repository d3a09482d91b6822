import stringify from "safe-stable-stringify";
import { assertNever } from "../../monitors/model/assert-never";
import { isLate, template, type Late, type Template } from "../../monitors/model/late";
import type { RenderContext } from "../../monitors/plan/watch";
import { audiences, boardKeys, type Audience, type BoardKey } from "../board";
import { boards } from "../boards";
import { REPORTED, reportNames, reports } from "../reports";
import type { BoardDeclaration, DashboardDeclaration } from "./declaration";
import type { Dashboard } from "./model";

const folderKey = (audience: Audience): string => `boards.${audience}`;

/** The boards as resources: a folder for each audience, and the reports of them where Grafana sends them. */
export const renderBoards = (
  dashboards: readonly Dashboard[],
  context: RenderContext,
): readonly DashboardDeclaration[] => [
  ...usedAudiences(dashboards).map((audience) => renderFolder(audience, context)),
  ...dashboards.map((dashboard, index) => declareBoard(dashboard, boardKeys[index] ?? "executive", context)),
  ...renderReports(context),
];

const usedAudiences = (dashboards: readonly Dashboard[]): readonly Audience[] => {
  const used = new Set(dashboards.flatMap(({ tags }) => tags));
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
    folder: { late: "reference", type: FOLDER, name: folderKey(boards[key].audience), property: "uid" },
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
    stringify(dashboard, (_, value: unknown) => (isLate(value) ? `${MARK}${lates.push(value) - 1}` : value), 1) ?? "";
  if (lates.length === 0) return text;
  const parts = text.split(new RegExp(`${MARK}(\\d+)`)).flatMap((part, index): Template["parts"] => {
    if (index % 2 === 0) return [part];
    const late = lates[Number(part)];
    if (late === undefined || late.late === "lookup" || late.late === "basic")
      throw new Error("neither an answer of a vendor nor credentials stand in a board");
    return late.late === "template" ? late.parts : [late];
  });
  return template(...parts);
};

/** For import by hand; of a late value it says what must be put in its place. */
export const toFile = (dashboard: Dashboard): string =>
  `${stringify(dashboard, (_, value: unknown) => (isLate(value) ? wordLate(value) : value), 2) ?? ""}\n`;

const wordLate = (late: Late): string => {
  switch (late.late) {
    case "reference":
      return `<${late.property} of ${late.type} ${late.name}>`;
    case "secret":
      return `<${late.path.join(".")}>`;
    case "lookup":
      return `<${late.token}>`;
    case "template":
      return late.parts.map((part) => (typeof part === "string" ? part : wordLate(part))).join("");
    case "basic":
      return `<${late.password.path.join(".")} of ${late.user}>`;
    default:
      return assertNever(late);
  }
};

/** Grafana Enterprise's and Cloud's own mail: Monday morning, before the week begins. Where the plan has none, `npm run mail` sends. */
const renderReports = ({ environment }: RenderContext): readonly DashboardDeclaration[] => {
  const { report } = environment.grafana;
  if (report.by === "mail") return [];
  return reportNames.map((name) => {
    const { board, title } = reports[name];
    return {
      vendor: "prometheus",
      type: "grafana:enterprise/report:Report",
      name: `board.${board}`,
      args: {
        name: `${title} (${environment.name})`,
        recipients: report[name],
        dashboards: [
          {
            uid: { late: "reference", type: BOARD, name: `board.${board}`, property: "uid" },
            timeRange: { from: `now-${REPORTED}`, to: "now" },
          },
        ],
        formats: ["pdf"],
        layout: "simple",
        orientation: "portrait",
        includeDashboardLink: true,
        schedule: { frequency: "weekly", startTime: "2026-01-05T08:00:00", timezone: "Europe/Paris" },
      },
    };
  });
};
