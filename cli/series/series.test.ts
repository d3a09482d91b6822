import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { Inputs } from "../../monitors/plan/evaluate";
import { CommandError } from "../shared/exit";
import { readCsv } from "./csv";
import { PlainLine } from "./plain-line";
import { parseSeries, readSeries } from "./read";

const faultOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof CommandError) return error.message;
    throw error;
  }
  return "none";
};

describe("series of a file", () => {
  const expected = { value: { times: Float64Array.of(1_767_225_600, 1_767_225_720), values: Float64Array.of(1, 3) } };

  it("are CSV or JSON, with a gap where a cell is empty", () => {
    expect(
      parseSeries("time,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:01:00Z,\n2026-01-01T00:02:00Z,3\n", "a.csv"),
    ).toEqual(expected);
    expect(parseSeries('[{"time":1767225600,"value":1},{"time":1767225720,"value":3}]', "a.json")).toEqual(expected);
  });

  it("may have several zones, for each time is one moment", () => {
    expect(parseSeries("time,value\n2026-01-01T01:00:00+01:00,1\n2025-12-31 19:02-0500,3\n", "a.csv")).toEqual(
      expected,
    );
  });

  it.each([
    ["", "a.csv: it is empty; no samples"],
    ["time,value\n", "a.csv: no samples"],
    [
      "1767225600,1\n1767225660,2\n",
      "a.csv, line 1: no header; the first line names the columns, as in time,value or time,bad,all",
    ],
    [
      "timestamp;value\n60;1\n",
      'a.csv, line 1: the header has "timestamp;value"; it must have time and what was measured, as in time,value or time,bad,all',
    ],
    ["time,value,value\n60,1,2\n", 'a.csv, line 1: two columns are named "value"'],
    ["time,value,\n60,1,2\n", "a.csv, line 1: a column without a name"],
    ["time,value\n60,1\n\n120\n", "a.csv, line 4: 1 of the header's 2 cells; an empty one was not measured"],
    ["time,value\n60,1\n120,2,3\n", "a.csv, line 3: 3 of the header's 2 cells; an empty one was not measured"],
    [
      "time,value\n2026-01-01T00:00:00,1\n",
      'a.csv, line 2: "2026-01-01T00:00:00" is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970',
    ],
    [
      "time,value\n2026-02-30T00:00:00Z,1\n",
      'a.csv, line 2: "2026-02-30T00:00:00Z" is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970',
    ],
    [
      "time,value\n1767225600000,1\n",
      'a.csv, line 2: "1767225600000" is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970',
    ],
    ["time,value\n60,1\n60,2\n", "a.csv, line 3: this time is there twice; keep one sample of it"],
    ["time,value\n60,1\n0,2\n", "a.csv, line 3: earlier than the one before; sort by time"],
    [
      "time,all,bad\n60,500,500\n120,,7\n180,500,1000\n",
      "a.csv, line 4: bad is 1000 and all 500: a share's part is not more than its whole",
    ],
    [
      "time,value\n2026-01-01T00:00:00Z,1\n9999-01-01T00:00:00Z,2\n",
      "a.csv, line 3: 9999-01-01T00:00:00Z is 2912078 days after the sample before it, 2026-01-01T00:00:00Z, and 400 are the most; correct one of the two, or cut the file between them",
    ],
    [
      "time,value\n0,1\n1767225600,2\n",
      "a.csv, line 3: 2026-01-01T00:00:00Z is 20454 days after the sample before it, 1970-01-01T00:00:00Z, and 400 are the most; correct one of the two, or cut the file between them",
    ],
    [
      `time,value\n${[0, 1, 2, 3, 4, 5, 6].map((year) => `${year * 365 * 86_400},1\n`).join("")}`,
      "a.csv, line 8: 1975-12-31T00:00:00Z is more than 5 years after the first sample, 1970-01-01T00:00:00Z; cut the file into years",
    ],
    [
      '[{"time":0,"value":1},{"time":1767225600,"value":1}]',
      "a.csv, sample 2: 2026-01-01T00:00:00Z is 20454 days after the sample before it, 1970-01-01T00:00:00Z, and 400 are the most; correct one of the two, or cut the file between them",
    ],
    ...["NaN", "Infinity", "-inf", "1e999", "0x10", "12 %"].map((cell) => [
      `time,value\n60,${cell}\n`,
      `a.csv, line 2: value is "${cell}", which is no number; leave the cell empty where nothing was measured`,
    ]),
    [
      'time,value\n60,"1\n120,2\n',
      "a.csv, line 2: a quote that neither opens nor closes a cell; write it twice within one",
    ],
    ["time,value\n60,1\u0000\n", "a.csv: no text, but a binary file; export it as CSV in UTF-8"],
    [
      "[1,",
      'a.csv: begins as JSON does, and is none; a series is a list of samples, as in [{"time": "2026-11-23T10:00:00Z", "value": 1}]',
    ],
    ['[{"time":60,"value":1},{"time":0,"value":1}]', "a.csv, sample 2: earlier than the one before; sort by time"],
  ])("%j is refused in one line", (text, said) => {
    expect(faultOf(() => parseSeries(text, "a.csv"))).toBe(said);
  });

  it("are no folder, nothing that is not there, and no 5 GB, which are not read", () => {
    const folder = mkdtempSync(join(tmpdir(), "series-"));
    try {
      const large = join(folder, "large.csv");
      const file = openSync(large, "w");
      ftruncateSync(file, 5 * 1024 ** 3);
      closeSync(file);
      expect(faultOf(() => readSeries(large))).toBe(`${large}: more than 200 MB; cut it into signals, or into years`);
      expect(faultOf(() => readSeries(folder))).toBe(`${folder}: a folder; name a file in it`);
      expect(faultOf(() => readSeries(join(folder, "no.csv")))).toBe(
        `${join(folder, "no.csv")}: there is no such file`,
      );
      // More than one piece, with a line that goes over their border.
      const long = join(folder, "long.csv");
      const lines = Array.from({ length: 100_000 }, (_, minute) => `${minute * 60},${minute}.25`);
      writeFileSync(long, ["time,value", ...lines].join("\r\n"));
      const { value } = readSeries(long);
      expect([value?.times.length, value?.times.at(-1), value?.values.at(-1)]).toEqual([100_000, 5_999_940, 99_999.25]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 999_999 })).map(([a, b]) => `${a}.${b}`),
);

describe("a plain line", () => {
  const read = (text: string): readonly number[] | undefined => {
    const line = new PlainLine(1);
    const bytes = Buffer.from(text);
    return line.read(bytes, 0, bytes.length) ? [line.time, ...line.values] : undefined;
  };

  it("is what Number and Date make of it, to the last bit, or is left to them", () => {
    let plain = 0;
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("2199-12-31"), noInvalidDate: true }),
        number,
        (day, cell) => {
          const time = day.toISOString().replace(/\.\d+/, "");
          const found = read(`${time},${cell}`);
          if (found === undefined) return;
          plain += 1;
          expect(found).toEqual([Date.parse(time) / 1_000, Number(cell)]);
        },
      ),
      { seed: 8, numRuns: 2_000 },
    );
    expect(plain).toBeGreaterThan(1_000);
  });

  it.each([
    "60",
    "60,",
    "60,1,2",
    "60,1 ",
    ' 60,"1"',
    "60,1.",
    "60,.5",
    "60,1e3",
    "60,--1",
    "60,-",
    "2026-13-01T00:00:00Z,1",
    "2026-02-30T00:00:00Z,1",
    "2026-01-01T24:00:00Z,1",
    "2026-01-01T00:00:00,1",
    "99999999999999999999,1",
    "60,12345678901234567",
  ])("%j is none, or a gap", (text) => {
    expect(read(text)).toEqual(text === "60," ? [60, Number.NaN] : undefined);
  });
});

