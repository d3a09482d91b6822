import type { EnvironmentName } from "../../monitors/model/environment-name";
import { DEFAULT_TIMEOUT, planRevision, type Progress } from "../revision/plan";
import { askedCommit } from "../revision/git";
import { isConfigured } from "../plan/data";
import type { Revision } from "../review/review";
import { levelsOf, type BaseLevels } from "./judged";

export interface Base extends BaseLevels {
  /** Says in `unplanned` why it cannot be replayed. */
  readonly revision: Revision;
}

/**
 * Another revision's levels: planned by its own code, judged by today's evaluators.
 *
 * @throws CommandError where there is no such revision
 */
export const readBase = async (
  root: string,
  name: string,
  environment: EnvironmentName,
  progress: Progress,
): Promise<Base> => {
  const commit = askedCommit(root, "base", name);
  const { revision, plans } = await planRevision(root, { name, commit }, { progress, timeout: DEFAULT_TIMEOUT });
  progress("");
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
