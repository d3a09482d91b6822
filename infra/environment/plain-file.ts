import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";

/**
 * The one way in which a file is read: a plain file, and no more of it than was meant. A pipe would wait for a writer, a device has no end.
 */

/** A file's number, which the caller closes, or in a few words why there is none. */
export type OpenedFile = { readonly file: number; readonly size: number } | { readonly why: string };

export type FileText = { readonly text: string } | { readonly why: string; readonly isAbsent: boolean };

/** A page, a question in SQL, a configuration: what people write by hand. */
export const HAND_WRITTEN = 1024 * 1024;

/** Opened before it is looked at, so that nothing is put in its place in between; without waiting, so that a pipe is only looked at. */
export const openPlain = (path: string): OpenedFile => {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return { why: reasons[codeOf(error)] ?? `cannot be read (${codeOf(error)})` };
  }
  const stats = fstatSync(file);
  if (stats.isFile()) return { file, size: stats.size };
  closeSync(file);
  return { why: kindOf(stats) };
};

/** All of it, as UTF-8. @param most bytes */
export const readPlain = (path: string, most: number): FileText => {
  const opened = openPlain(path);
  if ("why" in opened) return { why: opened.why, isAbsent: opened.why === ABSENT };
  try {
    const bytes = readUpTo(opened.file, most + 1);
    if (bytes.length > most) return { why: `more than ${wordBytes(most)}`, isAbsent: false };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isAbsent: false };
  } catch (error) {
    const code = codeOf(error);
    const why = code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "no UTF-8 text" : `cannot be read (${code})`;
    return { why, isAbsent: false };
  } finally {
    closeSync(opened.file);
  }
};

/** Of what people write by hand; undefined where it is not there or cannot be read. */
export const textIfThere = (path: string): string | undefined => {
  const read = readPlain(path, HAND_WRITTEN);
  return "text" in read ? read.text : undefined;
};

/** `200 MB`, `64 kB` */
export const wordBytes = (bytes: number): string =>
  bytes % (1024 * 1024) === 0 ? `${bytes / 1024 / 1024} MB` : `${Math.ceil(bytes / 1024)} kB`;

/** `ENOENT`, of whatever the file system says. */
export const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "no reason given";

const ABSENT = "there is no such file";

const reasons: Readonly<Record<string, string | undefined>> = {
  ENOENT: ABSENT,
  ENOTDIR: ABSENT,
  ENXIO: "a socket; name a plain file",
};

const kindOf = (stats: Stats): string => {
  if (stats.isDirectory()) return "a folder; name a file in it";
  if (stats.isFIFO()) return "a pipe; write what comes out of it into a file, and name that";
  return stats.isSocket() ? "a socket; name a plain file" : "a device; name a plain file";
};

const PIECE = 64 * 1024;

/** What it says of its size is not believed: some grow while they are read, and those of /proc have none. */
const readUpTo = (file: number, most: number): Buffer => {
  const pieces: Buffer[] = [];
  let size = 0;
  while (size < most) {
    const piece = Buffer.allocUnsafe(Math.min(size < PIECE ? PIECE : 16 * PIECE, most - size));
    const read = readSync(file, piece);
    if (read === 0) break;
    pieces.push(piece.subarray(0, read));
    size += read;
  }
  return Buffer.concat(pieces, size);
};
