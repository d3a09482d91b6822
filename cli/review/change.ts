import { compareText } from "../../monitors/model/compare-text";

/** What a change of the repository does to alerting, one statement each. */

export type Verdict = "looser" | "tighter" | "equivalent" | "unknown";

/** By weight: what protects people less comes first. Names are those of `--fail-on`. */
export const changeKinds = [
  "removed",
  "unrouted",
  "draft",
  "looser-critical",
  "priority-lowered",
  "broken-use",
  "looser",
  "unknown",
  "tighter",
  "added",
  "renamed",
  "board",
  "equivalent",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** These take protection away. */
export const lostKinds: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  "removed",
  "unrouted",
  "draft",
  "looser-critical",
  "priority-lowered",
  "broken-use",
  "looser",
]);

export interface Change {
  readonly kind: ChangeKind;
  /** The signal, measure, level, objective or resource it is about. */
  readonly where: string;
  /** "critical 2 s → 3 s (+50 %)" */
  readonly what: string;
  /** Signal or objective, for counting. */
  readonly subject: string;
}

export interface MergedChange extends Omit<Change, "where"> {
  /** All that it is true of alike. */
  readonly where: readonly string[];
  readonly environments: readonly string[];
}

const KIND_ORDER: ReadonlyMap<ChangeKind, number> = new Map(changeKinds.map((kind, index) => [kind, index]));

/** The same statement about several levels or environments is made once. In the order of weight, then of names. */
export const mergeChanges = (found: ReadonlyMap<string, readonly Change[]>): readonly MergedChange[] => {
  const byPlace = new Map<string, { change: Change; environments: string[] }>();
  for (const [environment, changes] of found)
    for (const change of changes) {
      const key = JSON.stringify([change.kind, change.where, change.what]);
      const there = byPlace.get(key);
      if (there === undefined) byPlace.set(key, { change, environments: [environment] });
      else there.environments.push(environment);
    }
  const byStatement = new Map<string, MergedChange>();
  for (const { change, environments } of byPlace.values()) {
    const key = JSON.stringify([change.kind, change.what, environments]);
    const there = byStatement.get(key);
    byStatement.set(key, {
      ...(there ?? change),
      where: [...(there?.where ?? []), change.where],
      environments,
    });
  }
  return [...byStatement.values()].toSorted(
    (a, b) =>
      (KIND_ORDER.get(a.kind) ?? 0) - (KIND_ORDER.get(b.kind) ?? 0) || compareText(a.where[0] ?? "", b.where[0] ?? ""),
  );
};
