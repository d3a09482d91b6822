import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectBounded, runMeasured } from "../../testing/measured-cli";
import { CommandError } from "./exit";
import { readInput } from "./read-input";
import { parseJson } from "./read-json";
import { parseTable } from "./read-table";
import { refuseInput, shownLines } from "./word-faults";

const folder = mkdtempSync(join(tmpdir(), "limits-"));
const pipe = join(folder, "pipe");
execFileSync("mkfifo", [pipe]);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const faultOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof CommandError) return error.lines.join("\n");
    throw error;
  }
  return "none";
};

describe("a file that is read", () => {
  it("is a plain file, of UTF-8, and no larger than was meant", () => {
    const most = 10;
    expect(readInput(written("mark", "\uFEFFten bytes"), 2 * most)).toBe("ten bytes");
    const said = (path: string) => faultOf(() => readInput(path, most));
    expect(said(written("large", "12345678901"))).toBe(`${join(folder, "large")}: more than 1 kB`);
    expect(said(pipe)).toBe(`${pipe}: a pipe; write what comes out of it into a file, and name that`);
    expect(said("/dev/zero")).toBe("/dev/zero: a device; name a plain file");
    expect(said(folder)).toBe(`${folder}: a folder; name a file in it`);
    expect(said(join(folder, "none"))).toBe(`${join(folder, "none")}: there is no such file`);
    writeFileSync(join(folder, "latin"), Buffer.from([0x63, 0xe9]));
    expect(said(join(folder, "latin"))).toBe(`${join(folder, "latin")}: no UTF-8 text`);
    // Whatever it says of its size, which is 0.
    expect(faultOf(() => readInput("/proc/self/maps", 64))).toBe("/proc/self/maps: more than 1 kB");
  });
});

describe("JSON", () => {
  it("is counted before it is built, and what stands in a text counts nothing", () => {
    expect(parseJson('{"a":"[[{,,\\"[[","b":[1]}')).toEqual({ content: { a: '[[{,,"[[', b: [1] } });
    expect(parseJson("[".repeat(100) + "]".repeat(100))).toHaveProperty("content");
    expect(parseJson("[".repeat(101) + "]".repeat(101))).toEqual({ why: "is nested more than 100 deep" });
    expect(parseJson(`[${"1,".repeat(5_000_000)}1]`)).toEqual({ why: "holds more than 5,000,000 values" });
    expect(parseJson('["')).toEqual({ why: "begins as JSON does, and is none" });
  });
});

describe("a table", () => {
  it("has no more columns and cells than that, and no row without an end", () => {
    expect(parseTable("a,b\n1,2\n")).toMatchObject({ rows: [{ cells: ["a", "b"], line: 1 }, { cells: ["1", "2"] }] });
    expect(parseTable("x,".repeat(1_000))).toEqual({ why: "more than 1,000 columns" });
    expect(parseTable("1,2,3,4,5,6,7,8,9,0\n".repeat(500_001))).toEqual({ why: "more than 5,000,000 cells" });
    expect(parseTable(`a\n"${"x".repeat(2 * 1024 * 1024)}`)).toEqual({
      why: expect.stringMatching(
        /^is no CSV: Max Record Size: record exceed the maximum number of tolerated bytes/,
      ) as unknown,
    });
  });
});

describe("faults", () => {
  it("are two hundred at most, each on a line that somebody can read", () => {
    expect(
      faultOf(() => {
        refuseInput([]);
      }),
    ).toBe("none");
    const said = faultOf(() => {
      refuseInput(Array.from({ length: 300_000 }, String));
    }).split("\n");
    expect(said).toHaveLength(201);
    expect(said[200]).toBe("and 299,800 more like these");
    expect(shownLines(`${"x".repeat(1_000_000)}\nb`)).toBe(`${"x".repeat(2_000)}…\nb`);
  });
});

const list = (length: number, item: (index: number) => string): string =>
  Array.from({ length }, (_, i) => item(i)).join();

const incident = (more: string): string =>
  `{"incidents":[{"id":"Q1","status":"resolved","created_at":"2026-11-23T10:00:00Z",${more}}]}`;

