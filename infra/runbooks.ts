import { join } from "node:path";
import type { Diagnostic } from "../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { runbookAnchor } from "../monitors/plan/wording";
import { listRunbooks } from "./environment";
import { HAND_WRITTEN, readPlain } from "./plain-file";

/** Pages that speak of the folder and not of an alert. */
const ABOUT: ReadonlySet<string> = new Set(["README.md"]);

/** Whether each page is reached by a signal, and has the heading at which that signal's link ends. */
export const checkRunbooks = (
  root: string,
  { environment, signals, objectives }: Pick<MonitoringPlan, "environment" | "signals" | "objectives">,
): readonly Diagnostic[] => {
  const rows = [...signals, ...objectives];
  const reached = new Set(rows.map(({ runbook }) => runbook));
  const orphans = [...listRunbooks(root)].filter((page) => !reached.has(page) && !ABOUT.has(page));
  return [
    ...orphans.map((page): Diagnostic => ({
      severity: "error",
      where: `runbooks/${page} (${environment})`,
      what: "no signal leads to it",
      rule: "every runbook is reached by some signal",
      remedy: "name it as a row's runbook, or delete it",
    })),
    ...rows.flatMap((row): readonly Diagnostic[] => {
      const text = readPage(root, row.runbook);
      const heading = `### ${runbookAnchor(row)}`;
      return text === undefined || text.split("\n").includes(heading)
        ? []
        : [
            {
              severity: "error",
              where: `${row.id} (${environment})`,
              what: `runbooks/${row.runbook} has no heading "${heading}"`,
              rule: "an alert's link ends at the signal's own part of its page",
              remedy: "npm run runbooks",
            },
          ];
    }),
  ];
};

/** Undefined where the page is not there, which the plan says by itself. */
const readPage = (root: string, page: string): string | undefined => {
  const read = readPlain(join(root, "runbooks", page), HAND_WRITTEN);
  return "text" in read ? read.text : undefined;
};
