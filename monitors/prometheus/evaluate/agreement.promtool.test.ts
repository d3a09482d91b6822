import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { at, type Labels } from "./engine/column";
import { releaseOf, type Release } from "./engine/release";
import { judgeFile, type JudgedFile } from "./judge-file";
import { describeWithPromtool, promtool } from "../../../testing/tools/describe-with-promtool";
import { catalogue, heartbeatRules, policies, prometheusRules } from "../../../testing/stack";
import { testProd } from "../../../testing/environment";
import { casesOf, MINUTES, PROJECT, samplesOf, stepsOf, type Case, type Form } from "../../../testing/promql-cases";

/** Whether our evaluator and Prometheus's own, by promtool, say the same at each minute of random series by random rules. */

const SEED = 20_261_127;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "promtool-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Every query that the catalogue renders; those that differ in their metrics, or in numbers, are one form. */
const rendered: readonly Form[] = [
  ...new Map(
    [...prometheusRules(catalogue, policies, testProd), ...heartbeatRules(catalogue, policies, testProd)].map(
      (rule) => {
        const query = rule.query.value
          .replaceAll(testProd.identities.supabaseProject, PROJECT)
          .replaceAll('env="prod"', `env="${PROJECT}"`)
          .replaceAll("driplo-prod-supabase", PROJECT);
        const name = query
          .replaceAll(/\w+\{[^}]*\}/g, "x")
          .replaceAll(/\b\d{3,}\b/g, (each) => (each === "100" ? each : "n"));
        return [name, { name, query }] as const;
      },
    ),
  ).values(),
];

const a = `a{c="${PROJECT}"}`;
const one = `one{c="${PROJECT}"}`;

/** What else the engine knows. */
const further: readonly Form[] = [
  { name: "the newest", query: a },
  { name: "a group each", query: `sum by (d)(${a}) / count without (i, c)(${a})` },
  { name: "many to one", query: `${a} * on (d) group_left ${one}` },
  { name: "one to many", query: `${one} - on (d) group_right ${a}` },
  { name: "unless", query: `${a} unless on (d) ${one} > 500` },
  { name: "bool", query: `(${a} > bool 500) + ignoring (i) group_left () (${one} < bool 400)` },
  { name: "negated", query: `-min_over_time(${a}[5m]) % 7` },
  { name: "a sum over time", query: `sum_over_time(${a}[5m]) ^ 0.5` },
  { name: "a range of a range", query: `max_over_time(sum(rate(${a}[5m]))[5m:1m])` },
];

const version = (): Release => {
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(promtool("--version").said) ?? [];
  return releaseOf(Number(major), Number(minor));
};

interface Asked {
  readonly eval_time: string;
  readonly expr: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

const minutes = Array.from({ length: MINUTES }, (_, minute) => minute);

const written = ({ __name__: name = "", ...labels }: Labels): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(",")}}`;

/** What is asked of promtool about a case: at each minute which alerts are pending and which fire, and what was recorded. */
const asked = (name: string, { alerts, recorded }: JudgedFile): readonly Asked[] =>
  minutes.flatMap((minute) => {
    const moment = { eval_time: `${minute}m` };
    const lived = alerts
      .flatMap((each) => each.alerts ?? [])
      .map(({ labels, phases }) => ({ labels, phase: phases[minute] }));
    return [
      {
        ...moment,
        expr: `ALERTS{alertname="${name}"}`,
        exp_samples: lived.flatMap(({ labels, phase = "inactive" }) =>
          phase === "inactive"
            ? []
            : [{ labels: written({ __name__: "ALERTS", alertstate: phase, ...labels }), value: 1 }],
        ),
      },
      ...[...recorded].flatMap(([record, columns]) => {
        const there = (columns ?? []).filter((column) => column.there[minute] === 1);
        return [
          {
            ...moment,
            expr: `count(${record})`,
            exp_samples: there.length === 0 ? [] : [{ labels: "{}", value: there.length }],
          },
          // Equal but for what rounding may differ by.
          ...there
            .map(({ labels, values }) => ({ labels, value: at(values, minute) }))
            .filter(({ value }) => Number.isFinite(value))
            .map(({ labels, value }) => ({
              ...moment,
              expr: `count(abs(${written(labels)} - ${value}) < 1e-9 * ${1 + Math.abs(value)})`,
              exp_samples: [{ labels: "{}", value: 1 }],
            })),
        ];
      }),
    ];
  });

interface Agreement {
  readonly asked: number;
  readonly firing: number;
  readonly disagreements: readonly string[];
}

/** @param judging the release whose evaluator is compared */
const compare = (cases: readonly Case[], every: number, judging: Release): Agreement => {
  const judged = cases.map((each) => judgeFile(each.rules, samplesOf(each.series, every), stepsOf(), judging));
  const questions = judged.flatMap((each, index) => asked(`c${index}`, each));
  const rules = cases.map(({ rules: text }, index) => {
    const file: { readonly groups: readonly [{ readonly rules: readonly object[] }] } = parse(text) as never;
    return { name: `c${index}`, rules: file.groups[0].rules };
  });
  writeFileSync(join(folder, "rules.yml"), JSON.stringify({ groups: rules }));
  writeFileSync(
    join(folder, "test.yml"),
    JSON.stringify({
      rule_files: ["rules.yml"],
      evaluation_interval: "1m",
      tests: [
        {
          interval: `${every}s`,
          input_series: cases.flatMap(({ series }) =>
            series.map(({ labels, values }) => ({ series: written(labels), values: values.join(" ") })),
          ),
          promql_expr_test: questions,
        },
      ],
    }),
  );
  const { content, said } = promtool("test", "rules", join(folder, "test.yml"));
  const disagreements = [...said.matchAll(/expr: .*?(?=\n\s+expr: |\s*$)/gs)].map(([text]) => text);
  return {
    asked: questions.length,
    firing: questions.filter(({ exp_samples: samples }) => samples.some(({ labels }) => labels.includes("firing")))
      .length,
    disagreements: content ? [] : disagreements.length > 0 ? disagreements : [said],
  };
};

describeWithPromtool("our evaluator and promtool", () => {
  it.each([
    ["the catalogue's forms, a sample a minute", rendered, 240, 60],
    ["the catalogue's forms, samples beside the minute", rendered, 60, 45],
    ["further forms", further, 60, 60],
  ])("agree on %s", (what, forms, many, every) => {
    const release = version();
    const cases = casesOf(forms, many, SEED, every, release);
    const agreement = compare(cases, every, release);
    process.stdout.write(
      `${what}: ${cases.length} cases (seed ${SEED}), ${cases.length * MINUTES} minutes of alerts and ${agreement.asked} answers compared, alerts firing in ${agreement.firing}; disagreements ${agreement.disagreements.length}\n` +
        forms.map(({ name }) => `  ${name}\n`).join(""),
    );
    expect(agreement.disagreements.slice(0, 3)).toEqual([]);
    expect(agreement.firing).toBeGreaterThan(many);
  });

  it("could disagree: by the edges of another release's windows", () => {
    const [mine, other] = [version(), releaseOf(version().takesStart ? 3 : 2, 0)];
    const cases = casesOf(rendered, 30, SEED, 60, mine);
    expect(compare(cases, 60, other).disagreements.length).toBeGreaterThan(10);
  });
});
