import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlain } from "../../infra/plain-file";
import { commitOf, git, isShallow } from "./git";
import { readPlans } from "./plan-data";
import type { Plans, Revision } from "./review";

export interface PlannedRevision {
  readonly revision: Revision;
  readonly plans: Plans;
}

/** Where progress is said; a person waits while a base is installed. */
export type Progress = (words: string) => void;

/**
 * The plans of another revision, made by that revision's own code in a worktree of its own, which is gone afterwards. Installed
 * with its own lockfile where that differs from ours. What cannot be planned is said, and no reason to fail.
 */
export const planRevision = (root: string, name: string, progress: Progress): PlannedRevision => {
  const unplanned = (why: string, commit?: string): PlannedRevision => ({
    revision: { name, commit, unplanned: why },
    plans: new Map(),
  });
  const inside = git(root, "rev-parse", "--is-inside-work-tree");
  if (!inside.ok) return unplanned(`this is no git repository (${inside.error})`);
  const commit = commitOf(root, name);
  if (commit === undefined)
    return unplanned(
      isShallow(root)
        ? "this clone is shallow and does not hold it; fetch it with git fetch --unshallow"
        : "git knows no such revision; fetch it, or name another with --base",
    );
  const folder = mkdtempSync(join(tmpdir(), "driplo-review-"));
  try {
    const added = git(root, "worktree", "add", "--detach", "--quiet", join(folder, "base"), commit);
    if (!added.ok) return unplanned(added.error, commit);
    const planned = planIn(root, join(folder, "base"), progress);
    return "why" in planned ? unplanned(planned.why, commit) : { revision: { name, commit }, plans: planned.plans };
  } finally {
    git(root, "worktree", "remove", "--force", join(folder, "base"));
    rmSync(folder, { recursive: true, force: true });
  }
};

type Outcome = { readonly plans: Plans } | { readonly why: string };

const planIn = (root: string, base: string, progress: Progress): Outcome => {
  if (!existsSync(join(base, "review/cli.ts"))) return { why: "it has no plan yet" };
  const why = install(root, base, progress);
  if (why !== undefined) return { why };
  const plan = ["--require", "./infra/loader.cjs", "review/cli.ts", "plan", "--environment", "all", "--format", "json"];
  const whole = run(base, [...plan, "--declarations"]);
  // A revision from before that option is compared by what it prints without.
  const { status, stdout, stderr } = whole.status === USAGE ? run(base, plan) : whole;
  // A plan with errors ends with 1 as well, and is printed.
  if (stdout === "" || (status !== 0 && status !== 1)) return { why: lastWords(stderr) };
  try {
    return { plans: readPlans(stdout) };
  } catch (error) {
    return { why: error instanceof Error ? error.message : "it printed no plan" };
  }
};

/** Wrong usage: an option that the revision does not know. */
const USAGE = 2;

const run = (cwd: string, args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });

/** Ours serves where the lockfiles are the same. Undefined where all is well. */
const install = (root: string, base: string, progress: Progress): string | undefined => {
  if (
    sameText(join(root, "package-lock.json"), join(base, "package-lock.json")) &&
    existsSync(join(root, "node_modules"))
  ) {
    symlinkSync(join(root, "node_modules"), join(base, "node_modules"), "dir");
    return undefined;
  }
  progress("the base has another lockfile: installing it …");
  const { status, stderr, error } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: base,
    encoding: "utf8",
  });
  return status === 0 ? undefined : `npm ci failed in it: ${error?.message ?? lastWords(stderr)}`;
};

/** Of a lockfile, which has a megabyte. */
const LARGEST = 64 * 1024 * 1024;

const sameText = (one: string, other: string): boolean => {
  const [here, there] = [readPlain(one, LARGEST), readPlain(other, LARGEST)];
  return "text" in here && "text" in there && here.text === there.text;
};

/** The line of an error that says what it is; a stack trace is nobody's. */
const lastWords = (stderr: string): string => {
  const lines = stderr.split("\n").map((line) => line.trim());
  return lines.find((line) => /error/i.test(line)) ?? lines.findLast((line) => line !== "") ?? "it said nothing";
};
