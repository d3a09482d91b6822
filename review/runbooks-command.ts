import { join } from "node:path";
import { policies } from "../policies";
import { repositoryRoot, stackFor } from "./load";
import { boardsIn, pagesOf, withSignals, type Tabulate } from "./runbooks";
import { endLater } from "./shared/exit";
import { HAND_WRITTEN, readPlain } from "../infra/plain-file";
import { writeAll } from "./shared/write-whole";

export interface RunbooksOptions {
  readonly check?: true;
}

/** Writes the thresholds into the runbooks; with `--check` it only names the pages that are stale, and ends with 1. */
export const runbooksCommand = async ({ check }: RunbooksOptions): Promise<void> => {
  const stale = await stalePages(repositoryRoot());
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

interface Page {
  readonly path: string;
  readonly text: string;
}

/** Pages that say something else than the catalogue, as they should be. Prod's plan: its routes are those that wake people. */
const stalePages = async (root: string): Promise<readonly Page[]> => {
  const { markdownTable } = await import("markdown-table");
  const { plan, dashboards, environment } = stackFor(root, "prod", "sound", "npm run runbooks");
  const context = {
    plan,
    policies,
    tabulate: (rows: Rows) => markdownTable(rows),
    boardsOf: boardsIn(dashboards, environment.grafana.url),
  };
  return [...pagesOf(plan)].flatMap(([name, signals]) => {
    const path = join(root, "runbooks", name);
    const before = readPlain(path, HAND_WRITTEN);
    if ("why" in before) return [];
    const text = withSignals(before.text, signals, context);
    return text === undefined || text === before.text ? [] : [{ path, text }];
  });
};
