import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import { catalogue } from "../monitors/catalogue";
import { environmentNames } from "../monitors/model/environment";
import { policies } from "../policies";
import { planRevision, type PlannedRevision } from "./diff/base";
import { changeKinds, type ChangeKind } from "./diff/change";
import { failuresOf } from "./diff/gate";
import { askedCommit, commitOf, isDirty } from "./diff/git";
import { toMarkdown } from "./diff/markdown";
import { readPlans } from "./diff/plan-data";
import { reviewPlans, type Review } from "./diff/review";
import { toText } from "./diff/text";
import { declareForReader, repositoryRoot } from "./load";
import { paintFor } from "./paint";
import { toPlanJson } from "./plan-json";
import { endLater } from "./shared/exit";
import { printResult } from "./shared/print";

export interface ReviewOptions {
  readonly base: string;
  readonly head?: string;
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
  printResult(print(review, options));
  const failures = failuresOf(review, base, head, {
    failOn: changeKinds.filter((kind) => gates.includes(kind)),
    allowUnplannableBase: options.allowUnplannableBase === true,
  });
  if (failures.length === 0) return;
  process.stderr.write(`${failures.join("\n")}\n`);
  endLater("failed");
};

/** Both revisions are looked up before either is planned. */
const planBoth = async (root: string, { base, head, timeout }: ReviewOptions) => {
  const planning = {
    timeout,
    progress: (words: string): void => {
      if (process.stderr.isTTY) process.stderr.write(`${words}\n`);
    },
  };
  const before = { name: base, commit: askedCommit(root, "base", base) };
  const after = head === undefined ? undefined : { name: head, commit: askedCommit(root, "head", head) };
  return {
    base: await planRevision(root, before, planning),
    head: after === undefined ? planHere(root) : await planRevision(root, after, planning),
  };
};

const planHere = (root: string): PlannedRevision => {
  const plans = environmentNames.map((name) =>
    toPlanJson(declareForReader(root, name), policies, catalogue.emission, true),
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
