import { join } from "node:path";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { policies } from "../../policies";
import { repositoryRoot, stackFor } from "../shared/load";
import { boardsIn, pagesOf, withSignals, type Tabulate } from "./pages";
import { CommandError, endLater } from "../shared/exit";
import { HAND_WRITTEN, readPlain } from "../../infra/environment/plain-file";
import { writeAll } from "../shared/write-whole";

export interface RunbooksOptions {
  readonly check?: true;
}

/** Writes the thresholds into the runbooks; with `--check` it only names the pages that are stale, and ends with 1. */
export const runbooksCommand = async ({ check }: RunbooksOptions): Promise<void> => {
  const root = repositoryRoot();
  const { plan, write } = await writerOf(root);
  const stale = stalePages(root, plan, write);
  if (check !== true) writeAll("runbooks", stale);
  for (const { path } of stale) {
    process.stderr.write(`${check === true ? "stale: " : ""}${path}\n`);
  }
  if (check === true && stale.length > 0) {
    process.stderr.write("fix: npm run runbooks\n");
    endLater("failed");
  }
};

type Rows = Parameters<Tabulate>[0];

/** The page as it should be; undefined where it has no title to write below. */
type WritePage = (page: string, rows: Parameters<typeof withSignals>[1]) => string | undefined;

interface Page {
  readonly path: string;
  readonly text: string;
}

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
export const stalePages = (root: string, plan: MonitoringPlan, write: WritePage): readonly Page[] => {
  const pages = [...pagesOf(plan)].flatMap(([name, rows]) => {
    const path = join(root, "runbooks", name);
    const read = readPlain(path, HAND_WRITTEN);
    return "why" in read ? [] : [{ name, path, before: read.text, text: write(read.text, rows) }];
  });
  const [untitled, ...others] = pages
    .filter(({ text }) => text === undefined)
    .map(({ name }) => `runbooks/${name} begins with no title, "# Title": write it into the first line`);
  if (untitled !== undefined) throw new CommandError("failed", untitled, ...others);
  return pages.flatMap(({ path, before, text }) => (text === undefined || text === before ? [] : [{ path, text }]));
};
