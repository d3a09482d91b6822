import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { ROOT } from "./root";

/** What a figure is worth: the machine, and the state of the repository. */
export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly node: string;
  readonly commit: string;
}

const BYTES_PER_GIBIBYTE = 1024 ** 3;

export const describeMachine = (): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memory: `${(totalmem() / BYTES_PER_GIBIBYTE).toFixed(0)} GiB`,
  node: process.version,
  commit: describeCommit(),
});

/** The page itself is written by the run and makes no difference to it. */
const describeCommit = (): string => {
  const commit = git("rev-parse", "--short", "HEAD");
  const changes = git("status", "--porcelain", "--", ".", ":!docs/benchmarks.md");
  return changes === "" ? commit : `${commit} with changes`;
};

const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
