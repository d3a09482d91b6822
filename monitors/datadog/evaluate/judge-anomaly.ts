import { bandOver } from "../../plan/band";
import { MINUTE, overWindow } from "../../plan/window";
import type { MonitorDeclaration } from "../declaration";
import { inputsOf, metricsOf } from "./judge-metric";
import { compareBy, nothing, secondsOf, type Compare, type Judgement } from "./judged";

/**
 * `avg(last_125m):anomalies(…, 'robust', 3, direction='above', alert_window='last_25m', interval=300, …) >= 1`: the share of the alert
 * window's points that lie outside the band. The band is an approximation (../plan/band.ts). A count that is not there is 0, and anything else is no point.
 * https://docs.datadoghq.com/monitors/types/anomaly/#api (count_default_zero)
 */
export const anomalyOf = (monitor: MonitorDeclaration, query: string): Judgement | undefined => {
  const [, span = "", asks, width = "", options = "", sign = "", number = ""] =
    /^avg\((last_\w+)\):anomalies\((.*?), '\w+', (\d+), (.*)\) (>=?) ([\d.]+)$/s.exec(query) ?? [];
  if (asks === undefined) return undefined;
  const option = (name: string): string => new RegExp(`${name}='?(\\w+)`).exec(options)?.[1] ?? "";
  const [window, interval] = [secondsOf(option("alert_window")), Number(option("interval"))];
  const direction = option("direction");
  const isCount = asks.endsWith(".as_count()");
  const fillsZero = isCount && option("count_default_zero") !== "false";
  const compare = compareShares(monitor, sign, number);
  return {
    inputs: inputsOf(metricsOf(asks)),
    window: secondsOf(span),
    judge: ({ value = nothing }, from, minutes) => {
      const history = Math.ceil((from - (value.times[0] ?? from)) / MINUTE);
      const start = from - Math.max(0, history) * MINUTE;
      const all = Math.max(0, history) + minutes;
      const points = overWindow(value, isCount ? "Sum" : "Average", interval, start, all).map((each) =>
        Number.isNaN(each) && fillsZero ? 0 : each,
      );
      const { lower, upper } = bandOver(points, start, Number(width), option("seasonality") === "weekly" ? 7 * 24 : 24);
      const outside = points.map((each, minute) => {
        if (Number.isNaN(each)) return Number.NaN;
        const over = direction !== "below" && each > (upper[minute] ?? 0);
        return Number(over || (direction !== "above" && each < (lower[minute] ?? 0)));
      });
      const [step, many] = [interval / MINUTE, window / interval];
      return Float64Array.from({ length: minutes }, (_, minute) => {
        const share = shareOf(outside, all - minutes + minute, step, many);
        return Number.isNaN(share) ? Number.NaN : compare(share);
      });
    },
  };
};

/**
 * A share's recovery threshold may be 0, as in Datadog's own example, and none is below: it is reached there, and need not be passed.
 * https://docs.datadoghq.com/monitors/types/anomaly/#api (critical_recovery)
 */
const compareShares = (monitor: MonitorDeclaration, sign: string, number: string): Compare => {
  const compare = compareBy(monitor, sign, number);
  const recovery = Number(monitor.args.monitorThresholds?.criticalRecovery);
  return (share) => (share === recovery && compare(share) !== 1 ? 0 : compare(share));
};

/** Of all points of the window: one that is not there is not outside, and without any there is nothing to judge. */
const shareOf = (outside: Float64Array, newest: number, step: number, many: number): number => {
  let [found, there] = [0, 0];
  for (let age = 0; age < many; age += 1) {
    const each = outside[newest - age * step] ?? 0;
    if (Number.isNaN(each)) continue;
    there += 1;
    found += each;
  }
  return there === 0 ? Number.NaN : found / many;
};
