import { openSync, readSync, closeSync } from "node:fs";
import type { z } from "zod";
import { CommandError } from "../shared/exit";

/** A preview of 1,000 resources takes about 15 MB, and twice that after a refresh. */
export const MOST_PREVIEW_BYTES = 300_000_000;

export const MOST_PLAN_BYTES = 10_000_000;

/** @param path a file, or `-` for stdin */
export const readBounded = (path: string, most: number): string => {
  const chunks: Buffer[] = [];
  let size = 0;
  const file = open(path);
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(1 << 20);
      const read = readSync(file, chunk);
      if (read === 0) break;
      size += read;
      if (size > most) throw new CommandError("usage", `${path} has more than ${most} bytes`);
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    if (path !== "-") closeSync(file);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const open = (path: string): number => {
  if (path === "-") return 0;
  try {
    return openSync(path, "r");
  } catch {
    throw new CommandError("usage", `${path} cannot be read: name a file that is there`);
  }
};

/** Parsed by its schema; what is wrong is said by its place alone, and never by its value. */
export const parseBy = <S extends z.ZodType>(schema: S, text: string, what: string): z.output<S> => {
  const parsed = schema.safeParse(jsonOf(text, what));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map(({ path }) => path.map(String).join(".") || "the whole");
  throw new CommandError("usage", `${what} is not what it should be, at ${places.join("; ")}`);
};

const jsonOf = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError("usage", `${what} is no JSON`);
  }
};
