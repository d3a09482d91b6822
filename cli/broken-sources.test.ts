import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BY_LOADER, runToEnd, type Ran } from "../testing/run-command";
import { stackConfiguration } from "../testing/stack-configuration";
import { copyTree } from "../testing/tree";

/** The command line on a copy of this tree in which somebody has mistyped, by edits of its text. */

let folder: string;

const API = "monitors/catalogue/api.ts";

beforeAll(() => {
  folder = copyTree();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (variables: Readonly<Record<string, string>>, program: string, ...args: readonly string[]): Promise<Ran> =>
  runToEnd(process.execPath, program.endsWith(".cjs") ? [program] : [...BY_LOADER, "cli/cli.ts", program, ...args], {
    cwd: folder,
    variables,
  });

/** A command on a file whose text is edited, which is as it was afterwards. */
const edited = async (
  path: string,
  edits: readonly (readonly [from: string | RegExp, to: string])[],
  program: string,
  ...args: readonly string[]
): Promise<Ran> => {
  const file = join(folder, path);
  const before = readFileSync(file, "utf8");
  const after = edits.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${path} has no ${String(from)}`);
    return changed;
  }, before);
  writeFileSync(file, after);
  try {
    return await run({}, program, ...args);
  } finally {
    writeFileSync(file, before);
  }
};

const lineOf = (path: string, words: string): number =>
  readFileSync(join(folder, path), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(words)) + 1;

/** The plan's text, where a line that is too long goes on in the next. */
const joined = (text: string): string => text.replaceAll(/\n {7}/g, " ");

const FIX = "       fix: mend the line; npm run check:types says what else is wrong\n";
const HIDDEN = "       a source file that cannot be loaded hides all its rows: nothing was looked at\n";

describe("a source file that cannot be loaded is one diagnostic with its line, and no stack", () => {
  it("where its syntax is broken", async () => {
    const line = lineOf(API, 'kind: "outage",');
    expect(await edited(API, [['kind: "outage",', 'kind: "outage" "x",']], "plan")).toEqual({
      code: 1,
      stdout: "",
      stderr: `error  ${API}:${line}:22  Expected "}" but found "\\"x\\""
       ${line} │       kind: "outage" "x",
       ${" ".repeat(String(line).length)} ╵                      ^
${HIDDEN}${FIX}`,
    });
  });

  it("where it imports what is not there", async () => {
    const { code, stdout, stderr } = await edited(API, [['"../model/quantity"', '"../model/quantitty"']], "review");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error {2}monitors\/catalogue\/api\.ts:1:64 {2}Could not resolve "..\/model\/quantitty"\n/);
    expect(stderr).not.toMatch(/ {4}at /);
    expect(stderr.split("\n").length).toBe(6);
  });

  it.each([
    ["a module throws", "routes.health,", "missing.health,", "missing is not defined"],
    ["a name in a builder is missing", "datadog.http({", "datadog.htpp({", /^\S+htpp\)? is not a function$/],
  ])("where %s", async (_, from, to, what) => {
    const line = lineOf(API, from);
    const { code, stdout, stderr } = await edited(API, [[from, to]], "plan", "--format", "json");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const [first = "", frame, , ...rest] = stderr.split("\n");
    const [, place, words] = /^error {2}(\S+):\d+ {2}(.*)$/.exec(first) ?? [];
    expect(place).toBe(`${API}:${line}`);
    expect(words).toMatch(what);
    expect(frame).toContain(to);
    expect(rest.join("\n")).toBe(HIDDEN + FIX);
  });

  const INDEX = "monitors/catalogue/index.ts";
  const EMPTIED = /^[^]*$/;

  it.each<readonly [string, string | RegExp, string, importer: readonly [string, string], string, string]>([
    [
      INDEX,
      EMPTIED,
      "catalogue",
      ["cli/rules/command.ts", "{ catalogue }"],
      " and another file import",
      "plan --routes",
    ],
    [
      INDEX,
      "const catalogue",
      "catalogue",
      ["cli/rules/command.ts", "{ catalogue }"],
      " and another file import",
      "rules",
    ],
    ["monitors/catalogue/services.ts", EMPTIED, "services", [INDEX, "./services"], " imports", "runbooks --check"],
    [
      "policies/index.ts",
      EMPTIED,
      "policies",
      ["cli/adopt/proof.ts", "{ policies }"],
      " and 4 other files import",
      "plan",
    ],
    [
      "policies/on-call.ts",
      EMPTIED,
      "handOff, rungs",
      ["policies/index.ts", "./on-call"],
      " imports",
      "report --out x",
    ],
  ])(
    "where %s, without %s, no longer exports what others import",
    async (path, from, names, [first, its], others, line) => {
      const [command = "", ...args] = line.split(" ");
      expect(await edited(path, [[from, from === EMPTIED ? "" : "const other"]], command, ...args)).toEqual({
        code: 1,
        stdout: "",
        stderr: `error  ${path}  does not export ${names}, which ${first}:${lineOf(first, its)}${others}\n${HIDDEN}       fix: export it there, or mend the name where it is imported\n`,
      });
    },
  );

  it("where it nests deeper than a parser's stack, before esbuild reads it", async () => {
    const deep = `${"[".repeat(20_000)}1${"]".repeat(20_000)}`;
    const { code, stdout, stderr } = await edited(API, [['kind: "outage",', `kind: ${deep},`]], "rules");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const [first, frame, , ...rest] = stderr.split("\n");
    // The braces around it, and the signs before it.
    expect(first).toMatch(
      new RegExp(`^error {2}${API}:${lineOf(API, 'kind: "outage",')}:\\d+ {2}is nested more than 500 deep$`),
    );
    expect(frame).toMatch(/│ \[{100}$/);
    expect(rest.join("\n")).toBe(HIDDEN + FIX);
  });

  it("where esbuild dies of it, whose stack nobody sees", async () => {
    const dying = join(folder, "dying");
    writeFileSync(
      dying,
      "#!/bin/sh\nprintf 'runtime: goroutine stack exceeds\\nfatal error: stack overflow\\n\\nruntime stack:\\n' >&2\nexit 2\n",
      { mode: 0o755 },
    );
    expect(await run({ ESBUILD_BINARY_PATH: dying }, "rules")).toEqual({
      code: 1,
      stdout: "",
      stderr: `error  the program's source  esbuild, which reads the sources, has died: fatal error: stack overflow
${HIDDEN}       fix: look at what was changed last: git diff shows it\n`,
    });
  });

  it("shows no control character of it", async () => {
    const { stderr } = await edited(API, [['kind: "outage",', 'kind: "out\u001b[31m\u202eage" "x",']], "plan");
    expect(stderr).toContain('kind: "out\\u001b[31m\\u202eage" "x",');
    expect(stderr).not.toMatch(/\u001b|\u202e/);
  });
});

describe("a key that is given twice", () => {
  const twice: readonly (readonly [RegExp, string])[] = [[/^ {4}cpu: \{/m, "    memory: {"]];

  const where = (): string => `${API}:${lineOf(API, "    cpu: {")}`;
  const what = (): string => `the key memory is given twice, first in line ${lineOf(API, "    memory: {")}`;

  it("is an error of the plan, with file, line and key, in every environment", async () => {
    const { code, stdout, stderr } = await edited(API, twice, "plan", "--environment", "all");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.split(diagnostic()).length).toBe(3);
  });

  const diagnostic = (): string => `error  ${where()}  ${what()}
       of two rows with one key the first is lost, and nobody is told of what it watched
       fix: rename or delete one of the two keys memory\n`;

  it.each([
    "rules",
    "runbooks",
    "lighthouse",
    "logrocket",
    "dashboards --out x",
    "drill api.cpu --dry-run",
    "ga4 plan --property 1",
  ])("stops npm run %s before it writes or sends", async (line) => {
    const [command = "", ...args] = line.split(" ");
    const { code, stdout, stderr } = await edited(API, twice, command, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(diagnostic());
    expect(stderr).toMatch(/\nerror: nothing was done: .* has errors\n$/);
    expect(existsSync(join(folder, "x"))).toBe(false);
  });

  it("is an error of Pulumi's program, whose engine says it without a stack", async () => {
    expect(await program(twice)).toMatch(
      `true nothing was changed:\nerror  ${where()}  ${what()}\n       of two rows with one key the first is lost`,
    );
  });
});

/** What Pulumi's own program ends with on mocks, and whether Pulumi shows that as it is. */
const program = async (edits: Parameters<typeof edited>[1]): Promise<string> => {
  const config = Object.fromEntries(Object.entries(stackConfiguration("dev")).map(([key, { value }]) => [key, value]));
  writeFileSync(
    join(folder, "on-mocks.cjs"),
    `require("./infra/loader.cjs");
     const { RunError, runtime } = require("@pulumi/pulumi");
     void runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }, "driplo-monitoring", "dev");
     runtime.setAllConfig(${JSON.stringify(config)});
     try { require("./program.ts"); console.log("it ran"); }
     catch (error) { console.log(RunError.isInstance(error), error.message); }
     process.exit(0);`,
  );
  const { stdout } = await edited(API, edits, "on-mocks.cjs");
  return stdout;
};

describe("Pulumi's program", () => {
  it("says a broken source as its engine shows it: the message alone", async () => {
    expect(await program([['kind: "outage",', 'kind: "outage" "x",']])).toBe(
      `true error  ${API}:${lineOf(API, 'kind: "outage",')}:22  Expected "}" but found "\\"x\\""
       ${lineOf(API, 'kind: "outage",')} │       kind: "outage" "x",
          ╵                      ^
${HIDDEN}${FIX}`,
    );
  });

  it("refuses a row that no compiler has seen", async () => {
    expect(await program([["at: milliseconds(500)", "at: percent(50)"]])).toContain(
      "error  api.response_time (dev)  warning.at is 50 %\n",
    );
  });
});

describe("rows that are wrong", () => {
  it("are all said at once, and the rest is planned", async () => {
    const { code, stdout, stderr } = await edited(
      API,
      [
        ["at: milliseconds(500)", "at: percent(50)"],
        ['statistic: "p95"', 'statistic: "p96"'],
        ['impact: "Every page', 'impcat: "Every page'],
        [/^ *runbook: "api\/error-rate.md",\n/m, ""],
        ["minimumTraffic: count(100),", ""],
        ['kind: "utilisation"', 'kind: "utilization"'],
        ['at: seconds(30), priority: "P0"', 'at: 30, priority: "P5"'],
      ],
      "plan",
      "--environment",
      "all",
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const said = joined(stdout).match(/^error {2}.*/gm) ?? [];
    expect(said.map((line) => line.split(/ (?=\S+ must|the keys|a row|every runbook)/)[0])).toEqual(
      ["dev", "prod"].flatMap((name) => [
        `error  api.availability (${name})  critical.at is 30, a bare number`,
        `error  api.availability (${name})  critical.priority is "P5"`,
        `error  api.error_rate (${name})  minimumTraffic is missing`,
        `error  api.error_rate (${name})  runbook is missing`,
        `error  api.memory (${name})  kind is "utilization"; did you mean "utilisation"?`,
        `error  api.response_time (${name})  impact is missing`,
        `error  api.response_time (${name})  statistic is "p96"`,
        `error  api.response_time (${name})  there is no key impcat; did you mean impact?`,
        `error  api.response_time (${name})  warning.at is 50 %`,
        `error  catalogue (${name})  left out of this plan: api.availability, api.response_time, api.error_rate, api.memory, edge.ddos`,
        `error  runbooks/api/error-rate.md (${name})  no signal leads to it`,
      ]),
    );
    expect(joined(stdout)).toContain("fix: mend warning.at in monitors/catalogue/api.ts, key response_time.warning.at");
    expect(stdout).toContain("  database.reachable  ");
    expect(stdout).not.toContain("  api.response_time  p9");
  });
});

describe("a fault of the program's own", () => {
  it("names the row that it was working on, and has a code of its own", async () => {
    const { code, stdout, stderr } = await edited(
      "monitors/datadog/render.ts",
      [
        [
          /^export const render = .*$/m,
          '$&\n  if (watch.measure.name === "api.cpu") throw new TypeError("no such facet");',
        ],
      ],
      "plan",
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: "",
      stderr:
        "error: api.cpu: no such facet\n  this is a fault of the program's own: report it with the command that was run\n",
    });
  });
});
