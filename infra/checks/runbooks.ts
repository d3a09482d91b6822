import { join } from "node:path";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { runbookAnchor } from "../../monitors/plan/wording";
import { listRunbooks } from "../environment/load";
import { HAND_WRITTEN, readPlain } from "../environment/plain-file";
import { checkPage, hasTitle } from "./runbook-page";

/** Pages that speak of the folder and not of an alert. */
const ABOUT: ReadonlySet<string> = new Set(["README.md"]);

/**
 * Whether each page is reached by a signal, has what whoever is woken needs, and the heading at which each link ends.
 *
 * @param otherRunbooks pages of rows that are left out of the plan
 */
export const checkRunbooks = (
  root: string,
  { environment, signals, objectives }: Pick<MonitoringPlan, "environment" | "signals" | "objectives">,
  otherRunbooks: readonly string[] = [],
): readonly Diagnostic[] => {
  const rows = [...signals, ...objectives];
  const reached = new Set([...rows.map(({ runbook }) => runbook), ...otherRunbooks]);
  const orphans = [...listRunbooks(root)].filter((page) => !reached.has(page) && !ABOUT.has(page));
  const texts = new Map([...reached].map((page) => [page, readPage(root, page)]));
  return [
    ...orphans.map((page): Diagnostic => ({
      severity: "error",
      where: `runbooks/${page} (${environment})`,
      what: "no signal leads to it",
      rule: "every runbook is reached by some signal",
      remedy: "name it as a row's runbook, or delete it",
    })),
    ...[...texts].flatMap(([page, text]) => {
      const where = `runbooks/${page} (${environment})`;
      return text === undefined
        ? []
        : checkPage(text).map((fault): Diagnostic => ({ severity: "error", where, ...fault }));
    }),
    ...rows.flatMap((row) => checkHeading(row, texts.get(row.runbook), environment)),
  ];
};

const checkHeading = (
  row: { readonly id: string; readonly runbook: string },
  text: string | undefined,
  environment: string,
): readonly Diagnostic[] => {
  const heading = `### ${runbookAnchor(row)}`;
  // Without a title the heading has no place to stand, and the title is asked for first.
  return text === undefined || !hasTitle(text) || text.split(/\r?\n/).includes(heading)
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
};

/** Undefined where the page is not there, which the plan says by itself. */
const readPage = (root: string, page: string): string | undefined => {
  const read = readPlain(join(root, "runbooks", page), HAND_WRITTEN);
  return "text" in read ? read.text : undefined;
};
