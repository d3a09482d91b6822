import type { Environment } from "../../monitors/model/environment";
import { listWords } from "../../monitors/model/list-words";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { LoadedEnvironment } from "./load";

/** What no stack's file shows alone: exactly one of them declares what exists once per account. */
export const checkAccountOwner = (stacks: readonly Pick<LoadedEnvironment, "environment">[]): readonly Diagnostic[] => {
  const loaded = stacks.map(({ environment }) => environment);
  const environments = loaded.filter((environment): environment is Environment => environment !== undefined);
  const owners = environments.filter(({ ownsAccount }) => ownsAccount).map(({ name }) => name);
  // A file that cannot be read has faults of its own, and may be the owner's.
  if (environments.length < stacks.length || owners.length === 1) return [];
  return [
    {
      severity: "error",
      where: "Pulumi.*.yaml, ownsAccount",
      what: owners.length === 0 ? "no stack owns the account" : `${listWords(owners)} both own the account`,
      rule: "exactly one stack declares PagerDuty's users and schedules and Sentry's project; the others read them",
      remedy: "set ownsAccount: true in one stack's file and false in the others",
    },
  ];
};
