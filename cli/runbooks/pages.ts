import { isRow, type Dashboard } from "../../dashboards/grafana/model";
import type { Policies } from "../../monitors/model/route";
import { announcedBy } from "../../policies/incidents/components";
import { hasTitle } from "../../infra/checks/runbook-page";
import { listWords } from "../../monitors/model/list-words";
import { formatQuantity } from "../../monitors/model/quantity";
import { alertsFrom, wordAlertsFrom } from "../../monitors/plan/alerts-from";
import type { MonitoringPlan, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import { runbookAnchor, wordCondition, wordLasting, wordRate } from "../../monitors/plan/wording";
import { groupBy } from "../../monitors/model/group-by";

/** The part of a runbook that the catalogue writes: which signals lead there, and at what thresholds. */

/** Lays out rows as a Markdown table; `markdown-table`'s own signature. */
export type Tabulate = (rows: readonly (readonly string[])[]) => string;

const BEGIN = "<!-- Written by `npm run runbooks` from the catalogue. -->";
const END = "<!-- End of what the catalogue writes. -->";

/** A dashboard that shows a row. */
export interface BoardLink {
  readonly title: string;
  readonly url: string;
}

/** What the pages are written from. */
export interface PageContext {
  readonly plan: MonitoringPlan;
  readonly policies: Policies;
  readonly tabulate: Tabulate;
  readonly boardsOf: (row: Row) => readonly BoardLink[];
}

/** The boards with a panel whose runbook is the row's own heading. */
export const boardsIn =
  (dashboards: readonly Dashboard[], site: string): PageContext["boardsOf"] =>
  (row) =>
    dashboards
      .filter(({ panels }) =>
        panels.some(
          (panel) =>
            !isRow(panel) && (panel.links ?? []).some(({ url = "" }) => url.endsWith(`#${runbookAnchor(row)}`)),
        ),
      )
      .map(({ title, uid }) => ({ title, url: `${site}/d/${uid}` }));

/** Of an objective it writes the tiers, of a signal the levels. */
type Row = PlannedSignal | PlannedObjective;

/** Pages below `runbooks/`, each with the rows that lead to it. */
export const pagesOf = ({ signals, objectives }: MonitoringPlan): ReadonlyMap<string, readonly Row[]> =>
  groupBy<Row, string>([...signals, ...objectives], ({ runbook }) => runbook);

/** The page with its part written anew; undefined where it has no title to write it below. */
export const withSignals = (page: string, rows: readonly Row[], context: PageContext): string | undefined => {
  const [title, ...rest] = page.split("\n");
  if (title === undefined || !hasTitle(page)) return undefined;
  const sections = rows.map((row) => ("tiers" in row ? objectiveSection(row, context) : sectionOf(row, context)));
  const block = [BEGIN, ...sections.flatMap((section) => ["", ...section]), "", END];
  return [title, "", ...block, "", withoutBlock(rest.join("\n"))].join("\n");
};

const withoutBlock = (text: string): string => {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  return (begin === -1 || end === -1 ? text : text.slice(end + END.length)).trimStart();
};

const boardsLine = (boards: readonly BoardLink[]): readonly string[] =>
  boards.length === 0 ? [] : [`Boards: ${boards.map(({ title, url }) => `[${title}](${url})`).join(", ")}.`, ""];

/** What customers are told when it fires: which part of the status page, and as what. */
const statusPageLine = ({ id }: Row): readonly string[] => {
  const parts = announcedBy(id).map(({ component, state }) => `${component.name.en} is ${state}`);
  return parts.length === 0 ? [] : [`Status page: ${parts.join(", ")} ([docs/on-call.md](../../docs/on-call.md)).`, ""];
};

/** The heading is the anchor that every alert's link names. */
const sectionOf = (
  signal: PlannedSignal,
  { plan: { routes }, policies: { rungs }, tabulate, boardsOf }: PageContext,
): readonly string[] => [
  `### ${runbookAnchor(signal)}`,
  "",
  `\`${signal.id}\`: ${signal.title}. Owner: ${signal.owner} team.${signal.stage === "draft" ? " A draft: nobody is told." : ""}`,
  "",
  ...boardsLine(boardsOf(signal)),
  ...statusPageLine(signal),
  ...(signal.suppressedBy.length === 0
    ? []
    : [`Quiet while ${listWords(signal.suppressedBy.map((id) => `\`${id}\``))} fires.`, ""]),
  ...firstLines(signal),
  tabulate([
    ["level", "when", "watched by", "priority", "first told"],
    ...signal.measures.flatMap((measure) =>
      measure.levels.map((level) => {
        const [first] = routes[level.priority].steps;
        const { source, backstop } = measure;
        return [
          measure.key === "main" ? level.level : `${measure.key} ${level.level}`,
          wordCondition(measure, level),
          backstop === undefined ? source.vendor : `${source.vendor}, then ${backstop.vendor}`,
          level.priority,
          `${rungs[first.rung].who}: ${first.channels.join(", ")}`,
        ];
      }),
    ),
  ]),
  ...fallLines(signal),
];

/** What every alert of it says; of measures that differ, each by its name. */
const firstLines = ({ measures }: PlannedSignal): readonly string[] => {
  const having = [...groupBy(measures, ({ firstAction }) => firstAction)];
  return having.length === 1
    ? having.flatMap(([text]) => [`**First:** ${text}`, ""])
    : having.flatMap(([text, these]) => [`**First**, ${listWords(these.map(({ key }) => `\`${key}\``))}: ${text}`, ""]);
};

/** Below so much usual traffic a level cannot tell of a fall. */
const fallLines = ({ measures }: PlannedSignal): readonly string[] => {
  const lines = measures.flatMap((measure) =>
    measure.levels.flatMap((level) => {
      const from = alertsFrom(measure, level);
      return from === undefined ? [] : [`- \`${level.name}\` ${wordAlertsFrom(from)}.`];
    }),
  );
  return lines.length === 0 ? [] : ["", ...lines];
};

const objectiveSection = (
  objective: PlannedObjective,
  { plan: { routes }, policies: { rungs }, tabulate, boardsOf }: PageContext,
): readonly string[] => [
  `### ${runbookAnchor(objective)}`,
  "",
  `\`${objective.id}\`: ${formatQuantity(objective.target)} of ${objective.good}, over ${formatQuantity(objective.period)}. Owner: ${objective.owner} team.`,
  "",
  ...boardsLine(boardsOf(objective)),
  `**First:** ${objective.firstAction}`,
  "",
  ...statusPageLine(objective),
  tabulate([
    ["tier", "when", "at this rate", "priority", "first told"],
    ...objective.tiers.map((tier) => {
      const [first] = routes[tier.priority].steps;
      return [
        tier.tier,
        `over ${formatQuantity(tier.longWindow)} and ${formatQuantity(tier.shortWindow)} more than ${wordRate(tier)}, from ${formatQuantity(tier.minimumBadEvents)} bad events`,
        `the budget is gone in ${wordLasting(tier)}`,
        tier.priority,
        `${rungs[first.rung].who}: ${first.channels.join(", ")}`,
      ];
    }),
  ]),
  ...objective.switchedOff.flatMap(({ tier, reason }) => ["", `Off: \`${tier}\`, because ${reason}`]),
];
