import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { describeWithPromtool, promtool } from "../../../../testing/tools/describe-with-promtool";
import { readScript, valueOf, type Load, type Question, type Written } from "../../../../testing/promql-script";
import { NAME } from "./column";

/** The cases of `cases/`, asked of Prometheus's own promtool: they are what Prometheus says, and not what we think that it does. */

const cases = join(__dirname, "cases");

/** Whether the promtool that is installed is of the release that a file's name says, or later. */
const isSince = (file: string): boolean => {
  const [, major = 0, minor = 0] = (/since-(\d+)\.(\d+)/.exec(file) ?? []).map(Number);
  const [, ownMajor = 0, ownMinor = 0] = (/version (\d+)\.(\d+)/.exec(promtool("--version").said) ?? []).map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
};

const questionsOf = (): readonly Question[] =>
  readdirSync(cases)
    .filter(isSince)
    .flatMap((file) => readScript(readFileSync(join(cases, file), "utf8")));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "promtool-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const seriesOf = ({ labels: { [NAME]: name = "", ...labels } }: Written): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(",")}}`;

/** Questions to the same series. */
const testOf = (asked: readonly Question[], [load, ...others]: readonly Load[]) => {
  if (load === undefined || others.length > 0) throw new Error("promtool has one interval");
  return {
    interval: load.every,
    input_series: load.series.map((each) => ({ series: seriesOf(each), values: each.values.join(" ") })),
    promql_expr_test: asked.map(({ query, at, expected }) => ({
      expr: query,
      eval_time: at,
      exp_samples: (typeof expected === "string" ? [] : expected).map((each) => ({
        labels: seriesOf(each),
        value: valueOf(each.values[0] ?? ""),
      })),
    })),
  };
};

/** What promtool says of each question that is not as expected. It loads samples only up to its own last evaluation. */
const saidOf = (questions: readonly Question[]): readonly string[] =>
  [...new Set(questions.map(({ loads }) => loads))].flatMap((loads) => {
    const asked = questions.filter((each) => each.loads === loads);
    const file = join(folder, "test.yml");
    const every = loads[0]?.every.endsWith("ms") === true ? "10ms" : "1m";
    writeFileSync(file, stringify({ evaluation_interval: every, tests: [testOf(asked, loads)] }));
    const { content, said } = promtool("test", "rules", file);
    const faults = [...said.matchAll(/expr: .*?(?=\n\s+expr: |\s*$)/gs)].map(([text]) => text);
    return content ? [] : faults.length > 0 ? faults : [said];
  });

describeWithPromtool("promtool", () => {
  it("answers as the cases say", () => {
    // It finds no number that is none equal to another.
    const answered = questionsOf().filter(
      ({ expected }) =>
        typeof expected !== "string" && !expected.some(({ values: [value = ""] }) => Number.isNaN(valueOf(value))),
    );
    expect(answered.length).toBeGreaterThan(150);
    expect(saidOf(answered)).toEqual([]);
  });

  it("fails where the cases say so", () => {
    const failing = questionsOf().filter(({ expected }) => expected === "fail");
    const said = saidOf(failing);
    expect(failing.length).toBeGreaterThan(12);
    expect(said.filter((each) => !each.includes("err: "))).toEqual([]);
    expect(said).toHaveLength(failing.length);
  });
});