describe("CSV in pieces", () => {
  const heads = fc.uniqueArray(
    fc
      .string({ minLength: 1, maxLength: 4, unit: fc.constantFrom("a", "b", "é", ",", '"', "{", "\n", "x") })
      .map((name) => name.trim() || "n"),
    { minLength: 1, maxLength: 3 },
  );
  const table = heads.chain((names) =>
    fc.record({
      names: fc.constant(names),
      rows: fc.array(
        fc.record({
          gap: fc.integer({ min: 1, max: 100_000 }),
          form: fc.nat({ max: 3 }),
          cells: fc.array(fc.option(number, { nil: "", freq: 4 }), {
            minLength: names.length,
            maxLength: names.length,
          }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      quoted: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
      blanks: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
      newline: fc.constantFrom("\n", "\r\n"),
      ends: fc.boolean(),
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      mark: fc.boolean(),
    }),
  );

  const momentIn = (at: number, form: number): string => {
    const iso = new Date(at * 1_000).toISOString();
    return (
      [
        String(at),
        iso.replace(/\.\d+/, ""),
        iso,
        `${new Date(at * 1_000 + 5_400_000).toISOString().slice(0, 19)}+01:30`,
      ][form] ?? ""
    );
  };

  const piecesOf = function* (bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
    // One buffer that is written over, as a file is read.
    const buffer = new Uint8Array(40);
    for (let [from, index] = [0, 0]; from < bytes.length; index += 1) {
      const piece = bytes.subarray(from, from + (sizes[index % sizes.length] ?? 1));
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
      from += piece.length;
    }
  };

  const byCsvParse = (text: string): Inputs => {
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
    const names = Object.keys(rows[0] ?? {}).filter((name) => name !== "time");
    return Object.fromEntries(
      names.map((name) => {
        const there = rows.filter((row) => row[name] !== "");
        return [
          name,
          {
            times: Float64Array.from(there, ({ time = "" }) =>
              /^\d+$/.test(time) ? Number(time) : Date.parse(time) / 1_000,
            ),
            values: Float64Array.from(there, (row) => Number(row[name])),
          },
        ];
      }),
    );
  };

  it("is what csv-parse makes of the whole, however it is quoted, cut and ended", () => {
    fc.assert(
      fc.property(table, ({ names, rows, quoted, blanks, newline, ends, sizes, mark }) => {
        let cell = 0;
        const encode = (text: string): string => {
          cell += 1;
          return quoted[cell % quoted.length] === true || /[",\n\r]/.test(text)
            ? `"${text.replaceAll('"', '""')}"`
            : text;
        };
        let at = 1_700_000_000;
        const lines = rows.flatMap(({ gap, form, cells }, index) => {
          at += gap;
          const row = [momentIn(at, form), ...cells].map(encode).join(",");
          return blanks[index % blanks.length] === true ? [row, ""] : [row];
        });
        const text = `${mark ? "\uFEFF" : ""}${[["time", ...names].map(encode).join(","), ...lines].join(newline)}${ends ? newline : ""}`;
        expect(readCsv(piecesOf(Buffer.from(text), sizes), "a.csv")).toEqual(byCsvParse(text));
      }),
      { seed: 8, numRuns: 400 },
    );
  });
});
