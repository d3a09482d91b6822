import type { Chance } from "../alert-quality/random";
import { oneOf, wholeBelow } from "./draw";
import { nested, type Mutated } from "./wrong-values";

/** Files made wrong as bytes: cut, flipped, in other encodings, with numbers, quotes and nesting that nobody expects. */

type Change = (bytes: Buffer, chance: Chance) => Buffer;

const inserted = (bytes: Buffer, at: number, what: string | Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(what), bytes.subarray(at)]);

const insertedAnywhere = (bytes: Buffer, chance: Chance, what: string | Buffer): Buffer =>
  inserted(bytes, wholeBelow(chance, bytes.length + 1), what);

const flipped: Change = (bytes, chance) => {
  const changed = Buffer.from(bytes);
  for (let left = 1 + wholeBelow(chance, 8); left > 0 && changed.length > 0; left -= 1) {
    const at = wholeBelow(chance, changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << wholeBelow(chance, 8));
  }
  return changed;
};

const inText =
  (change: (text: string, chance: Chance) => string): Change =>
  (bytes, chance) =>
    Buffer.from(change(bytes.toString(), chance));

/** One of the places where it stands, or none. */
const replacedOnce = (text: string, what: RegExp, by: string, chance: Chance): string => {
  const found = [...text.matchAll(what)];
  if (found.length === 0) return text;
  const { index, 0: word } = oneOf(chance, found);
  return `${text.slice(0, index)}${by}${text.slice(index + word.length)}`;
};

const inLines = (change: (lines: readonly string[], at: number) => readonly string[]): Change =>
  inText((text, chance) => {
    const lines = text.split("\n");
    return change(lines, wholeBelow(chance, lines.length)).join("\n");
  });

const NUMBERS = [
  "1e999",
  "-1e308",
  "9".repeat(400),
  "NaN",
  "-0",
  "0x1f",
  "1_000",
  "1,5",
  "253402300800",
  "8640000000001",
];
const STRANGE = [
  '"',
  "'",
  "`",
  "\\",
  "\u0000",
  "\u001b[2J",
  "\u202e",
  "\ufeff",
  ",",
  ",,,,",
  "\t",
  "\r",
  ":",
  "*a",
  "&a",
  "<<: *a",
  "{{",
  "@all ",
];

const changes: Readonly<Record<string, Change>> = {
  truncated: (bytes, chance) => bytes.subarray(0, wholeBelow(chance, bytes.length + 1)),
  "without its beginning": (bytes, chance) => bytes.subarray(wholeBelow(chance, bytes.length + 1)),
  "bits flipped": flipped,
  "of random bytes in it": (bytes, chance) =>
    insertedAnywhere(bytes, chance, Buffer.from(Array.from({ length: 16 }, () => wholeBelow(chance, 256)))),
  "in UTF-16": (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, "utf16le"),
  "in Latin 1": (bytes, chance) => Buffer.from(insertedAnywhere(bytes, chance, "é").toString(), "latin1"),
  "with a byte order mark": (bytes) => inserted(bytes, 0, "\ufeff"),
  "with CRLF": inText((text) => text.replaceAll("\n", "\r\n")),
  "with a number nobody expects": inText((text, chance) =>
    replacedOnce(text, /\d[\d.]*/g, oneOf(chance, NUMBERS), chance),
  ),
  "with a strange character": (bytes, chance) => insertedAnywhere(bytes, chance, oneOf(chance, STRANGE)),
  "without a quote": inText((text, chance) => replacedOnce(text, /["']/g, "", chance)),
  "without a separator": inText((text, chance) => replacedOnce(text, /[,:{}[\]]/g, "", chance)),
  "nesting deeply": (bytes, chance) => insertedAnywhere(bytes, chance, nested(oneOf(chance, [100, 20_000, 100_000]))),
  "of deep nesting alone": (_, chance) => Buffer.from(nested(oneOf(chance, [5_000, 200_000]))),
  "with a line twice": inLines((lines, at) => [...lines.slice(0, at + 1), ...lines.slice(at)]),
  "without a line": inLines((lines, at) => lines.filter((_, index) => index !== at)),
  "with lines exchanged": inLines((lines, at) => [...lines.slice(at), ...lines.slice(0, at)]),
  "with a line of a megabyte": inLines((lines, at) => [
    ...lines.slice(0, at),
    "x,".repeat(500_000),
    ...lines.slice(at),
  ]),
  "with a column of thousands": inLines((lines) => lines.map((line) => `${line}${",1".repeat(5_000)}`)),
  "many times over": (bytes) => Buffer.concat(Array.from({ length: 20 }, () => bytes)),
  empty: () => Buffer.alloc(0),
};

const names = Object.keys(changes);

/** One change, or two. */
export const mutateBytes = (bytes: Buffer, chance: Chance): Mutated<Buffer> => {
  const chosen = Array.from({ length: 1 + wholeBelow(chance, 2) }, () => oneOf(chance, names));
  return {
    words: chosen.join(", "),
    whole: chosen.reduce((changed, name) => changes[name]?.(changed, chance) ?? changed, bytes),
  };
};
