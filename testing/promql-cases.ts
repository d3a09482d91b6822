import fc from "fast-check";
import { stringify } from "yaml";
import type { Labels, Samples, Steps } from "../monitors/prometheus/evaluate/engine/column";
import { selectorsOf, type Selector } from "../monitors/prometheus/evaluate/engine/expression";
import { readExpression } from "../monitors/prometheus/evaluate/engine/read";
import type { Release } from "../monitors/prometheus/evaluate/engine/release";
import { judgeFile } from "../monitors/prometheus/evaluate/judge-file";

/** Random series and rules that our evaluator and promtool are both handed. */

/** One form of query: of those that the catalogue renders, or a further one. */
export interface Form {
  readonly name: string;
  /** Of the project `PROJECT`. */
  readonly query: string;
}

export const PROJECT = "theproject";

/** Values a step apart as promtool writes them: a number, `_` where there is none, `stale` where the series ends. */
type Notation = readonly (number | "_" | "stale")[];

export interface Case {
  readonly form: string;
  /** A rule file of this case alone. */
  readonly rules: string;
  readonly series: readonly { readonly labels: Labels; readonly values: Notation }[];
}

/** Minutes that are evaluated. */
export const MINUTES = 60;

const arbitrarySample = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9_999 }));

/** How a query becomes a rule: as the catalogue writes it for a breach, with or without silence, for silence; and by a record. */
const uses = ["compared", "or absent", "absent", "recorded", "recorded and averaged"] as const;

const arbitraryParts = fc.record({
  window: fc.integer({ min: 2, max: 7 }),
  step: fc.constantFrom("1m", "1m", "90s", "2m"),
  hold: fc.constantFrom("0s", "0s", "1m", "3m30s", "5m"),
  keep: fc.constantFrom(undefined, undefined, "1m", "4m"),
  least: fc.integer({ min: 1, max: 40_000 }),
  side: fc.constantFrom(">", "<"),
  quantile: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  samples: fc.array(fc.array(arbitrarySample, { minLength: 60, maxLength: 120 }), { minLength: 12, maxLength: 12 }),
});

type Parts = typeof arbitraryParts extends fc.Arbitrary<infer T> ? T : never;

/** Each form in each use, as often as any other. */
export const casesOf = (forms: readonly Form[], many: number, seed: number, every: number, release: Release) =>
  fc.sample(arbitraryParts, { seed, numRuns: many }).map((parts, index): Case => {
    const [form, use] = [forms[index % forms.length], uses[Math.floor(index / forms.length) % uses.length]];
    if (form === undefined || use === undefined) throw new Error("there is no form");
    return caseOf({ form, use, parts, name: `c${index}` }, every, release);
  });

interface Drawn {
  readonly form: Form;
  readonly use: (typeof uses)[number];
  readonly parts: Parts;
  readonly name: string;
}

const caseOf = ({ form, use, parts, name }: Drawn, every: number, release: Release): Case => {
  const query = varied(form, parts, name);
  const series = seriesFor(query, parts.samples);
  const value = recordOf(`${name}:value`, query);
  const than = between(valuesOf(fileOf([value]), series, every, release), parts.quantile);
  const alert = (expr: string) => ({
    alert: name,
    expr,
    for: parts.hold,
    ...(parts.keep === undefined ? {} : { keep_firing_for: parts.keep }),
    labels: { level: "critical" },
  });
  const compared = `(${query}) ${parts.side} ${than}`;
  const rules = {
    compared: [alert(compared)],
    "or absent": [alert(`${compared} or absent(${query})`)],
    absent: [alert(`absent(${query})`)],
    recorded: [value, alert(`${name}:value ${parts.side} ${than}`)],
    "recorded and averaged": [value, alert(`avg_over_time(${name}:value[4m]) ${parts.side} ${than}`)],
  }[use];
  return { form: form.name, rules: fileOf(rules), series };
};

const recordOf = (record: string, expr: string) => ({ record, expr, labels: { by: "rule" } });

const fileOf = (rules: readonly object[]): string =>
  stringify({ groups: [{ name: "group", rules }] }, { lineWidth: 0 });

/** Another project, window and least traffic; three days of history become as many minutes as there are. */
const varied = (form: Form, { window, step, least }: Parts, name: string): string =>
  form.query
    .replaceAll(PROJECT, name)
    .replaceAll("[3d]", `[${window * 4}m]`)
    .replaceAll("[5m:1m]", `[${window}m:${step}]`)
    .replaceAll("[5m]", `[${window}m]`)
    .replaceAll(/(count_over_time\([^)]*\)) >= \d+/g, `$1 >= ${window * 2}`)
    .replaceAll(/, \d{5,}\)/g, ", 1800)")
    .replaceAll(/(>=|<) (100|10000)\b/g, `$1 ${least}.5`);

