import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { git } from "./git";

/**
 * A folder of its own for another revision's tree. Its name says whose it is, so that the next run can take away what a killed one has
 * left. Processes are known by their machine alone: containers may share a folder of temporary files.
 */

const PREFIX = `driplo-review-${hostname()}-`;

/** What `mkdtemp` adds. */
const NAME = /^(\d+)-\w{6}$/;

/** @throws Error of one line where git cannot make it; nothing of it is left then */
export const withWorktree = async <T>(root: string, commit: string, work: (tree: string) => Promise<T>): Promise<T> => {
  sweep(root);
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const tree = join(folder, "base");
  try {
    const added = git(root, "worktree", "add", "--detach", "--quiet", tree, commit);
    if (!added.ok) throw new Error(added.error);
    return await work(tree);
  } finally {
    remove(root, tree);
  }
};

/** Twice forced: git keeps a tree locked while it makes it, and one that was cut off stays so. */
const remove = (root: string, tree: string): void => {
  git(root, "worktree", "remove", "--force", "--force", tree);
  try {
    // A process that was just killed may still write.
    rmSync(dirname(tree), { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Somebody else's, or on a disk that is gone; it is in nobody's way.
  }
};

/** What runs that were killed have left: their trees, and what git knows of them. */
const sweep = (root: string): void => {
  const known = git(root, "worktree", "list", "--porcelain")
    .out.split("\n")
    .flatMap((line) => (line.startsWith("worktree ") ? [line.slice("worktree ".length)] : []));
  const left = readdirSync(tmpdir()).map((name) => join(tmpdir(), name, "base"));
  for (const tree of new Set([...known, ...left])) if (isLeft(basename(dirname(tree)))) remove(root, tree);
};

const isLeft = (folder: string): boolean => {
  const [, owner] = folder.startsWith(PREFIX) ? (NAME.exec(folder.slice(PREFIX.length)) ?? []) : [];
  return owner !== undefined && !isRunning(Number(owner));
};

/** Signal 0 is sent to nobody. Another user's process may not be asked, and is there. */
const isRunning = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
