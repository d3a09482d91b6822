import type { Series } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { compile, type Formula } from "../../plan/formula";
import { overWindow } from "../../plan/window";
import type { MonitorDeclaration } from "../declaration";
import { calculate, compareBy, judged, nothing, secondsOf, type Judgement } from "./judged";

/** One search of a monitor: of how many it found, or of what is calculated of them. */
interface Search {
  readonly name: string;
  readonly asks: string;
  /** Found events, and things that they name: those are taken as if none came in two minutes of a window. */
  readonly counts: boolean;
}

/**
 * Counts of logs and events, and what RUM or logs calculate, by themselves or several in a formula (`formula("…")`). Nothing found is 0 of
 * a count that stands alone, and no data of anything else.
 */
export const searchOf = (monitor: MonitorDeclaration, query: string): Judgement | undefined => {
  const [, asked, span = "", sign = "", number = ""] = /^(.*)\.last\("(\w+)"\) (>=?|<=?) ([\d.]+)$/s.exec(query) ?? [];
  if (asked === undefined) return undefined;
  const searches = searchesOf(monitor, asked);
  const [first] = searches;
  const formula = formulaOf(asked, searches);
  if (first === undefined || formula === undefined) return undefined;
  const compare = compareBy(monitor, sign, number);
  const window = secondsOf(span);
  // Of attempts the value is how many failed, none of which succeeded. Of what is bad when there are too few the level's number is a span, and this one a count.
  const compares = searches.length === 1 && !(first.counts && sign.startsWith("<")) ? Number(number) : undefined;
  return {
    inputs: searches.map(({ name, asks, counts }) => ({ name, asks, unit: counts ? "count" : "native" })),
    window,
    ...(compares === undefined ? {} : { compares }),
    ...(searches.some(({ name }) => name === "failed")
      ? { feeds: ({ value }) => ({ failed: value, succeeded: nothing }) }
      : {}),
    judge: (inputs, from, minutes) => {
      const found = searches.map(({ name, counts }) => ({
        name,
        values: foundBy(inputs[name] ?? nothing, { counts, alone: searches.length === 1 }, window, from, minutes),
      }));
      return judged(calculate(formula, found, minutes), compare);
    },
  };
};

const foundBy = (
  series: Series,
  { counts, alone }: { readonly counts: boolean; readonly alone: boolean },
  window: number,
  from: number,
  minutes: number,
): Float64Array => {
  const values = overWindow(series, counts ? "Sum" : "Average", window, from, minutes);
  return counts && alone ? values.map((each) => (Number.isNaN(each) ? 0 : each)) : values;
};

const COUNTED = new Set(["count", "cardinality"]);

const searchesOf = ({ args }: MonitorDeclaration, asked: string): readonly Search[] => {
  const queries = args.variables?.eventQueries ?? [];
  if (queries.length === 0) return [{ name: "value", asks: asked, counts: true }];
  return queries.map(({ name, search, computes }) => ({
    name: queries.length === 1 ? "value" : textOf(name),
    asks: `${textOf(computes[0]?.aggregation)} of ${textOf(search.query)}`,
    counts: COUNTED.has(textOf(computes[0]?.aggregation)),
  }));
};

const formulaOf = (asked: string, searches: readonly Search[]): Formula | undefined => {
  if (searches.length === 1) return ({ value }) => value;
  const [, formula] = /^formula\("(.*)"\)$/s.exec(asked) ?? [];
  return formula === undefined ? undefined : compile(formula);
};
