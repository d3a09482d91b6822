import { readFileSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { Inputs } from "../../monitors/plan/evaluate";

/** Reads series that people hand over. Every fault is one line that says where. */

/** @throws SeriesFault */
export class SeriesFault extends Error {}

/** A year at one minute of four columns has some 30 MB. */
const LARGEST = 200 * 1024 * 1024;

/** @param path of a CSV or JSON file, or `-` for standard input */
export const readSeries = (path: string): Inputs => {
  const name = path === "-" ? "standard input" : path;
  return parseSeries(readText(path, name), name);
};

const readText = (path: string, name: string): string => {
  try {
    if (path !== "-" && statSync(path).size > LARGEST)
      throw new SeriesFault(`${name}: more than 200 MB; cut it into signals, or into years`);
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    if (error instanceof SeriesFault) throw error;
    throw new SeriesFault(`${name}: cannot be read`);
  }
};

const record = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const listOfRecords = z.array(record);

/** CSV with a header, `time,value` or `time,bad,all`, or JSON of the same as a list of objects. An empty cell was not measured. */
export const parseSeries = (text: string, name: string): Inputs => {
  const rows = /^\s*[[{]/.test(text) ? fromJson(text, name) : fromCsv(text, name);
  const [first] = rows;
  if (first === undefined) throw new SeriesFault(`${name}: no samples`);
  const columns = Object.keys(first).filter((column) => column !== "time");
  if (!("time" in first) || columns.length === 0)
    throw new SeriesFault(
      `${name}, line 1: no header; the first line names the columns, as in time,value or time,bad,all`,
    );
  const times = timesOf(rows, name);
  return Object.fromEntries(columns.map((column) => [column, columnOf(rows, column, times, name)]));
};

type Row = z.infer<typeof record>;

const fromJson = (text: string, name: string): readonly Row[] => {
  try {
    return listOfRecords.parse(JSON.parse(text));
  } catch {
    throw new SeriesFault(`${name}: no JSON list of samples, as in [{"time": "2026-11-23T10:00:00Z", "value": 1}]`);
  }
};

const fromCsv = (text: string, name: string): readonly Row[] => {
  try {
    return listOfRecords.parse(parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true }));
  } catch (error) {
    throw new SeriesFault(
      `${name}: no CSV: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unreadable"}`,
    );
  }
};

/** Of the row after the header, which is line 1. */
const line = (index: number): string => `line ${String(index + 2)}`;

const timesOf = (rows: readonly Row[], name: string): Float64Array => {
  const times = new Float64Array(rows.length);
  for (const [index, { time }] of rows.entries()) {
    const at = secondsOf(time);
    if (at === undefined)
      throw new SeriesFault(
        `${name}, ${line(index)}: "${String(time)}" is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970`,
      );
    const before = times[index - 1] ?? Number.NEGATIVE_INFINITY;
    if (at === before)
      throw new SeriesFault(`${name}, ${line(index)}: this time is there twice; keep one sample of it`);
    if (at < before) throw new SeriesFault(`${name}, ${line(index)}: earlier than the line before; sort by time`);
    times[index] = at;
  }
  return times;
};

const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

const secondsOf = (time: Row[string] | undefined): number | undefined => {
  const number = typeof time === "number" ? time : /^\d+(\.\d+)?$/.test(time ?? "") ? Number(time) : undefined;
  if (number !== undefined) return Number.isFinite(number) && number < 1e11 ? number : undefined;
  if (typeof time !== "string" || !ZONED.test(time)) return undefined;
  const at = Date.parse(time.replace(" ", "T"));
  return Number.isNaN(at) ? undefined : at / 1_000;
};

const columnOf = (rows: readonly Row[], column: string, times: Float64Array, name: string) => {
  const there: (readonly [number, number])[] = [];
  for (const [index, row] of rows.entries()) {
    const cell = row[column] ?? "";
    if (cell === "") continue;
    const value = Number(cell);
    if (!Number.isFinite(value))
      throw new SeriesFault(
        `${name}, ${line(index)}: ${column} is "${String(cell)}", which is no number; leave the cell empty where nothing was measured`,
      );
    there.push([times[index] ?? 0, value]);
  }
  return {
    times: Float64Array.from(there, ([time]) => time),
    values: Float64Array.from(there, ([, value]) => value),
  };
};
