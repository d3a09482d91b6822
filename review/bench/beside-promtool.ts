import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prometheusRules } from "../../infra/rule-files";
import { catalogue } from "../../monitors/catalogue";
import type { Environment } from "../../monitors/model/environment";
import type { Samples } from "../../monitors/prometheus/engine/column";
import { selectorsOf } from "../../monitors/prometheus/engine/expression";
import { readExpression } from "../../monitors/prometheus/engine/read";
import { CURRENT } from "../../monitors/prometheus/engine/release";
import { judgeFile } from "../../monitors/prometheus/judge-file";
import { toRuleFile } from "../../monitors/prometheus/rule-file";
import { policies } from "../../policies";
import { median } from "./run";
import { MINUTE, valueAt } from "./static-rules";

/** Our evaluator and promtool, one after the other, by the same file of rules over the same samples. */
export interface Beside {
  readonly rules: number;
  readonly samples: number;
  /** Seconds. */
  readonly ours: number;
  /** Undefined where it is not installed. */
  readonly promtool?: number;
}

const DAYS = 3;
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
    ours: median(Array.from({ length: 5 }, () => timed(() => judgeFile(file, series, steps, CURRENT)).seconds)),
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

const timed = <T>(work: () => T): { readonly seconds: number; readonly result: T } => {
  const start = performance.now();
  const result = work();
  return { seconds: (performance.now() - start) / 1_000, result };
};

const promtoolSeconds = (file: string, series: readonly Samples[]): number | undefined => {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  writeFileSync(join(folder, "rules.yml"), file);
  writeFileSync(join(folder, "test.yml"), JSON.stringify(testOf(series)));
  // On one core, as ours is.
  const env = { ...process.env, GOMAXPROCS: "1" };
  const { seconds, result } = timed(() => spawnSync("promtool", ["test", "rules", join(folder, "test.yml")], { env }));
  rmSync(folder, { recursive: true });
  return result.status === 0 ? seconds : undefined;
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
        { expr: "vector(1)", eval_time: `${String(SAMPLES - 1)}m`, exp_samples: [{ labels: "{}", value: 1 }] },
      ],
    },
  ],
});