/** What took gigabytes, minutes or for ever, and what is said of it now. */
const cases: readonly (readonly [what: string, args: () => readonly string[], said: RegExp])[] = [
  ["a pipe as a series", () => ["simulate", "api.error_rate", "--series", pipe], /: a pipe; /],
  ["a pipe as an export", () => ["adopt", "--datadog", pipe], /: a pipe; /],
  ["a pipe as incidents", () => ["quality", "--incidents", pipe], /: a pipe; /],
  [
    "a series of 50,000 columns",
    () => [
      ...["simulate", "api.error_rate", "--series"],
      written("wide.csv", `time,${list(50_000, (i) => `c${i}`)}\n2026-11-23T10:00:00Z,${list(50_000, () => "1")}\n`),
    ],
    /: 50,000 columns, and 1,000 are the most; keep those that the alert reads\n$/,
  ],
  [
    "a sample of 50,000 keys",
    () => [
      ...["simulate", "api.error_rate", "--series"],
      written("wide.json", `[{"time":60,${list(50_000, (i) => `"c${i}":1`)}}]`),
    ],
    /: 50,000 columns, and 1,000 are the most/,
  ],
  [
    "a header of 50,000 columns without a time",
    () => [...["simulate", "api.error_rate", "--series"], written("timeless.csv", `${list(50_000, (i) => `c${i}`)}\n`)],
    /the header has "c0", ("c\d", ){9}…; it must have time/,
  ],
  [
    "incidents of 50,000 columns",
    () => ["quality", "--incidents", written("wide-table.csv", `${list(50_000, (i) => `c${i}`)}\n`)],
    /: more than 1,000 columns\n$/,
  ],
  [
    "JSON that is nested 200,000 deep",
    () => [
      "quality",
      "--incidents",
      written("deep.json", incident(`"body":${"[".repeat(200_000)}${"]".repeat(200_000)}`)),
    ],
    /: is nested more than 100 deep\n$/,
  ],
  [
    "an export of nothing but brackets",
    () => ["adopt", "--datadog", written("brackets.json", `[${"{},".repeat(10_000_000)}{}]`)],
    /: holds more than 5,000,000 values\n$/,
  ],
  [
    "100,000 unknown keys",
    () => [
      ...["quality", "--incidents", written("one.json", incident('"title":"x"')), "--labels"],
      written("keys.json", `[{${list(100_000, (i) => `"k${i}":1`)}}]`),
    ],
    /^error: .{1,2100}\n/,
  ],
  [
    "100,000 faulty rows",
    () => [
      "quality",
      "--incidents",
      written("faulty.csv", `id,title,service,created_at,resolved_at\n${"1,t,s,x,y\n".repeat(100_000)}`),
    ],
    /\nerror: and \d{2,3},\d{3} more like these\n$/,
  ],
  [
    "a title that is one long word",
    () => [
      ...["quality", "--incidents", written("word.json", incident(`"title":"${"a".repeat(5_000_000)}"`)), "--labels"],
      written("none.csv", "incident,started_at,real\nQ2,,no\n"),
    ],
    /: line 2: the export has no incident Q2\n$/,
  ],
  [
    "100,000 known incidents of one signal, and one that is none",
    () => {
      mkdirSync(join(folder, "history"), { recursive: true });
      written("history/api.error_rate.csv", "time,bad,all\n60,1,100\n120,1,100\n");
      const row = "api.error_rate,2026-11-23T10:00:00Z,2026-11-23T10:01:00Z\n";
      return [
        ...["backtest", "--series", join(folder, "history"), "--labels"],
        written(
          "labels.csv",
          `signal,from,to\n${row.repeat(100_000)}${"x".repeat(100_000)},2026-11-23T10:00:00Z,2026-11-23T10:01:00Z\n`,
        ),
      ];
    },
    /, line 100002: there is no signal "x{60}…"; npm run plan lists them\n$/,
  ],
  [
    "a signal whose name is 100,000 letters",
    () => ["simulate", "a".repeat(100_000), "--shape", "outage"],
    /^error: .{1,2100}\n/,
  ],
];

describe("nothing that is read takes 10 s or a gigabyte", () => {
  it.each(cases)("%s", async (_what, args, said) => {
    const ran = await runMeasured(args());
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(said);
    expectBounded(ran);
  });

  it("as little as words of a megabyte, which are looked through for names and handles", async () => {
    const word = written("words.json", incident(`"title":"${"a".repeat(2_000_000)}"`));
    const message = `{"id":1,"name":"x","type":"query alert","query":"avg(last_5m):avg:a.b{*} > 1","message":"${"@.".repeat(1_000_000)}"}`;
    const [quality, adopt] = await Promise.all([
      runMeasured(["quality", "--incidents", word]),
      runMeasured(["adopt", "--format", "json", "--datadog", written("handles.json", `[${message}]`)]),
    ]);
    expect([quality.code, adopt.code]).toEqual([0, 0]);
    expectBounded({ ...quality, stdout: "" });
    expectBounded({ ...adopt, stdout: "" });
  });

  it("as little as what has no end on standard input", async () => {
    const shell = '(echo time,value; yes "" | tr "\\n" "x") | "$@"';
    const ran = await runMeasured(["simulate", "api.cpu", "--series", "-"], { shell });
    expect(ran).toMatchObject({
      code: 2,
      stderr: "error: standard input, line 2: a line of more than 4 MB; close its quote, or end its lines\n",
    });
    expectBounded(ran);
  });
});
