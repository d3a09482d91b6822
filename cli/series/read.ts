import { closeSync, readSync } from "node:fs";
import type { Inputs } from "../../monitors/plan/evaluate";
import { readCsv } from "./csv";
import { SeriesFault } from "./fault";
import { readJson } from "./json";
import { openInput } from "../shared/read-input";

/** Reads series that people hand over. Every fault is one line that says where. */

/** A year at one minute of four columns has some 30 MB. */
const LARGEST = 200 * 1024 * 1024;

/** JSON is read whole, and takes ten times its size. */
const LARGEST_JSON = 50 * 1024 * 1024;

/**
 * CSV with a header, `time,value` or `time,bad,all`, or JSON of the same as a list of objects. An empty cell was not measured.
 *
 * @param path of a CSV or JSON file, or `-` for standard input
 * @throws SeriesFault
 */
export const readSeries = (path: string): Inputs => {
  const name = path === "-" ? "standard input" : path;
  const file = path === "-" ? 0 : open(path);
  try {
    return readPieces(piecesOf(file, name), name);
  } finally {
    if (file !== 0) closeSync(file);
  }
};

export const parseSeries = (text: string, name: string): Inputs => readPieces([Buffer.from(text)], name);

const open = (path: string): number => {
  const { file, size } = openInput(path);
  if (size <= LARGEST) return file;
  // Before anything of it is read.
  closeSync(file);
  throw tooLarge(path, LARGEST);
};

const tooLarge = (name: string, most: number): SeriesFault =>
  new SeriesFault(`${name}: more than ${most / 1024 / 1024} MB; cut it into signals, or into years`);

const readPieces = (pieces: Iterable<Uint8Array>, name: string): Inputs => {
  const iterator = pieces[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true || first.value.length === 0) throw new SeriesFault(`${name}: it is empty; no samples`);
  if (first.value.includes(0)) throw new SeriesFault(`${name}: no text, but a binary file; export it as CSV in UTF-8`);
  const all = joined(first.value, iterator);
  return /^\uFEFF?\s*[[{]/.test(Buffer.from(first.value.subarray(0, 100)).toString())
    ? readJson(textOf(all, name), name)
    : readCsv(all, name);
};

const joined = function* (first: Uint8Array, rest: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
};

const textOf = (pieces: Iterable<Uint8Array>, name: string): string => {
  let size = 0;
  const kept: Buffer[] = [];
  for (const piece of pieces) {
    size += piece.length;
    if (size > LARGEST_JSON) throw tooLarge(name, LARGEST_JSON);
    kept.push(Buffer.from(piece));
  }
  return Buffer.concat(kept)
    .toString()
    .replace(/^\uFEFF/, "");
};

const PIECE = 1024 * 1024;

/** Each is overwritten by the next. Of a pipe no size is known before: it is cut off where it is too large. */
const piecesOf = function* (file: number, name: string): Generator<Uint8Array> {
  const buffer = new Uint8Array(PIECE);
  let size = 0;
  for (let read = readSome(file, buffer, name); read > 0; read = readSome(file, buffer, name)) {
    size += read;
    if (size > LARGEST) throw tooLarge(name, LARGEST);
    yield buffer.subarray(0, read);
  }
};

const readSome = (file: number, buffer: Uint8Array, name: string): number => {
  for (;;)
    try {
      return readSync(file, buffer);
    } catch (error) {
      if (!isBusy(error)) throw new SeriesFault(`${name}: cannot be read`);
      // Whoever writes into the pipe has nothing ready yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
};

const isBusy = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EAGAIN";
