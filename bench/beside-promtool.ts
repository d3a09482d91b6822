import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prometheusRules } from "../infra/assembly/rule-files";
import { catalogue } from "../monitors/catalogue";
import type { Environment } from "../monitors/model/environment";
import type { Samples } from "../monitors/prometheus/evaluate/engine/column";
import { selectorsOf } from "../monitors/prometheus/evaluate/engine/expression";
import { readExpression } from "../monitors/prometheus/evaluate/engine/read";
import { CURRENT } from "../monitors/prometheus/evaluate/engine/release";
import { judgeFile } from "../monitors/prometheus/evaluate/judge-file";
import { toRuleFile } from "../monitors/prometheus/rule-file";
import { policies } from "../policies";
import { median } from "./run";
import { MINUTE, processSeconds, valueAt } from "./static-rules";

/** Our evaluator and promtool, one after the other, by the same file of rules over the same samples. */
export interface Beside {
  readonly rules: number;
  readonly samples: number;
  /** Seconds of the processors, of ours the median of 25 rounds. */
  readonly ours: number;
  /** Undefined where it is not installed. */
  readonly promtool?: number;
}

const DAYS = 7;
const SAMPLES = DAYS * 24 * 60;

/** Rules that compare one metric with a number. */
const PLAIN = /^max\(\w+_over_time\(\w+\{[^}]*\}\[5m\]\)\)$/;

export const besidePromtool = (environment: Environment): Beside => {
  const rules = prometheusRules(catalogue, policies, environment).filter(({ query }) => PLAIN.test(query.value));
  const file = toRuleFile(rules);
  const series = seriesFor(rules.map(({ query }) => query.value));
  const steps = { from: 0, every: MINUTE, count: SAMPLES };
  const promtool = promtoolSeconds(file, series);
  return {
    rules: file.match(/- alert:/g)?.length ?? 0,
    samples: SAMPLES,
    ours: median(Array.from({ length: 25 }, () => processSeconds(() => judgeFile(file, series, steps, CURRENT)))),
    ...(promtool === undefined ? {} : { promtool }),
  };
};

const seriesFor = (queries: readonly string[]): readonly Samples[] => {
  const values = Float64Array.from({ length: SAMPLES }, (_, minute) => Math.round(valueAt(minute) * 1e3) / 1e3);
  const times = values.map((_, minute) => minute * MINUTE);
  const selectors = queries.map(readExpression).flatMap((each) => (each === undefined ? [] : selectorsOf(each)));
  return [...new Map(selectors.map((each) => [each.text, each])).values()].map(({ matchers }) => ({
    labels: Object.fromEntries(
      matchers.filter(({ operator }) => operator === "=").map(({ label, value }) => [label, value]),
    ),
    times,
    values,
  }));
};

const promtoolSeconds = (file: string, series: readonly Samples[]): number | undefined => {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  writeFileSync(join(folder, "rules.yml"), file);
  writeFileSync(join(folder, "test.yml"), JSON.stringify(testOf(series)));
  // The shell's own word for what its children took of the processors: its second line, `0m1.23s 0m0.04s`.
  const { status, stdout } = spawnSync(
    "sh",
    ["-c", 'promtool test rules "$0" > /dev/null && times', join(folder, "test.yml")],
    {
      encoding: "utf8",
    },
  );
  rmSync(folder, { recursive: true });
  const spans = [...(stdout.trim().split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  return status === 0
    ? spans.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0)
    : undefined;
};

/** The question makes it evaluate the rules up to the last minute. */
const testOf = (series: readonly Samples[]): object => ({
  rule_files: ["rules.yml"],
  evaluation_interval: "1m",
  tests: [
    {
      interval: "1m",
      input_series: series.map(({ labels: { __name__: name = "", ...labels }, values }) => ({
        series: `${name}${JSON.stringify(labels).replaceAll(/"(\w+)":/g, "$1=")}`,
        values: values.join(" "),
      })),
      promql_expr_test: [
        { expr: "vector(1)", eval_time: `${SAMPLES - 1}m`, exp_samples: [{ labels: "{}", value: 1 }] },
      ],
    },
  ],
});
