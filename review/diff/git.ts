import { spawnSync } from "node:child_process";

import { withShownAddresses } from "../shared/address";

/** Git, asked by its own program. Nothing here changes the working tree, the index or a branch. */

export interface Answer {
  readonly ok: boolean;
  readonly out: string;
  /** The first line of what git says went wrong. */
  readonly error: string;
}

export const git = (root: string, ...args: readonly string[]): Answer => {
  const { status, stdout, stderr, error } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    // No credentials are asked for, and nothing that a repository configures is started.
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0" },
  });
  return {
    ok: status === 0,
    out: stdout.trim(),
    error: error === undefined ? withShownAddresses(firstLine(stderr)) : `git could not be started (${error.message})`,
  };
};

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";

export const commitOf = (root: string, revision: string): string | undefined => {
  const { ok, out } = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`);
  return ok ? out : undefined;
};

export const isDirty = (root: string): boolean => git(root, "status", "--porcelain").out !== "";

/** A clone without the history that a comparison may need. */
export const isShallow = (root: string): boolean => git(root, "rev-parse", "--is-shallow-repository").out === "true";