/** Labels by which a metric is several series, some of which no selector of the catalogue finds. */
const variants: readonly (readonly [RegExp, readonly Labels[]])[] = [
  [/^node_cpu/, [{ cpu: "0" }, { cpu: "1" }, { cpu: "1", mode: "user" }]],
  [/^node_filesystem/, [{ mountpoint: "/" }, { mountpoint: "/data" }, { mountpoint: "/snap" }]],
  [
    /^pgbouncer_pools/,
    [
      { database: "shop", user: "app" },
      { database: "shop", user: "jobs" },
      { database: "log" },
      { database: "pgbouncer" },
    ],
  ],
  [
    /^pgbouncer_databases/,
    [{ name: "shop", database: "postgres" }, { name: "log", database: "postgres" }, { name: "pgbouncer" }],
  ],
  [
    /^(a|b)$/,
    [
      { d: "p", i: "1" },
      { d: "p", i: "2" },
      { d: "q", i: "1" },
    ],
  ],
  [/^one$/, [{ d: "p" }, { d: "q" }]],
  [/./, [{}, { instance: "other" }]],
];

const seriesFor = (query: string, samples: Parts["samples"]): Case["series"] => {
  const found = new Map<string, { readonly labels: Labels; readonly values: Notation }>();
  let next = 0;
  for (const selector of selectorsIn(query))
    for (const labels of labelsFor(selector)) {
      const key = JSON.stringify(labels);
      if (found.has(key)) continue;
      found.set(key, { labels, values: notationOf(samples[next % samples.length] ?? [], isCounter(query, selector)) });
      next += 1;
    }
  return [...found.values()];
};

const selectorsIn = (query: string): readonly Selector[] => {
  const expression = readExpression(query);
  if (expression === undefined) throw new Error(`not evaluated here: ${query}`);
  return selectorsOf(expression);
};

const labelsFor = ({ matchers }: Selector): readonly Labels[] => {
  const own = Object.fromEntries(
    matchers.filter(({ operator }) => operator === "=").map((each) => [each.label, each.value]),
  );
  const metric = own["__name__"] ?? "";
  return (variants.find(([name]) => name.test(metric))?.[1] ?? []).map((labels) => ({ ...own, ...labels }));
};

const isCounter = (query: string, { text }: Selector): boolean =>
  query.includes(`increase(${text}`) || query.includes(`rate(${text}`);

/** By what each number says: a sample as usual, a jump or a reset, a gap of one or of several, an end, the same again. */
const notationOf = (samples: readonly (readonly [number, number])[], counts: boolean): Notation => {
  const notation: (number | "_" | "stale")[] = [];
  let value = counts ? 0 : 500;
  for (const [index, [what, amount]] of samples.entries()) {
    if (what >= 96) notation.push("stale");
    else if (what >= 90) notation.push(...Array.from({ length: 1 + (amount % 9) }, () => "_" as const));
    else {
      if (what >= 82) value = amount % 90;
      else if (what < 74) value = counts ? value + amount : Math.max(0, value + (amount - 5_000) / 37);
      // A remainder of its own, so that no two are equal by accident.
      notation.push(Math.round((value + (counts ? 0 : index / 977)) * 1e4) / 1e4);
    }
  }
  return notation;
};

export const stepsOf = (): Steps => ({ from: 0, every: 60, count: MINUTES });

export const samplesOf = (series: Case["series"], every: number): readonly Samples[] =>
  series.map(({ labels, values }) => {
    const there = values.flatMap((value, index) => (value === "_" ? [] : [[index * every, value] as const]));
    return {
      labels,
      times: Float64Array.from(there, ([time]) => time),
      values: Float64Array.from(there, ([, value]) => (value === "stale" ? Number.NaN : value)),
      ends: Uint8Array.from(there, ([, value]) => (value === "stale" ? 1 : 0)),
    };
  });

const valuesOf = (rules: string, series: Case["series"], every: number, release: Release): readonly number[] =>
  [...judgeFile(rules, samplesOf(series, every), stepsOf(), release).recorded.values()]
    .flatMap((columns) => columns ?? [])
    .flatMap(({ values, there }) =>
      Array.from(values.filter((value, step) => there[step] === 1 && Number.isFinite(value))),
    );

/** Between two values that occur, and not in their midst, which a mean may be: the rule is at both sides, and no rounding decides. */
const between = (values: readonly number[], quantile: number): number => {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b);
  const index = Math.floor(quantile * (sorted.length - 1));
  const [low = 0.5, high = low + 1] = [sorted[index], sorted[index + 1]];
  return low + (high - low) * 0.3717;
};
