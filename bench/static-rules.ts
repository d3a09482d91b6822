import { declareStack } from "../infra/declare";
import { vendors } from "../infra/vendors";
import { catalogue } from "../monitors/catalogue";
import type { Environment } from "../monitors/model/environment";
import type { Evaluator } from "../monitors/plan/evaluate";
import { policies } from "../policies";
import { median } from "./run";

/** The vendors' evaluators over a year of minutes, by every rule of prod that is a plain threshold of one series. */

export const MINUTE = 60;
const YEAR = 365 * 24 * 60;

const plain: ReadonlySet<string> = new Set([
  "latency",
  "layout_shift",
  "error_ratio",
  "utilisation",
  "hit_ratio",
  "count",
]);

/** Around sixty, and over every threshold of per cent now and then. */
export const valueAt = (minute: number): number => 60 + 50 * Math.sin(minute / 700) + 10 * Math.sin(minute * 1.7);

export interface Rate {
  readonly vendor: string;
  readonly rules: number;
  /** Millions of samples × rules a second. */
  readonly rate: number;
}

export const ratesOf = (environment: Environment): readonly Rate[] => {
  const { declarations, plan } = declareStack(catalogue, policies, environment);
  const measures = new Set(
    plan.signals.flatMap(({ id, measures: all }) =>
      all.filter(({ kind }) => plain.has(kind)).map(({ key }) => `${id} ${key}`),
    ),
  );
  return vendors
    .filter(({ name }) => name === "datadog" || name === "cloudwatch" || name === "prometheus")
    .map(({ name, evaluator }) => {
      const evaluate = evaluator(declarations);
      const rules = declarations
        .filter(({ watches }) => measures.has(`${watches?.signal ?? ""} ${watches?.measure ?? ""}`))
        .flatMap((each) => evaluate(each) ?? [])
        // SQL is asked less often than there are samples.
        .filter(({ inputs, every }) => inputs.length === 1 && every === MINUTE);
      return { vendor: name, rules: rules.length, rate: rateOf(rules) };
    });
};

const rateOf = (rules: readonly Evaluator[]): number => {
  const times = Float64Array.from({ length: YEAR }, (_, minute) => minute * MINUTE);
  const values = times.map((_, minute) => valueAt(minute));
  const round = (): number =>
    processSeconds(() => {
      for (const { inputs, run } of rules)
        run({ [inputs[0]?.name ?? ""]: { times, values } }, { from: 0, to: YEAR * MINUTE });
    });
  return median(Array.from({ length: 5 }, () => (YEAR * rules.length) / round() / 1e6));
};

/** Of this process alone, which is one core's: what else the machine does takes no part of it. */
export const processSeconds = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
