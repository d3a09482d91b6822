import type { Inputs, Series } from "../../monitors/plan/evaluate";
import { SeriesFault } from "./fault";
import { shown } from "../shared/shown";
import { numberOf, secondsOf } from "./moment";

/** A year at ten seconds has 3.2 million. */
const MOST = 5_000_000;

/** Of one file: a column for each group of a query is some hundreds. */
const MOST_COLUMNS = 1_000;

/** Samples times columns, measured or not: a year by the minute of 38 columns. Each is eight bytes, several times over while it is read. */
const MOST_CELLS = 20_000_000;

const DAY = 86_400;

/** What judges a series holds a number for each of its minutes, measured or not: a year mistyped would be billions. Seconds. */
const LONGEST = 5 * 366 * DAY;
const WIDEST_GAP = 400 * DAY;

/** Of a share, as vendors' queries are named. */
const SHARES = [
  ["bad", "all"],
  ["part", "whole"],
] as const;

/** Cells by name, as a line or an object has them. */
export interface Cells {
  readonly time: string;
  /** In the order of the names; empty where nothing was measured. */
  readonly values: readonly string[];
}

/** Samples as they come, in arrays that grow; NaN until it is taken out where nothing was measured. */
export class Columns {
  private times = new Float64Array(4_096);
  private readonly values: Float64Array[];
  private length = 0;
  /** Places of a part and of its whole. */
  private readonly shares: readonly (readonly number[])[];

  /** @param name of the file */
  constructor(
    readonly names: readonly string[],
    private readonly name: string,
    /** What is counted. */
    private readonly unit: "line" | "sample" = "line",
  ) {
    if (names.length > MOST_COLUMNS)
      throw new SeriesFault(
        `${name}: ${names.length.toLocaleString("en")} columns, and ${MOST_COLUMNS.toLocaleString("en")} are the most; keep those that the alert reads`,
      );
    this.values = names.map(() => new Float64Array(4_096));
    this.shares = SHARES.map((share) => share.map((column) => names.indexOf(column))).filter((places) =>
      places.every((place) => place >= 0),
    );
  }

  /** @throws SeriesFault where the sample does not follow on the one before */
  add(time: number, values: ArrayLike<number>, line: number): void {
    const before = this.length === 0 ? Number.NEGATIVE_INFINITY : (this.times[this.length - 1] ?? 0);
    if (time <= before)
      throw this.fault(
        line,
        time === before
          ? "this time is there twice; keep one sample of it"
          : "earlier than the one before; sort by time",
      );
    this.checkSpan(time, before, line);
    for (const [part = 0, whole = 0] of this.shares)
      if ((values[part] ?? 0) > (values[whole] ?? 0))
        throw this.fault(
          line,
          `${this.names[part] ?? ""} is ${String(values[part])} and ${this.names[whole] ?? ""} ${String(values[whole])}: a share's part is not more than its whole`,
        );
    if (this.length === MOST)
      throw this.fault(line, `more than ${MOST.toLocaleString("en")} samples; cut the file into years`);
    if (this.length * this.names.length >= MOST_CELLS)
      throw this.fault(
        line,
        `more than ${MOST_CELLS.toLocaleString("en")} cells; keep the columns that the alert reads`,
      );
    if (this.length === this.times.length) this.grow();
    this.times[this.length] = time;
    for (const [index, column] of this.values.entries()) column[this.length] = values[index] ?? Number.NaN;
    this.length += 1;
  }

  /** @throws SeriesFault */
  addCells({ time, values }: Cells, line: number): void {
    const at = secondsOf(time);
    if (at === undefined)
      throw this.fault(
        line,
        `${shown(time)} is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970`,
      );
    const read = values.map((cell, index) => {
      const value = cell === "" ? Number.NaN : numberOf(cell);
      if (value === undefined)
        throw this.fault(
          line,
          `${this.names[index] ?? ""} is ${shown(cell)}, which is no number; leave the cell empty where nothing was measured`,
        );
      return value;
    });
    this.add(at, read, line);
  }

  finish(): Inputs {
    if (this.length === 0) throw new SeriesFault(`${this.name}: no samples`);
    const times = this.times.subarray(0, this.length);
    return Object.fromEntries(
      this.names.map((name, index) => [name, withoutGaps(times, this.values[index]?.subarray(0, this.length))]),
    );
  }

  fault(line: number, what: string): SeriesFault {
    return new SeriesFault(`${this.name}, ${this.unit} ${line}: ${what}`);
  }

  private checkSpan(time: number, before: number, line: number): void {
    if (this.length === 0) return;
    const first = this.times[0] ?? time;
    if (time - before > WIDEST_GAP)
      throw this.fault(
        line,
        `${moment(time)} is ${Math.floor((time - before) / DAY)} days after the sample before it, ${moment(before)}, and ${WIDEST_GAP / DAY} are the most; correct one of the two, or cut the file between them`,
      );
    if (time - first > LONGEST)
      throw this.fault(
        line,
        `${moment(time)} is more than 5 years after the first sample, ${moment(first)}; cut the file into years`,
      );
  }

  private grow(): void {
    this.times = doubled(this.times);
    for (const [index, column] of this.values.entries()) this.values[index] = doubled(column);
  }
}

/** `2026-11-23T10:00:00Z` */
const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\.\d+/, "");

const doubled = (numbers: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
};

/** Columns without a gap share their times. */
const withoutGaps = (times: Float64Array, values: Float64Array = new Float64Array()): Series => {
  if (!values.some(Number.isNaN)) return { times, values };
  return { times: times.filter((_, index) => !Number.isNaN(values[index])), values: values.filter(isMeasured) };
};

const isMeasured = (value: number): boolean => !Number.isNaN(value);
