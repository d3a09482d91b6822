import { execFile, type ExecFileException } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { untilStopped } from "../shared/interrupt";
import { readPlans } from "../plan/data";
import type { Plans, Revision } from "../review/review";
import { withWorktree } from "./worktree";
import { HAND_WRITTEN, readPlain } from "../../infra/environment/plain-file";

export interface PlannedRevision {
  readonly revision: Revision;
  readonly plans: Plans;
}

/** Where progress is said; a person waits while a base is installed. */
export type Progress = (words: string) => void;

export interface Planning {
  readonly progress: Progress;
  /** Seconds for all of it. */
  readonly timeout: number;
}

/** Seconds. An install takes a minute or two, a plan about one second. */
export const DEFAULT_TIMEOUT = 300;

/**
 * The plans of another revision, made by that revision's own code in a worktree of its own, which is gone afterwards. Installed
 * with its own lockfile where that differs from ours. What cannot be planned is said; whoever asked decides what that means.
 */
export const planRevision = async (
  root: string,
  { name, commit }: { readonly name: string; readonly commit: string },
  { progress, timeout }: Planning,
): Promise<PlannedRevision> => {
  const unplanned = (why: string): PlannedRevision => ({
    revision: { name, commit, unplanned: why },
    plans: new Map(),
  });
  progress(`${name} is planned by its own code, within ${timeout} s …`);
  try {
    return await untilStopped(timeout * 1_000, (stop) =>
      withWorktree(root, commit, async (tree) => {
        const planned = await planIn(root, tree, progress, stop);
        if (stop.aborted) return unplanned(`it was not planned within ${timeout} s; --timeout sets how long`);
        return "why" in planned ? unplanned(planned.why) : { revision: { name, commit }, plans: planned.plans };
      }),
    );
  } catch (error) {
    return unplanned(error instanceof Error ? error.message : "it could not be checked out");
  }
};

type Outcome = { readonly plans: Plans } | { readonly why: string };

const planIn = async (root: string, base: string, progress: Progress, stop: AbortSignal): Promise<Outcome> => {
  const start = startOf(base);
  if ("why" in start) return start;
  const why = await install(root, base, progress, stop);
  if (why !== undefined) return { why };
  const plan = [...start.args, "--environment", "all", "--format", "json"];
  const whole = await run(process.execPath, base, [...plan, "--declarations"], stop);
  // A revision from before that option is compared by what it prints without.
  const { status, stdout, stderr } = whole.status === USAGE ? await run(process.execPath, base, plan, stop) : whole;
  // A plan with errors ends with 1 as well, and is printed.
  if (stdout === "" || (status !== 0 && status !== 1)) return { why: lastWords(stderr) };
  try {
    return { plans: readPlans(stdout) };
  } catch (error) {
    return { why: error instanceof Error ? error.message : "it printed no plan" };
  }
};

const manifest = z.object({ scripts: z.object({ plan: z.string().optional() }).default({}) });

/** Plain words: what a shell would make of others, nothing here does. */
const STARTED_BY_NODE = /^node((?: [\w./:=@-]+)+)$/;

/** How the revision itself starts its plan: where its files stand is its own affair. */
const startOf = (base: string): { readonly args: readonly string[] } | { readonly why: string } => {
  const read = readPlain(join(base, "package.json"), HAND_WRITTEN);
  if (!("text" in read)) return { why: "it has no plan yet: it has no package.json" };
  const script = scriptIn(read.text);
  if (script === undefined) return { why: 'it has no plan yet: its package.json has no script "plan"' };
  const [, words] = STARTED_BY_NODE.exec(script) ?? [];
  if (words === undefined) return { why: 'the script "plan" of its package.json is not `node` with plain words' };
  return { args: words.trim().split(" ") };
};

const scriptIn = (text: string): string | undefined => {
  try {
    return manifest.parse(JSON.parse(text)).scripts.plan;
  } catch {
    return undefined;
  }
};

/** Wrong usage: an option that the revision does not know. */
const USAGE = 2;

interface Ran {
  /** Undefined where it could not be started, or was ended from outside. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not waited for by blocking: a signal and the time-out must be heard meanwhile. */
const run = (program: string, cwd: string, args: readonly string[], stop: AbortSignal): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 } as const;
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      stop.removeEventListener("abort", end);
      resolve(ranOf(error, stdout, stderr));
    });
    // By hand: for an AbortSignal `execFile` sends SIGTERM, which may be ignored, and does not wait until the process is gone.
    const end = (): void => {
      child.kill("SIGKILL");
      // What it has started itself may hold them open.
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    if (stop.aborted) end();
    else stop.addEventListener("abort", end, { once: true });
  });

const ranOf = (error: ExecFileException | null, stdout: string, stderr: string): Ran => {
  if (error === null) return { status: 0, stdout, stderr };
  if (typeof error.code === "number") return { status: error.code, stdout, stderr };
  return { status: undefined, stdout, stderr: `${stderr}\n${error.message}` };
};

/** Ours serves where the lockfiles are the same. Undefined where all is well. */
const install = async (
  root: string,
  base: string,
  progress: Progress,
  stop: AbortSignal,
): Promise<string | undefined> => {
  if (
    sameText(join(root, "package-lock.json"), join(base, "package-lock.json")) &&
    existsSync(join(root, "node_modules"))
  ) {
    symlinkSync(join(root, "node_modules"), join(base, "node_modules"), "dir");
    return undefined;
  }
  progress("the base has another lockfile: installing it …");
  const { status, stderr } = await run("npm", base, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], stop);
  return status === 0 ? undefined : `npm ci failed in it: ${lastWords(stderr)}`;
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
