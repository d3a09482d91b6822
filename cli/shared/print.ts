import { fstatSync, writeSync } from "node:fs";
import { codeOf } from "../../infra/environment/plain-file";
import { CommandError, endLater } from "./exit";

/** The one way in which a result goes to standard output: all of it, or a line that says that it did not. */

const STDOUT = 1;

/**
 * Node writes to a file in one go, and takes what a full disk has taken for all of it; so files are written here. A terminal and a pipe are
 * left to Node, which waits for whoever reads: the program ends by itself, and never by `process.exit`.
 *
 * @throws CommandError
 */
export const printResult = (text: string): void => {
  if (!isFile(STDOUT)) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFully(STDOUT, text);
  } catch (error) {
    throw new CommandError("failed", unprinted(codeOf(error)));
  }
};

/** All of it, however little the system takes at a time. */
export const writeFully = (file: number, text: string | Uint8Array): void => {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
};

/** A device such as /dev/full is written to as a file is. */
const isFile = (file: number): boolean => {
  const stats = fstatSync(file);
  return !process.stdout.isTTY && (stats.isFile() || stats.isCharacterDevice());
};

const unprinted = (code: string): string =>
  `standard output: not all of the result could be written (${code})${code === "ENOSPC" ? ": the disk is full" : ""}`;

/** A reader that has seen enough (`| head`) closes the pipe, which is no fault. Where errors themselves go nowhere, the exit code still says it. */
export const watchStreams = (): void => {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.stderr.write(`error: ${unprinted(codeOf(error))}\n`);
    endLater("failed");
  });
  process.stderr.on("error", () => undefined);
};
