import type { Series } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { overWindow } from "../../plan/window";
import type { AlarmDeclaration } from "../declaration";

/** How many samples make a percentile worth a judgement, where an alarm asks for so many. */

export const SAMPLES = "samples";

/**
 * Fewer than 10 / (1 − p) during the evaluation period, of p99 a thousand, and below the middle 10 / p.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 *
 * @returns undefined where few are judged like many: `evaluate`, which is also the default
 */
export const leastSamples = ({ args }: AlarmDeclaration): number | undefined => {
  const [, percent] = /^p([\d.]+)$/.exec(textOf(args.extendedStatistic ?? "")) ?? [];
  if (percent === undefined || textOf(args.evaluateLowSampleCountPercentiles ?? "") !== "ignore") return undefined;
  const share = Number(percent) / 100;
  return Math.round((10 / (share >= 0.5 ? 1 - share : share)) * 1e6) / 1e6;
};

/** Of each minute whether the state stays as it is. */
export const fewSamples = (
  alarm: AlarmDeclaration,
  samples: Series | undefined,
  seconds: number,
  from: number,
  minutes: number,
): ((minute: number) => boolean) => {
  const least = leastSamples(alarm);
  if (least === undefined || samples === undefined) return () => false;
  const sums = overWindow(samples, "Sum", seconds, from, minutes);
  return (minute) => !((sums[minute] ?? 0) >= least);
};
