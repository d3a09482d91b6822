import type { DeclaredStack } from "../../infra/declare";
import { vendors, type StackDeclaration } from "../../infra/vendors";
import { levelNames, type LevelName } from "../../monitors/model/level";
import { count, days, type Dimension, type Quantity } from "../../monitors/model/quantity";
import type { Watched } from "../../monitors/declaration/declaration";
import type { Evaluator } from "../../monitors/plan/evaluate";
import type { Threshold } from "../../monitors/plan/plan";
import type { DeclarationData, LevelData, MeasureData, PlanData } from "../diff/plan-data";
import { wordThreshold } from "../diff/verdict";
import { toThreshold } from "../plan-json";
import { judgesOf } from "../simulate/simulate";

/** A level as one revision has it, and whoever judges it today. */
export interface JudgedLevel {
  /** `api.error_rate.critical` */
  readonly name: string;
  readonly signal: string;
  readonly level: LevelName;
  readonly priority: string;
  readonly kind: string;
  readonly breach: string;
  /** `500 ms` */
  readonly words: string;
  readonly threshold: Threshold;
  readonly evaluator: Evaluator;
}

/** By the name of a measure: `api.error_rate`. */
export type JudgedLevels = ReadonlyMap<string, readonly JudgedLevel[]>;

export const levelsHere = (declared: DeclaredStack): JudgedLevels =>
  new Map(
    declared.plan.signals.flatMap(({ id, measures }) =>
      measures.map((measure) => [
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
      ]),
    ),
  );

export interface BaseLevels {
  readonly levels: JudgedLevels;
  /** Names of levels that today's evaluators do not judge. */
  readonly unjudged: ReadonlySet<string>;
}

/** A plan that another revision printed: what it declares, as its own code rendered it, judged by the evaluators of today. */
export const levelsOf = ({ signals, declarations = [] }: PlanData): BaseLevels => {
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
  // A printed declaration does not say what it watches; its name is the level's.
  const declared = declarations.flatMap((each): readonly StackDeclaration[] => {
    const watched = watches.get(`${each.vendor} ${each.name}`);
    const whole = watched === undefined ? each : { ...each, watches: watched };
    return isDeclared(whole) ? [whole] : [];
  });
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
  return { levels: all, unjudged };
};

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

/** Of a resource that one of today's vendors declares. Arguments that it no longer knows are not looked at. */
const isDeclared = (each: DeclarationData): each is DeclarationData & StackDeclaration =>
  vendors.some(({ name }) => name === each.vendor) && each.type !== "";
