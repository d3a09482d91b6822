import type { Input } from "../../plan/evaluate";
import { compile } from "../../plan/formula";
import { MINUTE, overWindow } from "../../plan/window";
import type { MonitorDeclaration } from "../declaration";
import { calculate, compareBy, judged, nothing, secondsOf, type Judgement } from "./judged";

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
  /\.(bad|all)\{/.exec(asks)?.[1] ?? (index === 0 ? "value" : `value${index + 1}`);

export const metricsOf = (text: string): readonly Metric[] =>
  [...new Set(text.match(METRIC) ?? [])].map((asks, index) => ({
    name: nameOf(asks, index),
    asks,
    isCount: asks.endsWith(".as_count()"),
  }));

export const inputsOf = (metrics: readonly Metric[]): readonly Input[] =>
  metrics.map(({ name, asks, isCount }) => ({ name, asks, unit: isCount ? "count" : "native" }));

/**
 * `avg(last_5m):avg:cpu{*} > 90`; the formula is of whole windows. A percentile's window is the mean of its minutes'. With
 * `requireFullWindow` a window is skipped until there is data as old as its first minute.
 * https://docs.datadoghq.com/monitors/configuration/ (data window)
 */
export const metricOf = (monitor: MonitorDeclaration, query: string): Judgement | undefined => {
  const [, aggregation, span = "", value = "", sign = "", number = ""] =
    /^(\w+)\((last_\w+)\):(.*) (>=?|<=?) ([\d.]+)$/s.exec(query) ?? [];
  const metrics = metricsOf(value);
  if (aggregation === undefined || metrics.length === 0) return undefined;
  const formula = compile(value.replaceAll(METRIC, (asks) => metrics.find((each) => each.asks === asks)?.name ?? ""));
  const window = secondsOf(span);
  const compare = compareBy(monitor, sign, number);
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
      const values = calculate(formula, series, minutes);
      if (monitor.args.requireFullWindow !== true) return judged(values, compare);
      const since = Math.min(...metrics.map(({ name }) => inputs[name]?.times[0] ?? Number.POSITIVE_INFINITY));
      return judged(
        values.map((each, minute) => (from + minute * MINUTE - window + MINUTE >= since ? each : Number.NaN)),
        compare,
      );
    },
  };
};

/** `pct_change(avg(last_1h),last_1w):p75:load{*} > 25`: https://docs.datadoghq.com/monitors/types/change-alert/ */
export const changeOf = (monitor: MonitorDeclaration, query: string): Judgement | undefined => {
  const [, span = "", against = "", asks, sign = "", number = ""] =
    /^pct_change\(avg\((last_\w+)\),(last_\w+)\):(.*) (>=?|<=?) ([\d.]+)$/s.exec(query) ?? [];
  if (asks === undefined) return undefined;
  const [window, back] = [secondsOf(span), secondsOf(against)];
  const compare = compareBy(monitor, sign, number);
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
