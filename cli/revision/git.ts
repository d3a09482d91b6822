import { spawnSync } from "node:child_process";
import { CommandError } from "../shared/exit";

import { withShownAddresses } from "../shared/address";

/** Git, asked by its own program. Nothing here changes the working tree, the index or a branch. */

export interface Answer {
  readonly ok: boolean;
  readonly out: string;
  /** The first line of what git says went wrong. */
  readonly error: string;
}

export const git = (root: string, ...args: readonly string[]): Answer => {
  const { status, stdout, stderr, error } = spawnSync("git", ["-c", "core.hooksPath=/dev/null", ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: LONGEST,
    // No credentials are asked for, and nothing that a repository configures is started.
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0" },
  });
  return {
    ok: status === 0,
    out: stdout.trim(),
    error: error === undefined ? withShownAddresses(firstLine(stderr)) : `git could not be started (${error.message})`,
  };
};

/** Milliseconds. Git only reads here, or checks out one tree. */
const LONGEST = 120_000;

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";

export const commitOf = (root: string, revision: string): string | undefined => {
  const { ok, out } = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  return ok ? out : undefined;
};

/**
 * The commit that an option names.
 *
 * @param option `base`, `head`
 * @throws CommandError where there is none: wrong usage
 */
export const askedCommit = (root: string, option: string, revision: string): string => {
  const inside = git(root, "rev-parse", "--is-inside-work-tree");
  const commit = inside.ok ? commitOf(root, revision) : undefined;
  if (commit !== undefined) return commit;
  const why = inside.ok ? unknownIn(root, option) : `this is no git repository (${inside.error})`;
  throw new CommandError("usage", `--${option} ${revision}: ${why}`);
};

const unknownIn = (root: string, option: string): string =>
  isShallow(root)
    ? "this clone is shallow and does not hold it; fetch it with git fetch --unshallow"
    : `git knows no such revision; fetch it, or name another with --${option}`;

export const isDirty = (root: string): boolean => git(root, "status", "--porcelain").out !== "";

/** A clone without the history that a comparison may need. */
export const isShallow = (root: string): boolean => git(root, "rev-parse", "--is-shallow-repository").out === "true";
