import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf } from "../../infra/environment/plain-file";
import { CommandError } from "./exit";
import { writeFully } from "./print";

/** The one way in which a file is written: whole or not at all, and never in the place of something that is no plain file. */

export interface OutputFile {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** @param where whose file it is, as the line of a fault begins: `--out` @throws CommandError where nothing was written */
export const writeWhole = (where: string, path: string, text: string | Uint8Array): void => {
  writeAll(where, [{ path, text }]);
};

/**
 * All of them or none: each stands whole beside its place before the first is moved there. Folders above them are made.
 *
 * @throws CommandError with a line for each place that cannot be written to
 */
export const writeAll = (where: string, files: readonly OutputFile[]): void => {
  const faults = files.flatMap(({ path }) => faultOf(path) ?? []);
  const [first, ...others] = [...new Set(faults)].map((fault) => `${where}: ${fault}`);
  if (first !== undefined) throw new CommandError("usage", first, ...others);
  const undo: (() => void)[] = [];
  try {
    const ready = files.map((file) => putBeside(file, undo));
    for (const { beside, path } of ready)
      step(path, () => {
        renameSync(beside, path);
      });
    for (const folder of new Set(files.map(({ path }) => dirname(path)))) keepFolder(folder);
  } catch (error) {
    for (const back of undo.toReversed()) back();
    if (error instanceof Unwritten) throw new CommandError(error.ending, `${where}: ${error.message}`);
    throw error;
  }
};

/** A folder to write into, there or not. @throws CommandError where it is something else, or standard output */
export const folderOf = (where: string, out: string): string => {
  const path = resolve(out);
  const stats = statsOf(path, statSync);
  if (out !== "-" && stats?.isDirectory() !== false) return path;
  const what = out === "-" ? "- is standard output, which takes one file" : `${path} is ${wordKind(stats)}`;
  throw new CommandError("usage", `${where}: ${what}: name a folder`);
};

/** Files by their names in a folder; the path of each is said. */
export const writeInto = (where: string, folder: string, texts: ReadonlyMap<string, string>): void => {
  const files = [...texts].map(([name, text]) => ({ path: join(folder, name), text }));
  writeAll(where, files);
  process.stderr.write(files.map(({ path }) => `${path}\n`).join(""));
};

/** A link is not followed: what it leads to was not named. */
const faultOf = (path: string): string | undefined => {
  if (path === "-") return "- is standard output, which has the result: name a file";
  const stats = statsOf(path);
  if (path === "" || stats?.isDirectory() === true) return `${path === "" ? "it" : path} is a folder: name a file`;
  if (stats === undefined || stats.isFile()) return undefined;
  if (stats.isSymbolicLink()) return `${path} is a symbolic link: name the file itself`;
  return `${path} is ${wordKind(stats)}: name a file`;
};

const wordKind = (stats: Stats | undefined): string => {
  if (stats?.isFile() === true) return "a file";
  if (stats?.isFIFO() === true) return "a pipe";
  return stats?.isSocket() === true ? "a socket" : "a device";
};

const statsOf = (path: string, look: typeof statSync = lstatSync): Stats | undefined => {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch {
    // What stands in the way is said by whoever makes the folders.
    return undefined;
  }
};

/** Why a step of it failed; the disk's own failure is no wrong usage. */
class Unwritten extends Error {
  readonly ending: "failed" | "usage";

  constructor(path: string, code: string) {
    const words = ofTheDisk[code];
    super(`${path} cannot be written (${code}): ${words ?? wrongPlaces[code] ?? "name another file"}`);
    this.ending = words === undefined ? "usage" : "failed";
  }
}

const UNCHANGED = "what was there is as it was";

const ofTheDisk: Readonly<Record<string, string | undefined>> = {
  ENOSPC: `the disk is full, and ${UNCHANGED}`,
  EDQUOT: `the disk's quota is used up, and ${UNCHANGED}`,
  EFBIG: `it is larger than a file may be here, and ${UNCHANGED}`,
  EIO: `the disk has failed, and ${UNCHANGED}`,
};

const wrongPlaces: Readonly<Record<string, string | undefined>> = {
  EACCES: "you may not write there",
  EPERM: "you may not write there",
  EROFS: "the disk can only be read",
  ENOTDIR: "a part of its path is no folder",
  EEXIST: "a part of its path is no folder",
  ENAMETOOLONG: "its name is too long",
};

const step = <T>(path: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    throw new Unwritten(path, codeOf(error));
  }
};

const putBeside = ({ path, text }: OutputFile, undo: (() => void)[]) => {
  const made = step(path, () => mkdirSync(dirname(path), { recursive: true }));
  if (made !== undefined)
    undo.push(() => {
      removeFolders(dirname(resolve(path)), made);
    });
  const mode = statsOf(path)?.mode;
  const beside = join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString("hex")}.tmp`);
  const file = step(path, () => openSync(beside, "wx"));
  undo.push(() => {
    rmSync(beside, { force: true });
  });
  try {
    step(path, () => {
      writeFully(file, text);
      fsyncSync(file);
    });
  } finally {
    closeSync(file);
  }
  if (mode !== undefined)
    step(path, () => {
      chmodSync(beside, mode & 0o777);
    });
  return { beside, path };
};

/** From the innermost up to the first that was made, as long as they are empty. */
const removeFolders = (innermost: string, first: string): void => {
  try {
    for (let folder = innermost; folder.startsWith(first); folder = dirname(folder)) rmdirSync(folder);
  } catch {
    // Somebody else has put something there.
  }
};

/** A name that was moved outlives a crash once its folder is kept. Not every system lets folders be opened. */
const keepFolder = (folder: string): void => {
  try {
    const file = openSync(folder, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The files themselves are kept.
  }
};
