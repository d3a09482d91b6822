import { readFileSync } from "node:fs";
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
  const rows = z.array(z.unknown()).parse(readRows(path));
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

const readRows = (path: string): unknown => {
  try {
    return parse(readFileSync(path, "utf8"), { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch {
    throw new SeriesFault(`${path}: cannot be read as CSV`);
  }
};
