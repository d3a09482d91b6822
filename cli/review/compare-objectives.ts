import type { Change, ChangeKind } from "./change";
import { compareRoutes } from "./compare-routes";
import { compareTexts } from "./compare-texts";
import { byId, type ObjectiveData, type TierData } from "../plan/data";
import { judgePriority, judgeThreshold, judgeTraffic } from "./verdict";

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
              what: `the objective of ${old.target} % is gone`,
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
        what: `new objective: ${target} % over ${period}`,
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
          what: `target ${old.target} % → ${recent.target} %`,
        },
      ]),
  ...(old.period === recent.period
    ? []
    : [{ kind: "unknown" as const, where: old.id, subject: old.id, what: `period ${old.period} → ${recent.period}` }]),
  ...(feedsOf(old) === feedsOf(recent)
    ? []
    : [
        {
          kind: "unknown" as const,
          where: old.id,
          subject: old.id,
          what: `reads ${feedsOf(old)} → ${feedsOf(recent)}`,
        },
      ]),
  ...compareTiers(old, recent),
  ...compareTexts(old, recent),
];

const feedsOf = ({ emitters }: ObjectiveData): string => emitters.map(({ feed }) => feed).join(", ");

const compareTiers = (old: ObjectiveData, recent: ObjectiveData): readonly Change[] => {
  const subject = recent.id;
  const [was, is] = [byTier(old), byTier(recent)];
  const whereOf = (tier: string): string => `${subject}.${tier}`;
  return [
    ...old.tiers
      .filter(({ tier }) => !is.has(tier))
      .map(({ tier, burnRate, priority }): Change => ({
        kind: "removed",
        where: whereOf(tier),
        subject,
        what: `nobody is told of it any more (was ${burnRate} times the allowed rate, ${priority})`,
      })),
    ...recent.tiers.flatMap((tier): readonly Change[] => {
      const before = was.get(tier.tier);
      const where = whereOf(tier.tier);
      return before === undefined
        ? [
            {
              kind: "added",
              where,
              subject,
              what: `new: ${tier.burnRate} times the allowed rate, ${tier.priority}`,
            },
          ]
        : compareTier(where, subject, before, tier);
    }),
  ];
};

const byTier = ({ tiers }: ObjectiveData): ReadonlyMap<string, TierData> =>
  new Map(tiers.map((tier) => [tier.tier, tier]));

const compareTier = (where: string, subject: string, was: TierData, is: TierData): readonly Change[] => {
  const change = (field: string, from: string, to: string, kind: ChangeKind): readonly Change[] =>
    from === to ? [] : [{ kind, where, subject, what: `${field} ${from} → ${to}` }];
  const priority = judgePriority(was.priority, is.priority);
  return [
    ...change(
      "burn rate",
      String(was.burnRate),
      String(is.burnRate),
      judgeThreshold("above", was.burnRate, is.burnRate),
    ),
    ...change("long window", was.longWindow, is.longWindow, "unknown"),
    ...change("short window", was.shortWindow, is.shortWindow, "unknown"),
    ...change(
      "quiet below",
      String(was.minimumBadEvents),
      String(is.minimumBadEvents),
      judgeTraffic(was.minimumBadEvents, is.minimumBadEvents),
    ),
    ...change("priority", was.priority, is.priority, priority === "looser" ? "priority-lowered" : priority),
    ...(was.priority === is.priority ? compareRoutes(where, subject, was.route, is.route) : []),
  ];
};
