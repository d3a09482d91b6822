import type { Evaluator, Input, Inputs, Series } from "../../plan/evaluate";
import type { MonitorDeclaration } from "../declaration";
import type { Formula } from "../../plan/formula";

/** What a monitor's query compares with what, over how long. */
export interface Judgement {
  readonly inputs: readonly Input[];
  /** Seconds. */
  readonly window: number;
  /** As `Evaluator.compares`. */
  readonly compares?: number;
  /** As `Evaluator.feeds`. */
  readonly feeds?: NonNullable<Evaluator["feeds"]>;
  /** For each minute from `from` on: 1 where it breaches, 0 where it is well, `BETWEEN` the two, NaN without data. */
  readonly judge: (inputs: Inputs, from: number, minutes: number) => Float64Array;
}

/** It breaches no longer, and has not recovered. */
export const BETWEEN = 0.5;

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** `5m`, `last_1h` */
export const secondsOf = (span: string): number => {
  const [, number, unit = ""] = /(\d+)([mhdw])$/.exec(span) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
};

export type Compare = (value: number) => number;

/**
 * With a recovery threshold an alert ends only when the value has passed it.
 * @see https://docs.datadoghq.com/monitors/guide/recovery-thresholds/ (the table of recovery conditions)
 */
export const compareBy = ({ args }: MonitorDeclaration, sign: string, number: string): Compare => {
  const breaches = breachBy(sign, Number(number));
  const recovery = args.monitorThresholds?.criticalRecovery;
  const short = recovery === undefined ? undefined : breachBy(sign, Number(recovery));
  return (value) => (breaches(value) ? 1 : short?.(value) === true ? BETWEEN : 0);
};

const breachBy = (sign: string, bound: number): ((value: number) => boolean) => {
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

export const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

export const judged = (values: Float64Array, compare: Compare): Float64Array =>
  values.map((value) => (Number.isNaN(value) ? Number.NaN : compare(value)));

/** A formula of whole windows. */
export const calculate = (
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
