import type { ChangeKind } from "./change";
import { isConfigured } from "../plan/data";
import type { PlannedRevision } from "../revision/plan";
import type { Review } from "./review";

export interface Gate {
  readonly failOn: readonly ChangeKind[];
  /** Of a first commit, which has no plan before it. */
  readonly allowUnplannableBase: boolean;
}

/**
 * Why a review ends with 1: it could not compare what it was asked to, the head's own plan has errors, or a gate finds a change. A gate of
 * a comparison that was not made would let everything pass.
 */
export const failuresOf = (
  review: Review,
  base: PlannedRevision,
  head: PlannedRevision,
  { failOn, allowUnplannableBase }: Gate,
): readonly string[] => [
  ...(allowUnplannableBase ? [] : notCompared(base)),
  ...notPlanned(head),
  ...errorsOf(head),
  ...review.changes
    .filter(({ kind }) => failOn.includes(kind))
    .map(({ kind, where, what }) => `--fail-on ${kind}: ${where.join(", ")} ${what}`),
];

const notPlanned = ({ revision: { name, unplanned } }: PlannedRevision): readonly string[] =>
  unplanned === undefined ? [] : [`error: nothing was compared: ${name} could not be planned: ${unplanned}`];

/** Of a base that is only half there: placeholders are held against nothing. */
const notCompared = (base: PlannedRevision): readonly string[] => [
  ...notPlanned(base),
  ...[...base.plans.values()]
    .filter((plan) => !isConfigured(plan))
    .map(
      ({ environment }) =>
        `error: queries and boards of ${environment} were not compared: its configuration is at fault in ${base.revision.name}`,
    ),
];

const errorsOf = ({ revision: { name }, plans }: PlannedRevision): readonly string[] =>
  [...plans.values()].flatMap(({ environment, diagnostics }) => {
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    return errors === 0 ? [] : [`error: ${environment}: errors in the plan of ${name}: ${errors}`];
  });
