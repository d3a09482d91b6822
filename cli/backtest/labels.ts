import { z } from "zod";
import { SeriesFault } from "../series/fault";
import { readInput } from "../shared/read-input";
import { parseTable } from "../shared/read-table";
import { shown } from "../shared/shown";
import type { Stretch } from "./measure";
import { groupPairs } from "../../monitors/model/group-by";

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
  const found = rows.map((each, index): readonly [string, Stretch] => {
    const place = `${path}, line ${index + 2}`;
    const read = row.safeParse(each);
    if (!read.success)
      throw new SeriesFault(
        `${place}: no stretch of time; write ${of},from,to with times such as 2026-11-23T10:00:00Z`,
      );
    const { from, to } = read.data;
    const named = read.data[of];
    const name = typeof named === "string" ? named : "";
    if (!known.has(name)) throw new SeriesFault(`${place}: there is no ${of} ${shown(name)}; npm run plan lists them`);
    const stretch = { from: Date.parse(from) / 1_000, to: Date.parse(to) / 1_000 };
    if (stretch.to <= stretch.from) throw new SeriesFault(`${place}: it ends before it begins`);
    return [name, stretch];
  });
  return groupPairs(found);
};

/** Read whole. */
const LARGEST = 50 * 1024 * 1024;

const readRows = (path: string, columns: readonly string[]): readonly unknown[] => {
  const table = parseTable(readInput(path, LARGEST));
  if ("why" in table) throw new SeriesFault(`${path}: ${table.why}`);
  const [header, ...lines] = table.rows.map(({ cells }) => cells);
  const wanted = `the first line names the columns ${columns.join(",")}`;
  if (header === undefined) throw new SeriesFault(`${path}: it is empty; ${wanted}`);
  const absent = columns.filter((name) => !header.includes(name));
  if (absent.length > 0) throw new SeriesFault(`${path}, line 1: no column ${absent.join(", ")}; ${wanted}`);
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
};
