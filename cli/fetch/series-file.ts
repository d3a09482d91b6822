import { join } from "node:path";
import { writeWhole } from "../shared/write-whole";
import type { Samples } from "./source";

export interface Fetched {
  readonly name: string;
  readonly scale: number;
  readonly samples: Samples;
}

/** Writes `api.error_rate.csv`: a row for each moment at which any column has a sample. */
export const writeSeries = (folder: string, measure: string, columns: readonly Fetched[]): void => {
  const rows = new Map<number, string[]>();
  for (const [index, { samples, scale }] of columns.entries())
    for (const [at, value] of samples) {
      const row = rows.get(at) ?? columns.map(() => "");
      row[index] = String(scale === 1 ? value : Number((value * scale).toPrecision(12)));
      rows.set(at, row);
    }
  const lines = [...rows].toSorted(([a], [b]) => a - b).map(([at, cells]) => `${momentOf(at)},${cells.join(",")}\n`);
  writeWhole(
    "--series",
    join(folder, `${measure}.csv`),
    `${["time", ...columns.map(({ name }) => quoted(name))].join(",")}\n${lines.join("")}`,
  );
};

/** `2026-11-23T10:00:00Z`, with milliseconds where it has some. */
const momentOf = (at: number): string => new Date(at * 1_000).toISOString().replace(".000Z", "Z");

const quoted = (name: string): string => (/[",\s]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
