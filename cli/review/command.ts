import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import { environmentNames } from "../../monitors/model/environment-name";
import { planRevision, type PlannedRevision } from "../revision/plan";
import { changeKinds, type ChangeKind } from "./change";
import { failuresOf } from "./gate";
import { askedCommit, commitOf, isDirty } from "../revision/git";
import { toMarkdown } from "./markdown";
import { readPlans } from "../plan/data";
import { planFromFile } from "./plan-file";
import { reviewPlans, type Review } from "./review";
import { toText } from "./text";
import { visible } from "./visible";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { declareForReader } from "../shared/load";
import { paintFor, printable } from "../shared/paint";
import { toPlanJson } from "../plan/json";
import { endLater } from "../shared/exit";
import { printResult } from "../shared/print";

export interface ReviewOptions {
  readonly base: string;
  readonly head?: string;
  /** Files, in place of what the revisions' own code would print. */
  readonly basePlan?: string;
  readonly headPlan?: string;
  readonly format: "text" | "json" | "markdown";
  readonly failOn?: string;
  readonly allowUnplannableBase?: true;
  /** For each revision, in seconds. */
  readonly timeout: number;
  readonly link?: string;
}

const GATES: ReadonlyMap<string, ChangeKind> = new Map(changeKinds.map((kind) => [kind, kind]));

/** Prints what the working tree, or a revision, does to alerting against another. `failuresOf` says when it ends with 1. */
export const reviewCommand = async (options: ReviewOptions, command: Command): Promise<void> => {
  const gates = (options.failOn ?? "").split(",").filter((gate) => gate !== "");
  const unknown = gates.filter((gate) => !GATES.has(gate));
  if (unknown.length > 0)
    command.error(`error: --fail-on does not know ${unknown.join(", ")}; it knows ${changeKinds.join(", ")}`);
  const { base, head } = await planBoth(repositoryRoot(), options);
  const review = reviewPlans(base.revision, head.revision, base.plans, head.plans);
  printResult(printable(print(review, options)));
  const failures = failuresOf(review, base, head, {
    failOn: changeKinds.filter((kind) => gates.includes(kind)),
    allowUnplannableBase: options.allowUnplannableBase === true,
  });
  if (failures.length === 0) return;
  // A plan's own words are a stranger's.
  process.stderr.write(`${failures.map(visible).join("\n")}\n`);
  endLater("failed");
};

/** Revisions are looked up before any is planned; a plan that a file holds is of any name. */
const planBoth = async (root: string, { base, head, basePlan, headPlan, timeout }: ReviewOptions) => {
  const planning = {
    timeout,
    progress: (words: string): void => {
      if (process.stderr.isTTY) process.stderr.write(`${words}\n`);
    },
  };
  const before = basePlan === undefined ? { name: base, commit: askedCommit(root, "base", base) } : undefined;
  const after =
    head === undefined || headPlan !== undefined ? undefined : { name: head, commit: askedCommit(root, "head", head) };
  return {
    base: before === undefined ? planFromFile(basePlan ?? "", base) : await planRevision(root, before, planning),
    head: await planHead(
      root,
      headPlan,
      head,
      after === undefined ? undefined : () => planRevision(root, after, planning),
    ),
  };
};

const planHead = (
  root: string,
  file: string | undefined,
  name: string | undefined,
  plan: (() => Promise<PlannedRevision>) | undefined,
): PlannedRevision | Promise<PlannedRevision> => {
  if (file !== undefined) return planFromFile(file, name ?? file);
  return plan === undefined ? planHere(root) : plan();
};

const planHere = (root: string): PlannedRevision => {
  const plans = environmentNames.map((name) => {
    const declared = declareForReader(root, name);
    return toPlanJson(declared, declared.rows.policies, declared.rows.catalogue.emission, true);
  });
  const name = isDirty(root) ? "working tree, with changes that are not committed" : "HEAD";
  return { revision: { name, commit: commitOf(root, "HEAD") }, plans: readPlans(JSON.stringify(plans)) };
};

const print = (review: Review, { format, link }: ReviewOptions): string => {
  switch (format) {
    case "text":
      return toText(review, paintFor(process.stdout));
    case "markdown":
      return toMarkdown(review, link);
    case "json":
      return `${stringify({ version: 1, ...review, resources: Object.fromEntries(review.resources) }, null, 2) ?? ""}\n`;
  }
};
