import { join } from "node:path";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { policies } from "../../policies";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { boardsIn, pagesOf, withSignals, type Tabulate } from "./pages";
import { CommandError } from "../shared/exit";
import { textIfThere } from "../../infra/environment/plain-file";
import { settleStale, staleOf, type StaleFile } from "../shared/generated";

export interface RunbooksOptions {
  readonly check?: true;
}

/** Writes the thresholds into the runbooks; with `--check` it only names the pages that are stale, and ends with 1. */
export const runbooksCommand = async ({ check }: RunbooksOptions): Promise<void> => {
  const root = repositoryRoot();
  const { plan, write } = await writerOf(root);
  settleStale("runbooks", stalePages(root, plan, write), check);
};

type Rows = Parameters<Tabulate>[0];

/** The page as it should be; undefined where it has no title to write below. */
type WritePage = (page: string, rows: Parameters<typeof withSignals>[1]) => string | undefined;

/** Prod's plan: its routes are those that wake people. */
const writerOf = async (root: string): Promise<{ readonly plan: MonitoringPlan; readonly write: WritePage }> => {
  const { markdownTable } = await import("markdown-table");
  const { plan, dashboards, environment } = stackFor(root, "prod", "sound", "npm run runbooks");
  const context = {
    plan,
    policies,
    tabulate: (rows: Rows) => markdownTable(rows),
    boardsOf: boardsIn(dashboards, environment.grafana.url),
  };
  return { plan, write: (page, rows) => withSignals(page, rows, context) };
};

/**
 * Pages that say something else than the catalogue, as they should be.
 *
 * @throws CommandError where a page has no title: nothing could be written into it, and the next run would say the same
 */
export const stalePages = (root: string, plan: MonitoringPlan, write: WritePage): readonly StaleFile[] => {
  const pages = [...pagesOf(plan)].flatMap(([name, rows]) => {
    const read = textIfThere(join(root, "runbooks", name));
    return read === undefined ? [] : [{ name: `runbooks/${name}`, text: write(read, rows) }];
  });
  const [untitled, ...others] = pages
    .filter(({ text }) => text === undefined)
    .map(({ name }) => `${name} begins with no title, "# Title": write it into the first line`);
  if (untitled !== undefined) throw new CommandError("failed", untitled, ...others);
  return staleOf(
    root,
    pages.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, text }])),
  );
};
