import type { Input, Inputs, Series } from "../plan/evaluate";
import { textOf } from "../plan/following";
import { bandOver } from "../plan/band";
import { compile, type Formula } from "../plan/formula";
import { MINUTE, overWindow } from "../plan/window";
import type { MonitorDeclaration } from "./declaration";

/** What a monitor's query compares with what, over how long. */
export interface Judgement {
  readonly inputs: readonly Input[];
  /** Seconds. */
  readonly window: number;
  /** As `Evaluator.compares`. */
  readonly compares?: number;
  /** For each minute from `from` on: 1 where it breaches, 0 where not, NaN without data. */
  readonly judge: (inputs: Inputs, from: number, minutes: number) => Float64Array;
}

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** `5m`, `last_1h` */
const secondsOf = (span: string): number => {
  const [, number, unit = ""] = /(\d+)([mhdw])$/.exec(span) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
};

export const judgementOf = (monitor: MonitorDeclaration): Judgement | undefined => {
  const query = textOf(monitor.args.query);
  return anomalyOf(query) ?? changeOf(query) ?? metricOf(query) ?? searchOf(monitor, query);
};

type Compare = (value: number) => boolean;

const compareBy = (sign: string, number: string): Compare => {
  const bound = Number(number);
  switch (sign) {
    case ">":
      return (value) => value > bound;
    case ">=":
      return (value) => value >= bound;
    case "<":
      return (value) => value < bound;
    default:
      return (value) => value <= bound;
  }
};

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

const judged = (values: Float64Array, compare: Compare): Float64Array =>
  values.map((value) => (Number.isNaN(value) ? Number.NaN : Number(compare(value))));

/** `sum:requests{*}.as_count()`, with what makes groups of it. */
const METRIC = /\w+:[\w.]+\{[^}]*\}(?: by \{[^}]*\})?(\.as_count\(\))?/g;

interface Metric {
  readonly name: string;
  readonly asks: string;
  /** Counts are added up over the window before anything is calculated: https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/ */
  readonly isCount: boolean;
}

/** A ratio's two counts go by the names of their parts. */
const nameOf = (asks: string, index: number): string =>
  /\.(bad|all)\{/.exec(asks)?.[1] ?? (index === 0 ? "value" : `value${String(index + 1)}`);

const metricsOf = (text: string): readonly Metric[] =>
  [...new Set(text.match(METRIC) ?? [])].map((asks, index) => ({
    name: nameOf(asks, index),
    asks,
    isCount: asks.endsWith(".as_count()"),
  }));

const inputsOf = (metrics: readonly Metric[]): readonly Input[] =>
  metrics.map(({ name, asks, isCount }) => ({ name, asks, unit: isCount ? "count" : "native" }));

/** `avg(last_5m):avg:cpu{*} > 90`; the formula is of whole windows. A percentile's window is the mean of its minutes'. */
const metricOf = (query: string): Judgement | undefined => {
  const [, aggregation, span = "", value = "", sign = "", number = ""] =
    /^(\w+)\((last_\w+)\):(.*) (>=?|<=?) ([\d.]+)$/s.exec(query) ?? [];
  const metrics = metricsOf(value);
  if (aggregation === undefined || metrics.length === 0) return undefined;
  const formula = compile(value.replaceAll(METRIC, (asks) => metrics.find((each) => each.asks === asks)?.name ?? ""));
  const window = secondsOf(span);
  const compare = compareBy(sign, number);
  const statistics: Readonly<Record<string, string>> = { max: "Maximum", min: "Minimum", sum: "Sum" };
  return {
    inputs: inputsOf(metrics),
    window,
    ...(metrics.length === 1 ? { compares: Number(number) } : {}),
    judge: (inputs, from, minutes) => {
      const series = metrics.map(({ name, isCount }) => ({
        name,
        values: overWindow(
          inputs[name] ?? nothing,
          isCount ? "Sum" : (statistics[aggregation] ?? "Average"),
          window,
          from,
          minutes,
        ),
      }));
      return judged(calculate(formula, series, minutes), compare);
    },
  };
};

const calculate = (
  formula: Formula,
  series: readonly { readonly name: string; readonly values: Float64Array }[],
  minutes: number,
): Float64Array => {
  const result = new Float64Array(minutes);
  const points: Record<string, number | undefined> = {};
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const { name, values } of series) {
      const value = values[minute];
      points[name] = value === undefined || Number.isNaN(value) ? undefined : value;
    }
    result[minute] = formula(points) ?? Number.NaN;
  }
  return result;
};

