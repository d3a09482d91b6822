import { openPlain, readPlain } from "../../infra/environment/plain-file";
import { CommandError } from "./exit";

/** What somebody hands to a command. Whatever is no plain file, or too large, ends it in one line. */

/** @returns the file's number, which the caller closes @throws CommandError */
export const openInput = (path: string): { readonly file: number; readonly size: number } => {
  const opened = openPlain(path);
  if ("why" in opened) throw new CommandError("usage", `${path}: ${opened.why}`);
  return opened;
};

/** UTF-8, without the mark that some programs begin a file with. @param most bytes @throws CommandError */
export const readInput = (path: string, most: number): string => {
  const read = readPlain(path, most);
  if ("why" in read) throw new CommandError("usage", `${path}: ${read.why}`);
  return read.text;
};
