import { levelNames, type LevelName } from "../../monitors/model/level";
import { listWords } from "../../monitors/model/list-words";
import { priorities } from "../../monitors/model/priority";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import { namesIn, nearestWords } from "../shared/nearest";

/** The level whose way a drill takes. */
export interface Drilled {
  readonly signal: PlannedSignal;
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
}

/**
 * The level of a signal (`payments.payout_failures`) or of one of its measures (`payments.payout_failures.late`); of a signal
 * with several measures the most urgent one. What is wrong with the asking comes as one line.
 */
export const findDrilled = ({ signals }: MonitoringPlan, id: string, level: LevelName): Drilled | string => {
  const all = signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));
  const asked = all.filter(({ signal, measure }) => signal.id === id || measure.name === id);
  const [first] = asked;
  if (first === undefined) return `there is no signal ${JSON.stringify(id)}${nearestWords(id, namesIn(all))}`;
  if (first.signal.stage === "draft") return `${first.signal.id} is a draft, and nobody is told of it`;
  const levels = asked.flatMap((each) => each.measure.levels.map((planned) => ({ ...each, level: planned })));
  const [gravest] = levels
    .filter((each) => each.level.level === level)
    .toSorted((a, b) => priorities.indexOf(a.level.priority) - priorities.indexOf(b.level.priority));
  if (gravest !== undefined) return gravest;
  const others = levelNames.filter((name) => levels.some((each) => each.level.level === name));
  return `${id} has no ${level} level; it has ${listWords(others)}: --level ${others[0] ?? ""}`;
};
