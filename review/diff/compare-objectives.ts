import type { Change, ChangeKind } from "./change";
import { byId, type ObjectiveData } from "./plan-data";

export const compareObjectives = (was: readonly ObjectiveData[], is: readonly ObjectiveData[]): readonly Change[] => {
  const [before, after] = [byId(was), byId(is)];
  return [
    ...was.flatMap((old): readonly Change[] => {
      const recent = after.get(old.id);
      return recent === undefined
        ? [
            {
              kind: "removed",
              where: old.id,
              subject: old.id,
              what: `the objective of ${String(old.target)} % is gone`,
            },
          ]
        : compareTargets(old, recent);
    }),
    ...is
      .filter(({ id }) => !before.has(id))
      .map(({ id, target, period }): Change => ({
        kind: "added",
        where: id,
        subject: id,
        what: `new objective: ${String(target)} % over ${period}`,
      })),
  ];
};

const compareTargets = (old: ObjectiveData, recent: ObjectiveData): readonly Change[] => [
  ...(old.target === recent.target
    ? []
    : [
        {
          kind: recent.target < old.target ? ("looser" as const) : ("tighter" as const),
          where: old.id,
          subject: old.id,
          what: `target ${String(old.target)} % → ${String(recent.target)} %`,
        },
      ]),
  ...(old.period === recent.period
    ? []
    : [{ kind: "unknown" as const, where: old.id, subject: old.id, what: `period ${old.period} → ${recent.period}` }]),
  ...(JSON.stringify(old.tiers) === JSON.stringify(recent.tiers)
    ? []
    : [{ kind: tiersVerdict(old, recent), where: old.id, subject: old.id, what: "its burn-rate alerts changed" }]),
];

const tiersVerdict = (old: ObjectiveData, recent: ObjectiveData): ChangeKind =>
  recent.tiers.length < old.tiers.length ? "looser" : recent.tiers.length > old.tiers.length ? "tighter" : "unknown";
