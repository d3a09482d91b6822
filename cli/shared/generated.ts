import { join } from "node:path";
import { HAND_WRITTEN, readPlain } from "../../infra/environment/plain-file";
import { endLater } from "./exit";
import { writeAll, type OutputFile } from "./write-whole";

/** Files of this repository that a command makes from the rows, and that are kept beside them. */
interface GeneratedFile {
  /** From the repository's top: `docs/logrocket.md`. */
  readonly name: string;
  /** As it should be. */
  readonly text: string;
}

export interface StaleFile extends GeneratedFile, Omit<OutputFile, "text"> {}

/** Those that say something else, or are not there. */
export const staleOf = (root: string, files: readonly GeneratedFile[]): readonly StaleFile[] =>
  files
    .map((file) => ({ ...file, path: join(root, file.name) }))
    .filter(({ path, text }) => {
      const there = readPlain(path, HAND_WRITTEN);
      return "why" in there || there.text !== text;
    });

/** Writes and names them; with `check` it only names them, and the command ends with 1. @param command `lighthouse`, of `npm run` */
export const settleStale = (command: string, stale: readonly StaleFile[], check: true | undefined): void => {
  if (check !== true) writeAll(command, stale);
  for (const { name } of stale) process.stderr.write(`${check === true ? "stale: " : ""}${name}\n`);
  if (check !== true || stale.length === 0) return;
  process.stderr.write(`fix: npm run ${command}\n`);
  endLater("failed");
};
