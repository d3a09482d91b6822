import { readFileSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { SeriesFault } from "../series/fault";
import type { Stretch } from "./measure";

const row = z.looseObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) });

/**
 * Known incidents (`signal,from,to`, the signal by its id), or what a vendor has recorded (`level,from,to`, the level by its name):
 * CSV, times with their zone.
 *
 * @throws SeriesFault of one line
 */
export const readStretches = (
  path: string,
  of: "signal" | "level",
  known: ReadonlySet<string>,
): ReadonlyMap<string, readonly Stretch[]> => {
  const rows = readRows(path, [of, "from", "to"]);
  const found = new Map<string, readonly Stretch[]>();
  for (const [index, each] of rows.entries()) {
    const place = `${path}, line ${String(index + 2)}`;
    const read = row.safeParse(each);
    if (!read.success)
      throw new SeriesFault(
        `${place}: no stretch of time; write ${of},from,to with times such as 2026-11-23T10:00:00Z`,
      );
    const { from, to } = read.data;
    const named = read.data[of];
    const name = typeof named === "string" ? named : "";
    if (!known.has(name))
      throw new SeriesFault(`${place}: there is no ${of} ${JSON.stringify(name)}; npm run plan lists them`);
    const stretch = { from: Date.parse(from) / 1_000, to: Date.parse(to) / 1_000 };
    if (stretch.to <= stretch.from) throw new SeriesFault(`${place}: it ends before it begins`);
    found.set(name, [...(found.get(name) ?? []), stretch]);
  }
  return found;
};

/** Read whole. */
const LARGEST = 50 * 1024 * 1024;

const readRows = (path: string, columns: readonly string[]): readonly unknown[] => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new SeriesFault(`${path}: there is no such file`);
  if (found.isDirectory()) throw new SeriesFault(`${path}: a folder; name a file in it`);
  if (found.size > LARGEST)
    throw new SeriesFault(
      `${path}: more than ${String(LARGEST / 1024 / 1024)} MB; leave out what is not of the time of the series`,
    );
  const [header, ...lines] = parsed(path);
  const wanted = `the first line names the columns ${columns.join(",")}`;
  if (header === undefined) throw new SeriesFault(`${path}: it is empty; ${wanted}`);
  const absent = columns.filter((name) => !header.includes(name));
  if (absent.length > 0) throw new SeriesFault(`${path}, line 1: no column ${absent.join(", ")}; ${wanted}`);
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
};

const parsed = (path: string): readonly (readonly string[])[] => {
  try {
    const rows: unknown = parse(readFileSync(path, "utf8"), { bom: true, skip_empty_lines: true, trim: true });
    return z.array(z.array(z.string())).parse(rows);
  } catch {
    throw new SeriesFault(`${path}: cannot be read as CSV`);
  }
};
