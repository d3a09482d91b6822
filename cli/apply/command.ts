import type { EnvironmentName } from "../../monitors/model/environment-name";
import { keyVariables } from "../../infra/environment/keys";
import { refusedSteps } from "./compare";
import { planSchema, previewSchema, reducePreview, sayErrors, sayPlan, treeName, type Plan } from "./plan";
import { MOST_PLAN_BYTES, MOST_PREVIEW_BYTES, parseBy, readBounded } from "./read";
import { findReviewed, refuseOlder } from "./reviewed";
import { refuseKeysIn } from "./state";
import { CommandError, endLater } from "../shared/exit";
import { printResult } from "../shared/print";
import { writeWhole } from "../shared/write-whole";
import { connection } from "../github/connection";

export interface PreviewOptions {
  readonly stack: EnvironmentName;
  readonly tree: string;
  readonly preview: string;
}

export interface ReduceOptions extends PreviewOptions {
  readonly out: string;
  readonly expectNoChanges?: true;
}

export interface FindOptions {
  readonly stack: EnvironmentName;
  readonly commit: string;
  readonly out: string;
}

export interface HeadOptions {
  readonly commit: string;
  readonly branch: string;
}

/** Writes what `pulumi preview --json` would do without any value, and prints it. */
export const reduceCommand = (options: ReduceOptions): void => {
  const plan = planOf(options);
  writeWhole("--out", options.out, `${JSON.stringify(plan, undefined, 1)}\n`);
  printResult(sayPlan(plan));
  if (options.expectNoChanges === true && plan.steps.length > 0) endLater("failed");
};

/** Ends with 1 where a fresh preview would do what the reviewed plan has not. */
export const compareCommand = (options: PreviewOptions & { readonly reviewed: string }): void => {
  const fresh = planOf(options);
  const reviewed = parseBy(planSchema, readBounded(options.reviewed, MOST_PLAN_BYTES), options.reviewed);
  if (reviewed.stack !== fresh.stack || reviewed.tree !== fresh.tree)
    throw new CommandError("failed", `${options.reviewed} is of ${reviewed.stack}, tree ${reviewed.tree}`);
  const refused = refusedSteps(reviewed, fresh);
  if (refused.length > 0) throw new CommandError("failed", headline(fresh, refused.length), ...atMost(refused));
  printResult(`${fresh.stack}: ${fresh.steps.length} changes to apply, all of them reviewed\n`);
};

const headline = ({ stack, tree }: Plan, count: number): string =>
  `${stack}: ${count} ${count === 1 ? "change was" : "changes were"} not reviewed, and nothing is applied: ` +
  `run the workflow "preview" on main, read what it would do to tree ${tree}, and run this job again`;

const MOST_LINES = 100;

const atMost = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`];

const planOf = ({ stack, tree, preview: path }: PreviewOptions): Plan => {
  if (!treeName.safeParse(tree).success)
    throw new CommandError("usage", `--tree must be the 40 digits that git rev-parse 'HEAD^{tree}' prints`);
  const preview = parseBy(previewSchema, readBounded(path, MOST_PREVIEW_BYTES), path);
  // Held to the plan's own schema: what is written is what is taken.
  const plan = parseBy(planSchema, JSON.stringify(reducePreview(preview, { stack, tree })), `the plan of ${path}`);
  const stranger = plan.steps.find(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::`));
  if (stranger !== undefined) throw new CommandError("usage", `${path} is of another stack: ${stranger.urn}`);
  return plan;
};

/** Prints why a preview failed. */
export const errorsCommand = (options: Pick<PreviewOptions, "preview">): void => {
  const preview = parseBy(previewSchema, readBounded(options.preview, MOST_PREVIEW_BYTES), options.preview);
  printResult(sayErrors(preview));
};

/** Fetches the reviewed plan of a commit's tree. */
export const findCommand = async (options: FindOptions): Promise<void> => {
  const { plan, text } = await findReviewed(connection(process.env), options);
  // As it was uploaded, for its attestation is of these bytes.
  writeWhole("--out", options.out, text);
  printResult(sayPlan(plan));
};

/** Ends with 1 where the commit is not the head of its branch. */
export const headCommand = async (options: HeadOptions): Promise<void> => {
  await refuseOlder(connection(process.env), options.commit, options.branch);
  printResult(`${options.commit} is the head of ${options.branch}\n`);
};

/** Ends with 1 where a key of the environment stands in the state that is read. */
export const stateCommand = (options: { readonly state: string }): void => {
  const keys = Object.values(keyVariables)
    .flat()
    .flatMap((name) => {
      const key = process.env[name] ?? "";
      return key === "" ? [] : [[name, key] as const];
    });
  if (keys.length === 0)
    throw new CommandError("usage", "none of the vendors' keys is set: there is nothing to look for");
  refuseKeysIn(readBounded(options.state, MOST_PREVIEW_BYTES), Object.fromEntries(keys));
  printResult(`the state holds none of ${keys.length} keys\n`);
};
