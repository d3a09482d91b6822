import { sayStep, type Plan, type Step } from "./plan";

/**
 * The rule for what is applied: each step of a fresh preview is a step of the reviewed plan of the same tree, with the same operation
 * and no other changed property. Fewer steps are fine: what an earlier run has done is not done again.
 *
 * @returns what is refused, a line each
 */
export const refusedSteps = (reviewed: Plan, fresh: Plan): readonly string[] => {
  const known = new Map(reviewed.steps.map((step) => [step.urn, step]));
  return fresh.steps.flatMap((step) => {
    const reason = reasonAgainst(known.get(step.urn), step);
    return reason === undefined ? [] : [`${sayStep(step)}: ${reason}`];
  });
};

const reasonAgainst = (reviewed: Step | undefined, { op, keys }: Step): string | undefined => {
  if (reviewed === undefined) return "not in the reviewed plan";
  if (reviewed.op !== op) return `reviewed as ${reviewed.op}`;
  const unseen = keys.filter((key) => !reviewed.keys.includes(key));
  return unseen.length === 0 ? undefined : `not reviewed: ${unseen.join(", ")}`;
};
