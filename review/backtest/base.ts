import type { EnvironmentName } from "../../monitors/model/environment";
import { planRevision, type Progress } from "../diff/base";
import { isConfigured } from "../diff/plan-data";
import type { Revision } from "../diff/review";
import { SeriesFault } from "../series/fault";
import { levelsOf, type BaseLevels } from "./judged";

export interface Base extends BaseLevels {
  /** Says in `unplanned` why it cannot be replayed. */
  readonly revision: Revision;
}

/**
 * Another revision's levels: planned by its own code, judged by today's evaluators.
 *
 * @throws SeriesFault where there is no such revision
 */
export const readBase = (root: string, name: string, environment: EnvironmentName, progress: Progress): Base => {
  progress(`${name} is planned by its own code …`);
  const { revision, plans } = planRevision(root, name, progress);
  progress("");
  if (revision.commit === undefined)
    throw new SeriesFault(`--base ${name}: ${revision.unplanned ?? "there is no such revision"}`);
  const plan = plans.get(environment);
  const not = (why: string): Base => ({
    revision: { ...revision, unplanned: why },
    levels: new Map(),
    unjudged: new Set(),
  });
  if (revision.unplanned !== undefined) return not(revision.unplanned);
  if (plan === undefined) return not(`it has no plan of ${environment}`);
  if (plan.declarations === undefined) return not("it does not print what it declares (plan --declarations)");
  if (!isConfigured(plan)) return not(`its configuration of ${environment} is at fault`);
  return { revision, ...levelsOf(plan) };
};
