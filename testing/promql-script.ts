import { NAME, type Labels, type Samples } from "../monitors/prometheus/evaluate/engine/column";
import { secondsOf } from "../monitors/prometheus/evaluate/engine/literals";

/**
 * Cases of PromQL as text, in the manner of Prometheus's own: series, questions at a moment, and what each must give.
 * https://github.com/prometheus/prometheus/blob/main/promql/promqltest/README.md
 *
 *     load 1m
 *       a{job="api"} 5 6+1x3 _ stale
 *
 *     eval instant at 2m a > 5
 *       a{job="api"} 6
 *
 * In the place of answers stands `expect fail` where Prometheus refuses at evaluation, and `expect not evaluated` where our engine
 * does not claim to know. `expect no answer` says that nothing is left.
 */
export interface Question {
  readonly line: number;
  readonly at: string;
  readonly query: string;
  readonly loads: readonly Load[];
  readonly expected: Expected;
}

export interface Load {
  readonly every: string;
  readonly series: readonly Written[];
}

/** A line of series, or of answers: a name with labels, and values. */
export interface Written {
  readonly labels: Labels;
  readonly values: readonly string[];
}

export type Expected = "fail" | "not evaluated" | readonly Written[];

/** @throws Error with the line that is none of a script's */
export const readScript = (text: string): readonly Question[] => {
  const questions: Question[] = [];
  let loads: readonly Load[] = [];
  for (const { line, head, body } of blocksOf(text)) {
    const [, every] = /^load (\S+)$/.exec(head) ?? [];
    const [, at, query] = /^eval instant at (\S+) (.+)$/.exec(head) ?? [];
    if (head === "clear") loads = [];
    else if (every !== undefined) loads = [...loads, { every, series: body.map(writtenIn) }];
    else if (at !== undefined && query !== undefined)
      questions.push({ line, at, query, loads, expected: expectedIn(body, line) });
    else throw new Error(`line ${line} is no load, clear or eval: ${head}`);
  }
  return questions;
};

interface Block {
  readonly line: number;
  readonly head: string;
  readonly body: readonly string[];
}

/** Lines that are set in belong to the one above them. */
const blocksOf = (text: string): readonly Block[] => {
  const blocks: { readonly line: number; readonly head: string; readonly body: string[] }[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\s/.test(line)) blocks.at(-1)?.body.push(line.trim());
    else blocks.push({ line: index + 1, head: line.trim(), body: [] });
  }
  return blocks;
};

const expectedIn = (body: readonly string[], line: number): Expected => {
  const [only, ...others] = body;
  if (only === undefined) throw new Error(`line ${line} expects nothing: say "expect no answer"`);
  if (only.startsWith("expect") && others.length > 0) throw new Error(`line ${line} expects two things`);
  if (only === "expect fail") return "fail";
  if (only === "expect not evaluated") return "not evaluated";
  return only === "expect no answer" ? [] : body.map(writtenIn);
};

/** `metric{label="value"} 1 2`: values of labels are in double quotes. */
const writtenIn = (text: string): Written => {
  const [, name = "", braced = "", values = ""] = /^([\w:]*)(?:\{(.*)\})?\s+([^{}]+)$/.exec(text) ?? [];
  if (values === "") throw new Error(`no series with values: ${text}`);
  const labels = [...braced.matchAll(/(\w+)\s*=\s*("(?:[^"\\]|\\.)*")/g)].map(
    ([, label = "", value = ""]): readonly [string, string] => [label, String(JSON.parse(value))],
  );
  return {
    labels: Object.fromEntries([...(name === "" ? [] : [[NAME, name] as const]), ...labels]),
    values: values.trim().split(/\s+/),
  };
};

/** A number as PromQL writes it. */
export const valueOf = (text: string): number => Number(text.replace(/inf$/i, "Infinity"));

/** `1`, `_`, `stale`, and runs of them: `1x3` is four, `1+2x3` is 1 3 5 7, `_x3` is three. */
const expanded = (text: string): readonly (number | "_" | "stale")[] => {
  const [, gaps] = /^_x(\d+)$/.exec(text) ?? [];
  if (gaps !== undefined) return Array.from({ length: Number(gaps) }, () => "_" as const);
  if (text === "_" || text === "stale") return [text];
  const [, from = "", by = "0", times] = /^([-+]?[\d.e]+?)([-+][\d.e]+)?x(\d+)$/.exec(text) ?? [];
  if (times === undefined) return [valueOf(text)];
  return Array.from({ length: Number(times) + 1 }, (_, index) => Number(from) + index * Number(by));
};

export const samplesOf = ({ loads }: Question): readonly Samples[] =>
  loads.flatMap(({ every, series }) =>
    series.map(({ labels, values }): Samples => {
      const there = values
        .flatMap(expanded)
        .flatMap((value, index) => (value === "_" ? [] : [{ time: index * (secondsOf(every) ?? Number.NaN), value }]));
      return {
        labels,
        times: Float64Array.from(there, ({ time }) => time),
        values: Float64Array.from(there, ({ value }) => (value === "stale" ? Number.NaN : value)),
        ends: Uint8Array.from(there, ({ value }) => (value === "stale" ? 1 : 0)),
      };
    }),
  );
