import type { Policies } from "../monitors/model/route";
import { components, states, type Component } from "../policies/incidents/components";
import type { MonitoringPlan, PlannedSignal } from "../monitors/plan/plan";
import { runbookAnchor, wordCondition } from "../monitors/plan/wording";

/** The part of a runbook that the catalogue writes: which signals lead there, and at what thresholds. */

/** Lays out rows as a Markdown table; `markdown-table`'s own signature. */
export type Tabulate = (rows: readonly (readonly string[])[]) => string;

const BEGIN = "<!-- Written by `npm run runbooks` from the catalogue. -->";
const END = "<!-- End of what the catalogue writes. -->";

/** Pages below `runbooks/`, each with the signals that lead to it. */
export const pagesOf = ({ signals }: MonitoringPlan): ReadonlyMap<string, readonly PlannedSignal[]> => {
  const pages = new Map<string, readonly PlannedSignal[]>();
  for (const signal of signals) pages.set(signal.runbook, [...(pages.get(signal.runbook) ?? []), signal]);
  return pages;
};

/** The page with its part written anew; undefined where it has no title to write it below. */
export const withSignals = (
  page: string,
  signals: readonly PlannedSignal[],
  plan: MonitoringPlan,
  policies: Policies,
  tabulate: Tabulate,
): string | undefined => {
  const [title, ...rest] = page.split("\n");
  if (title?.startsWith("# ") !== true) return undefined;
  const block = [BEGIN, ...signals.flatMap((signal) => ["", ...sectionOf(signal, plan, policies, tabulate)]), "", END];
  return [title, "", ...block, "", withoutBlock(rest.join("\n"))].join("\n");
};

const withoutBlock = (text: string): string => {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  return (begin === -1 || end === -1 ? text : text.slice(end + END.length)).trimStart();
};

/** What customers are told when it fires: which part of the status page, and as what. */
const statusPageLine = ({ id }: PlannedSignal): readonly string[] => {
  const parts = Object.values<Component>(components).flatMap(({ name, signals }) =>
    states.filter((state) => signals[state].some((each) => each === id)).map((state) => `${name.en} is ${state}`),
  );
  return parts.length === 0 ? [] : [`Status page: ${parts.join(", ")} ([docs/on-call.md](../../docs/on-call.md)).`, ""];
};

/** The heading is the anchor that every alert's link names. */
const sectionOf = (
  signal: PlannedSignal,
  { routes }: MonitoringPlan,
  { rungs }: Policies,
  tabulate: Tabulate,
): readonly string[] => [
  `### ${runbookAnchor(signal)}`,
  "",
  `\`${signal.id}\`: ${signal.title}. Owner: ${signal.owner} team.${signal.stage === "draft" ? " A draft: nobody is told." : ""}`,
  "",
  ...statusPageLine(signal),
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
];