/** `pct_change(avg(last_1h),last_1w):p75:load{*} > 25`: https://docs.datadoghq.com/monitors/types/change-alert/ */
const changeOf = (query: string): Judgement | undefined => {
  const [, span = "", against = "", asks, sign = "", number = ""] =
    /^pct_change\(avg\((last_\w+)\),(last_\w+)\):(.*) (>=?|<=?) ([\d.]+)$/s.exec(query) ?? [];
  if (asks === undefined) return undefined;
  const [window, back] = [secondsOf(span), secondsOf(against)];
  const compare = compareBy(sign, number);
  return {
    inputs: [{ name: "value", asks, unit: "native" }],
    window: Math.max(window, MINUTE),
    judge: ({ value = nothing }, from, minutes) => {
      const now = overWindow(value, "Average", window, from, minutes);
      const before = overWindow(value, "Average", window, from - back, minutes);
      return judged(
        now.map(
          (each, minute) => (100 * (each - (before[minute] ?? Number.NaN))) / Math.abs(before[minute] ?? Number.NaN),
        ),
        compare,
      );
    },
  };
};

/**
 * `avg(last_125m):anomalies(…, 'robust', 3, direction='above', alert_window='last_25m', interval=300, …) >= 1`: the share of the alert
 * window's points that lie outside the band. The band is an approximation (../plan/band.ts).
 */
const anomalyOf = (query: string): Judgement | undefined => {
  const [, span = "", asks, width = "", options = "", sign = "", number = ""] =
    /^avg\((last_\w+)\):anomalies\((.*?), '\w+', (\d+), (.*)\) (>=?) ([\d.]+)$/s.exec(query) ?? [];
  if (asks === undefined) return undefined;
  const option = (name: string): string => new RegExp(`${name}='?(\\w+)`).exec(options)?.[1] ?? "";
  const [window, interval] = [secondsOf(option("alert_window")), Number(option("interval"))];
  const direction = option("direction");
  const compare = compareBy(sign, number);
  return {
    inputs: inputsOf(metricsOf(asks)),
    window: secondsOf(span),
    judge: ({ value = nothing }, from, minutes) => {
      const history = Math.ceil((from - (value.times[0] ?? from)) / MINUTE);
      const start = from - Math.max(0, history) * MINUTE;
      const all = Math.max(0, history) + minutes;
      const points = overWindow(value, "Sum", interval, start, all).map((each) => (Number.isNaN(each) ? 0 : each));
      const { lower, upper } = bandOver(points, start, Number(width), option("seasonality") === "weekly" ? 7 * 24 : 24);
      const outside = points.map((each, minute) =>
        Number(
          (direction !== "below" && each > (upper[minute] ?? 0)) ||
            (direction !== "above" && each < (lower[minute] ?? 0)),
        ),
      );
      const [step, many] = [interval / MINUTE, window / interval];
      return Float64Array.from({ length: minutes }, (_, minute) => {
        let found = 0;
        for (let age = 0; age < many; age += 1) found += outside[all - minutes + minute - age * step] ?? 0;
        return Number(compare(found / many));
      });
    },
  };
};

/**
 * Counts of logs and events, of the largest group where there are groups, and what RUM or logs calculate (`formula("…")`). Nothing found
 * is 0 of a count, and no data of anything else.
 */
const searchOf = ({ args }: MonitorDeclaration, query: string): Judgement | undefined => {
  const [, asks, span = "", sign = "", number = ""] = /^(.*)\.last\("(\w+)"\) (>=?|<=?) ([\d.]+)$/s.exec(query) ?? [];
  if (asks === undefined) return undefined;
  const computed = args.variables?.eventQueries?.map(({ computes }) => computes[0]?.aggregation) ?? ["count"];
  if (computed.length !== 1) return undefined;
  const isCount = computed[0] === "count";
  const compare = compareBy(sign, number);
  const window = secondsOf(span);
  return {
    inputs: [{ name: "value", asks, unit: isCount ? "count" : "native" }],
    window,
    compares: Number(number),
    judge: ({ value = nothing }, from, minutes) => {
      const values = overWindow(value, isCount ? "Sum" : "Average", window, from, minutes);
      return judged(isCount ? values.map((each) => (Number.isNaN(each) ? 0 : each)) : values, compare);
    },
  };
};
