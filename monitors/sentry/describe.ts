import { messageLines, messageOf } from "../plan/message";
import type { PlannedMeasure, PlannedSignal } from "../plan/plan";
import type { RenderContext } from "../plan/watch";

/**
 * What a monitor says of itself. Sentry's page has no text of ours, and links to the issue, and that to its monitor. It is of every
 * level of the measure, so that each alert says its own threshold.
 */
export const describe = (signal: PlannedSignal, measure: PlannedMeasure, { environment }: RenderContext): string => {
  const [gravest] = measure.levels.slice(-1);
  if (gravest === undefined) throw new Error(`${measure.name} has no level: its type wants one`);
  return messageLines(messageOf(environment, signal, measure, gravest), { now: "", since: "" })
    .slice(0, BEFORE_NUMBERS)
    .join("\n");
};

/** Runbook, first action, users. */
const BEFORE_NUMBERS = 3;
