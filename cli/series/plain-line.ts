import { midnightOf } from "../../monitors/model/calendar";

/**
 * A line of plain cells, read from its bytes: `2026-11-23T10:00:00Z,12.5` or `1763892000,3,120`. Our own, for a hundred years of minutes:
 * csv-parse takes 0.7 s for one, and udsv (0.3 s) joins a row that is too short with the next without a word. What is written in any other way
 * is left to them and to `moment.ts`.
 */

const [ZERO, NINE, COMMA, DOT, MINUS] = [48, 57, 44, 46, 45];

/** Whole numbers up to here, over a power of ten up to 22, are what Number() gives, to the last bit: W. D. Clinger, "How to read floating point numbers accurately", 1990. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

export class PlainLine {
  time = 0;
  readonly values: Float64Array;
  private day = -1;
  private dayStart = 0;
  /** Where the number that was read last ends. */
  private end = 0;

  constructor(columns: number) {
    this.values = new Float64Array(columns);
  }

  /** The time first, then each column; false where the line has another form, and nothing in it is to be trusted then. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    if (bytes[from + 4] === MINUS) {
      if (!this.readMoment(bytes, from, to)) return false;
      this.end = from + MOMENT;
    } else {
      this.time = this.readNumber(bytes, from, to);
      if (!(this.time >= 0 && this.time < 1e11)) return false;
    }
    for (let column = 0; column < this.values.length; column += 1) {
      if (this.end >= to || bytes[this.end] !== COMMA) return false;
      const start = this.end + 1;
      if (start === to || bytes[start] === COMMA) {
        this.values[column] = Number.NaN;
        this.end = start;
        continue;
      }
      const value = this.readNumber(bytes, start, to);
      if (Number.isNaN(value)) return false;
      this.values[column] = value;
    }
    return this.end === to;
  }

  /** NaN of what is no short decimal. */
  private readNumber(bytes: Uint8Array, from: number, to: number): number {
    const negative = bytes[from] === MINUS;
    let [at, digits, whole, decimals] = [negative ? from + 1 : from, 0, 0, -1];
    for (; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) {
        whole = whole * 10 + byte - ZERO;
        digits += 1;
        if (decimals >= 0) decimals += 1;
      } else if (byte === DOT && decimals < 0 && digits > 0) decimals = 0;
      else break;
    }
    this.end = at;
    if (digits === 0 || digits > EXACT_DIGITS || decimals === 0) return Number.NaN;
    const value = decimals > 0 ? whole / (POWERS[decimals] ?? Number.NaN) : whole;
    return negative ? -value : value;
  }

  private readMoment(bytes: Uint8Array, from: number, to: number): boolean {
    if (to < from + MOMENT) return false;
    for (let at = 0; at < MOMENT; at += 1) {
      const [byte = 0, form = 0] = [bytes[from + at], FORM[at]];
      if (form === ZERO ? byte < ZERO || byte > NINE : byte !== form) return false;
    }
    const two = (at: number): number => (bytes[from + at] ?? 0) * 10 + (bytes[from + at + 1] ?? 0) - 11 * ZERO;
    const [year, month, date] = [two(0) * 100 + two(2), two(5), two(8)];
    const [hour, minute, second] = [two(11), two(14), two(17)];
    if (hour > 23 || minute > 59 || second > 59) return false;
    const day = (year * 100 + month) * 100 + date;
    if (day !== this.day) {
      const midnight = midnightOf(year, month, date);
      if (midnight === undefined || midnight < 0) return false;
      this.day = day;
      this.dayStart = midnight / 1_000;
    }
    this.time = this.dayStart + hour * 3_600 + minute * 60 + second;
    return true;
  }
}

/** A nought stands for any digit. */
const FORM = Buffer.from("0000-00-00T00:00:00Z");
const MOMENT = FORM.length;
