import { declareStack } from "../infra/declare";
import { loadEnvironment } from "../infra/environment/load";
import { catalogue } from "../monitors/catalogue";
import { policies } from "../policies";
import { toMarkdown } from "../cli/review/markdown";
import { readPlans, type DeclarationData, type LevelData, type PlanData } from "../cli/plan/data";
import { reviewPlans, type Plans } from "../cli/review/review";
import { toPlanJson } from "../cli/plan/json";
import { generateCatalogue } from "./generate";
import { ROOT } from "./root";

/** Reviews prod with so many signals of which each has changed, as the command does once both plans are printed. */

const [size = ""] = process.argv.slice(2);

const printPlan = (): string => {
  const { environment } = loadEnvironment(ROOT, "prod");
  if (environment === undefined) throw new Error("the configuration of prod has a fault");
  const rows = generateCatalogue(catalogue, Number(size));
  return JSON.stringify([toPlanJson(declareStack(rows, policies, environment), policies, rows.emission, true)]);
};

/** Each number a tenth higher, in the plan and in what is evaluated. */
const raise = (amount: number): number => amount + amount / 10 + 1;

const raiseLevel = (level: LevelData): LevelData => ({
  ...level,
  threshold:
    "event" in level.threshold ? { event: "another" } : { ...level.threshold, value: raise(level.threshold.value) },
});

const raiseArguments = (declaration: DeclarationData): DeclarationData => {
  const { query, threshold } = declaration.args;
  return {
    ...declaration,
    args: {
      ...declaration.args,
      ...(typeof query === "string" ? { query: query.replace(/\d+$/, (number) => String(raise(Number(number)))) } : {}),
      ...(typeof threshold === "number" ? { threshold: raise(threshold) } : {}),
    },
  };
};

const raisePlan = (plan: PlanData): PlanData => ({
  ...plan,
  signals: plan.signals.map((signal) => ({
    ...signal,
    measures: signal.measures.map((measure) => ({
      ...measure,
      levels: Object.fromEntries(Object.entries(measure.levels).map(([name, level]) => [name, raiseLevel(level)])),
    })),
  })),
  declarations: (plan.declarations ?? []).map(raiseArguments),
});

const raisePlans = (plans: Plans): string => JSON.stringify([...plans.values()].map(raisePlan));
const printed = printPlan();
const changed = raisePlans(readPlans(printed));

const start = performance.now();
const revision = { name: "bench", commit: undefined };
const review = reviewPlans(revision, revision, readPlans(printed), readPlans(changed));
const bytes = Buffer.byteLength(toMarkdown(review));
const seconds = (performance.now() - start) / 1000;

process.stdout.write(JSON.stringify({ seconds, bytes, changed: review.counts.changed }));
