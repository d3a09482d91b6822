import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import { catalogue } from "../monitors/catalogue";
import { environmentNames } from "../monitors/model/environment";
import { policies } from "../policies";
import { planRevision, type PlannedRevision } from "./diff/base";
import { changeKinds, type ChangeKind } from "./diff/change";
import { commitOf, isDirty } from "./diff/git";
import { toMarkdown } from "./diff/markdown";
import { readPlans } from "./diff/plan-data";
import { reviewPlans, type Review } from "./diff/review";
import { toText } from "./diff/text";
import { declareEnvironment, repositoryRoot } from "./load";
import { paintFor } from "./paint";
import { toPlanJson } from "./plan-json";
import { printResult } from "./shared/print";

export interface ReviewOptions {
  readonly base: string;
  readonly head?: string;
  readonly format: "text" | "json" | "markdown";
  readonly failOn?: string;
  readonly link?: string;
}

const GATES: ReadonlyMap<string, ChangeKind> = new Map(changeKinds.map((kind) => [kind, kind]));

/** Prints what the working tree, or a revision, does to alerting against another; 1 where a gate asked for fails. */
export const reviewCommand = (options: ReviewOptions, command: Command): void => {
  const gates = (options.failOn ?? "").split(",").filter((gate) => gate !== "");
  const unknown = gates.filter((gate) => !GATES.has(gate));
  if (unknown.length > 0)
    command.error(`error: --fail-on does not know ${unknown.join(", ")}; it knows ${changeKinds.join(", ")}`);
  const root = repositoryRoot();
  const progress = (words: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`${words}\n`);
  };
  const base = planRevision(root, options.base, progress);
  const head = options.head === undefined ? planHere(root) : planRevision(root, options.head, progress);
  const review = reviewPlans(base.revision, head.revision, base.plans, head.plans);
  printResult(print(review, options));
  const failed = review.changes.filter(({ kind }) => gates.includes(kind));
  for (const { kind, where, what } of failed) process.stderr.write(`--fail-on ${kind}: ${where.join(", ")} ${what}\n`);
  if (failed.length > 0) process.exitCode = 1;
};

const planHere = (root: string): PlannedRevision => {
  const plans = environmentNames.map((name) =>
    toPlanJson(declareEnvironment(root, name), policies, catalogue.emission, true),
  );
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
