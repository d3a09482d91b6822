import { parse, CsvError } from "csv-parse/sync";
import { z } from "zod";
import type { Inputs } from "../../monitors/plan/evaluate";
import { shown } from "../shared/shown";
import { Columns } from "./columns";
import { SeriesFault } from "./fault";
import { secondsOf } from "./moment";
import { PlainLine } from "./plain-line";

/** CSV, piece by piece: what is held is the columns and one piece. */

const [NEWLINE, RETURN, QUOTE] = [10, 13, 34];

/** A line, or a cell that is never closed, is not longer than this. */
const LONGEST = 4 * 1024 * 1024;

/**
 * @param pieces of the file, each a copy or gone through before the next is asked for
 * @throws SeriesFault that names the line
 */
export const readCsv = (pieces: Iterable<Uint8Array>, name: string): Inputs => {
  const reader = new CsvReader(name);
  let rest: Uint8Array = new Uint8Array();
  for (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    rest = new Uint8Array(bytes.subarray(reader.read(bytes, false)));
    if (rest.length > LONGEST) throw reader.fault("a line of more than 4 MB; close its quote, or end its lines");
  }
  reader.read(rest, true);
  return reader.finish();
};

class CsvReader {
  private line = 1;
  private place = 0;
  private columns: Columns | undefined;
  private plain: PlainLine | undefined;

  constructor(private readonly name: string) {}

  /** Reads the whole records in it, and says where the first begins that is not whole. */
  read(bytes: Uint8Array, isLast: boolean): number {
    let from = 0;
    while (from < bytes.length) {
      let to = lineEnd(bytes, from, isLast);
      if (to === undefined) break;
      if (this.plain?.read(bytes, from, withoutReturn(bytes, from, to)) === true)
        this.columns?.add(this.plain.time, this.plain.values, this.line);
      else {
        to = recordEnd(bytes, from, to, isLast);
        if (to === undefined) break;
        this.readText(this.decode(bytes.subarray(from, withoutReturn(bytes, from, to))));
      }
      this.line += 1;
      from = to + 1;
    }
    return from;
  }

  finish(): Inputs {
    if (this.columns === undefined) throw new SeriesFault(`${this.name}: it is empty; no samples`);
    return this.columns.finish();
  }

  fault(what: string): SeriesFault {
    return new SeriesFault(`${this.name}, line ${this.line}: ${what}`);
  }

  private decode(bytes: Uint8Array): string {
    try {
      return DECODER.decode(bytes);
    } catch {
      throw this.fault("no UTF-8 text");
    }
  }

  private readText(text: string): void {
    const cells = cellsOf(text) ?? this.unquote(text);
    if (cells.length === 1 && cells[0] === "") return;
    if (this.columns === undefined) this.readHeader(cells);
    else {
      const wanted = this.columns.names.length + 1;
      if (cells.length !== wanted)
        throw this.fault(`${cells.length} of the header's ${wanted} cells; an empty one was not measured`);
      const values = cells.filter((_, index) => index !== this.place);
      this.columns.addCells({ time: cells[this.place] ?? "", values }, this.line);
    }
    // A record may go over several lines.
    this.line += text.split("\n").length - 1;
  }

  private unquote(text: string): readonly string[] {
    try {
      return z.tuple([z.array(z.string())]).parse(parse(text, { trim: true, relax_column_count: true }))[0];
    } catch (error) {
      if (error instanceof CsvError || error instanceof z.ZodError)
        throw this.fault("a quote that neither opens nor closes a cell; write it twice within one");
      throw error;
    }
  }

  private readHeader(cells: readonly string[]): void {
    this.place = cells.indexOf("time");
    const names = cells.filter((_, index) => index !== this.place);
    if (cells.some((cell) => secondsOf(cell) !== undefined))
      throw this.fault("no header; the first line names the columns, as in time,value or time,bad,all");
    if (this.place < 0 || names.length === 0)
      throw this.fault(
        `the header has ${listed(cells)}; it must have time and what was measured, as in time,value or time,bad,all`,
      );
    const columns = new Columns(names, this.name);
    const twice = cells.find((cell, index) => cell === "" || cells.indexOf(cell) !== index);
    if (twice !== undefined)
      throw this.fault(twice === "" ? "a column without a name" : `two columns are named ${shown(twice)}`);
    this.columns = columns;
    this.plain = this.place === 0 ? new PlainLine(names.length) : undefined;
  }
}

const MOST_LISTED = 10;

const listed = (cells: readonly string[]): string =>
  [...cells.slice(0, MOST_LISTED).map(shown), ...(cells.length > MOST_LISTED ? ["…"] : [])].join(", ");

/** It takes the mark off that some programs begin a file with. */
const DECODER = new TextDecoder("utf-8", { fatal: true });

/** Cells of a line whose quotes, if any, hold neither commas nor quotes; undefined of any other. */
const cellsOf = (text: string): readonly string[] | undefined => {
  const cells = text.split(",").map((cell) => cell.trim());
  if (!text.includes('"')) return cells;
  if (!cells.every((cell) => /^("[^"]*"|[^"]*)$/.test(cell))) return undefined;
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1) : cell));
};

const lineEnd = (bytes: Uint8Array, from: number, isLast: boolean): number | undefined => {
  const to = bytes.indexOf(NEWLINE, from);
  if (to >= 0) return to;
  return isLast ? bytes.length : undefined;
};

/** At the first newline that is not within quotes, or with the file. */
const recordEnd = (bytes: Uint8Array, from: number, to: number, isLast: boolean): number | undefined => {
  let [quotes, at, end] = [0, from, to];
  for (;;) {
    for (; at < end; at += 1) if (bytes[at] === QUOTE) quotes += 1;
    if (quotes % 2 === 0 || end === bytes.length) break;
    end = lineEnd(bytes, end + 1, isLast) ?? Number.NaN;
    if (Number.isNaN(end)) return undefined;
  }
  return end;
};

const withoutReturn = (bytes: Uint8Array, from: number, to: number): number =>
  to > from && bytes[to - 1] === RETURN ? to - 1 : to;
