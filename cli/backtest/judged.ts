import type { DeclaredStack } from "../../infra/declare";
import { vendors } from "../../infra/vendors";
import { levelNames } from "../../monitors/model/level";
import { burnTierNames } from "../../monitors/model/objective";
import { count, days, type Dimension, type Quantity } from "../../monitors/model/quantity";
import type { Burned, Declaration, Watched } from "../../monitors/declaration/declaration";
import type { Evaluator } from "../../monitors/plan/evaluate";
import type { PlannedObjective, Threshold } from "../../monitors/plan/plan";
import type { DeclarationData, LevelData, MeasureData, ObjectiveData, PlanData } from "../plan/data";
import { wordThreshold } from "../review/verdict";
import { toThreshold } from "../plan/json";
import { burnOf } from "../simulate/burn-rate";
import { judgesOfTiers, judgesOf } from "../simulate/judge";
import type { Judged } from "../simulate/judge-types";

/** A level as one revision has it, or a tier of an objective, and whoever judges it today. */
export interface JudgedLevel {
  /** `api.error_rate.critical` */
  readonly name: string;
  readonly signal: string;
  readonly level: Judged["level"];
  readonly priority: string;
  readonly kind: string;
  readonly breach: string;
  /** `500 ms` */
  readonly words: string;
  readonly threshold: Threshold;
  readonly evaluator: Evaluator;
}

/** By the name of a measure (`api.error_rate`) or the id of an objective. */
export type JudgedLevels = ReadonlyMap<string, readonly JudgedLevel[]>;

export const levelsHere = (declared: DeclaredStack): JudgedLevels =>
  new Map([
    ...declared.plan.signals.flatMap(({ id, measures }) =>
      measures.map(
        (measure) =>
          [
            measure.name,
            judgesOf(declared, id, measure).map(({ level, evaluator }) => ({
              name: level.name,
              signal: id,
              level: level.level,
              priority: level.priority,
              kind: measure.kind,
              breach: level.breach,
              words: wordThreshold(toThreshold(measure, level)),
              threshold: level.threshold,
              evaluator,
            })),
          ] as const,
      ),
    ),
    ...declared.plan.objectives.map((objective) => [objective.id, tiersHere(declared, objective)] as const),
  ]);

const tiersHere = (declared: DeclaredStack, objective: PlannedObjective): readonly JudgedLevel[] =>
  judgesOfTiers(declared, burnOf(objective)).map(({ level, evaluator }) => {
    const { name, priority } = level;
    const rate = objective.tiers.find(({ tier }) => tier === level.level)?.burnRate ?? 0;
    return { ...{ name, signal: objective.id, level: level.level, priority, evaluator }, ...aboutTier(rate) };
  });

/** Near misses ask whether the number is one at all, and no more: the evaluator has it in its query. */
const aboutTier = (burnRate: number) => ({
  kind: "burn_rate",
  breach: "above",
  words: `${burnRate} × allowed`,
  threshold: { at: count(burnRate) },
});

export interface BaseLevels {
  readonly levels: JudgedLevels;
  /** Names of levels that today's evaluators do not judge. */
  readonly unjudged: ReadonlySet<string>;
}

/** A plan that another revision printed: what it declares, as its own code rendered it, judged by the evaluators of today. */
export const levelsOf = ({ signals, objectives, declarations = [] }: PlanData): BaseLevels => {
  const all = new Map<string, readonly JudgedLevel[]>();
  const unjudged = new Set<string>();
  const named = signals.flatMap(({ id, measures }) =>
    measures.map((measure) => ({ signal: id, measure, name: measure.key === "main" ? id : `${id}.${measure.key}` })),
  );
  const watches = new Map<string, Watched>(
    named.flatMap(({ signal, measure, name }) =>
      levelNames.map(
        (level) => [`${measure.vendor} ${name}.${level}`, { signal, measure: measure.key, level }] as const,
      ),
    ),
  );
  const burns = new Map<string, Burned>(
    objectives.flatMap(({ id }) => burnTierNames.map((tier) => [`${id}.${tier}`, { objective: id, tier }] as const)),
  );
  const declared = declarations.flatMap((each) => declarationOf(each, watches, burns) ?? []);
  for (const { signal, measure, name } of named) {
    const evaluate = vendors.find((vendor) => vendor.name === measure.vendor)?.evaluator(declared);
    const found = levelNames.flatMap((level) => {
      const own = declared.filter((each) => each.vendor === measure.vendor && each.name === `${name}.${level}`);
      const [evaluator] = own.flatMap((each) => tried(() => evaluate?.(each)) ?? []);
      const data = measure.levels[level];
      if (data === undefined) return [];
      if (evaluator !== undefined)
        return [{ name: `${name}.${level}`, signal, level, evaluator, ...aboutOf(measure, data) }];
      unjudged.add(`${name}.${level}`);
      return [];
    });
    all.set(name, found);
  }
  for (const objective of objectives) {
    const found = tiersOf(objective, declared);
    all.set(objective.id, found);
    for (const { tier } of objective.tiers)
      if (!found.some(({ level }) => level === tier)) unjudged.add(`${objective.id}.${tier}`);
  }
  return { levels: all, unjudged };
};

/** Of what one of today's vendors declares. A printed declaration does not say what it watches; its name is the level's, or the tier's. */
const declarationOf = (
  printed: DeclarationData,
  levels: ReadonlyMap<string, Watched>,
  tiers: ReadonlyMap<string, Burned>,
): Declaration | undefined => {
  const vendor = vendors.find(({ name }) => name === printed.vendor)?.name;
  if (vendor === undefined) return undefined;
  const [watches, burns] = [levels.get(`${vendor} ${printed.name}`), tiers.get(printed.name)];
  return {
    ...printed,
    vendor,
    ...(watches === undefined ? {} : { watches }),
    ...(burns === undefined ? {} : { burns }),
  };
};

const tiersOf = ({ id, tiers }: ObjectiveData, declared: readonly Declaration[]): readonly JudgedLevel[] =>
  tiers.flatMap(({ tier, priority, burnRate }) => {
    const name = `${id}.${tier}`;
    const level = burnTierNames.find((each) => each === tier);
    const own = declared.filter(({ burns }) => burns?.objective === id && burns.tier === level);
    const [evaluator] = own.flatMap((each) => {
      const evaluate = vendors.find((vendor) => vendor.name === each.vendor)?.evaluator(declared);
      return tried(() => evaluate?.(each)) ?? [];
    });
    return evaluator === undefined || level === undefined
      ? []
      : [{ name, signal: id, level, priority, evaluator, ...aboutTier(burnRate) }];
  });

/** Arguments of another time may be none that an evaluator can read. One that judges no span at all has read all of them. */
const tried = (evaluate: () => Evaluator | undefined): Evaluator | undefined => {
  try {
    const evaluator = evaluate();
    evaluator?.run({}, { from: 0, to: 0 });
    return evaluator;
  } catch {
    return undefined;
  }
};

const aboutOf = ({ kind, breach }: MeasureData, level: LevelData) => ({
  priority: level.priority,
  kind,
  breach: level.breach ?? breach,
  words: wordThreshold(level.threshold),
  threshold: "event" in level.threshold ? level.threshold : { at: quantityOf(level.threshold) },
});

/** Of another revision's number the amount alone is asked for: it need not say what it is of. The plan prints days of durations. */
const quantityOf = ({ value, unit }: { readonly value: number; readonly unit: string }): Quantity<Dimension> =>
  unit === "days" ? days(value) : count(value);
