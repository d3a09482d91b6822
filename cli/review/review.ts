import { compareCost, type CostChange } from "../plan/cost/change";
import { mergeChanges, type Change, type MergedChange } from "./change";
import { comparePlans } from "./compare";
import { compareBoards } from "./compare-boards";
import type { PlanData } from "../plan/data";
import { compareResources, compareUses, type ResourceChange } from "./resources";

/** Everything that a change of the repository does, over all environments; text, Markdown and JSON print it alike. */
export interface Review {
  readonly base: Revision;
  readonly head: Revision;
  readonly changes: readonly MergedChange[];
  readonly resources: ReadonlyMap<string, readonly ResourceChange[]>;
  /** Environments whose estimate changes. */
  readonly costs: readonly CostChange[];
  readonly diagnostics: readonly NewDiagnostic[];
  readonly counts: Counts;
}

export interface Revision {
  /** What was asked for: `origin/main`, `working tree`. */
  readonly name: string;
  readonly commit: string | undefined;
  /** Why it could not be planned, in a line. */
  readonly unplanned?: string;
}

export interface NewDiagnostic {
  readonly environment: string;
  readonly severity: "error" | "warning";
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/** Signals and objectives, each counted once whatever the environments. */
export interface Counts {
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  readonly unchanged: number;
}

export type Plans = ReadonlyMap<string, PlanData>;

/** Where one of them could not be planned nothing is compared: all would seem new, or taken away. */
export const reviewPlans = (base: Revision, head: Revision, before: Plans, after: Plans): Review => {
  if (!isComparedTo(base, head))
    return {
      base,
      head,
      changes: [],
      resources: new Map(),
      costs: [],
      diagnostics: newDiagnostics(new Map(), after),
      counts: count([], new Map(), after, 0),
    };
  const found = new Map<string, readonly Change[]>();
  const resources = new Map<string, readonly ResourceChange[]>();
  const costs: CostChange[] = [];
  let unchanged = 0;
  for (const environment of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(environment) ?? nothing(environment), after.get(environment) ?? nothing(environment)];
    resources.set(environment, compareResources(was, is));
    const cost = compareCost(was, is);
    if (cost !== undefined) costs.push(cost);
    // Of an environment that is gone its every signal would be said beside it.
    const lost = lostEnvironment(environment, before, after);
    if (lost.length > 0) {
      found.set(environment, lost);
      continue;
    }
    const compared = comparePlans(was, is);
    found.set(environment, [...compared.changes, ...compareUses(was, is), ...compareBoards(was, is)]);
    unchanged = Math.max(unchanged, compared.unchanged);
  }
  const changes = mergeChanges(found);
  return {
    base,
    head,
    changes,
    resources,
    costs,
    diagnostics: newDiagnostics(before, after),
    counts: count(changes, before, after, unchanged),
  };
};

export const isComparedTo = (base: Revision, head: Revision): boolean =>
  base.unplanned === undefined && head.unplanned === undefined;

const nothing = (environment: string): PlanData => ({
  version: 1,
  environment,
  signals: [],
  objectives: [],
  quiet: [],
  resources: [],
  declarations: [],
  diagnostics: [],
});

const lostEnvironment = (environment: string, before: Plans, after: Plans): readonly Change[] =>
  before.has(environment) && !after.has(environment) && after.size > 0
    ? [
        {
          kind: "removed",
          where: environment,
          subject: environment,
          what: "the whole environment is no longer watched",
        },
      ]
    : [];

const newDiagnostics = (before: Plans, after: Plans): readonly NewDiagnostic[] =>
  [...after].flatMap(([environment, { diagnostics }]) => {
    const known = new Set((before.get(environment)?.diagnostics ?? []).map(({ where, what }) => `${where} ${what}`));
    return diagnostics
      .filter(({ where, what }) => !known.has(`${where} ${what}`))
      .map(({ severity, where, what, remedy }) => ({ environment, severity, where, what, remedy }));
  });

const count = (changes: readonly MergedChange[], before: Plans, after: Plans, unchanged: number): Counts => {
  const idsOf = (plans: Plans): ReadonlySet<string> =>
    new Set([...plans.values()].flatMap(({ signals, objectives }) => [...signals, ...objectives].map(({ id }) => id)));
  const [was, is] = [idsOf(before), idsOf(after)];
  const renamed = new Set(changes.filter(({ kind }) => kind === "renamed").flatMap(({ where }) => where));
  const removed = [...was].filter((id) => !is.has(id)).length - renamed.size;
  const added = [...is].filter((id) => !was.has(id) && !renamed.has(id)).length;
  return { changed: is.size - added - unchanged, added, removed, unchanged };
};
