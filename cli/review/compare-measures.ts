import type { Change, Verdict } from "./change";
import { compareRoutes } from "./compare-routes";
import type { LevelData, MeasureData } from "../plan/data";
import {
  judgeMissingData,
  judgePriority,
  judgeSide,
  judgeStatistic,
  judgeThreshold,
  judgeTraffic,
  wordPercent,
  wordThreshold,
} from "./verdict";

export const levelNames = ["warning", "critical"] as const;

/** The field that changed, what it was and is, and what that means. */
interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
}

export const compareMeasures = (
  where: string,
  subject: string,
  old: MeasureData,
  recent: MeasureData,
  sameStage: boolean,
): readonly Change[] => [
  ...fieldChanges(old, recent).map(({ field, from, to, verdict }): Change => ({
    kind: verdict,
    where,
    subject,
    what: `${field} ${from} → ${to}`,
  })),
  ...levelNames.flatMap((name) =>
    compareLevels({ where: `${where}.${name}`, subject }, name, { old, recent, sameStage }),
  ),
];

/** Spans whose number is a threshold are judged there and not as windows. */
const fieldChanges = (old: MeasureData, recent: MeasureData): readonly FieldChange[] => {
  const change = (
    field: string,
    from: string | undefined,
    to: string | undefined,
    verdict: Verdict,
  ): readonly FieldChange[] => (from === to ? [] : [{ field, from: from ?? "none", to: to ?? "none", verdict }]);
  const kindChanged = old.kind !== recent.kind;
  return [
    ...change("kind", old.kind, recent.kind, "unknown"),
    ...change("evaluated by", old.vendor, recent.vendor, "unknown"),
    ...change(
      "backstop",
      old.backstop,
      recent.backstop,
      recent.backstop === undefined ? "looser" : old.backstop === undefined ? "tighter" : "unknown",
    ),
    ...change(
      "statistic",
      old.statistic,
      recent.statistic,
      judgeStatistic(recent.breach, old.statistic, recent.statistic),
    ),
    ...(SPANS.has(recent.kind) ? [] : change("window", old.window, recent.window, "unknown")),
    ...change("side", old.breach, recent.breach, kindChanged ? "unknown" : judgeSide(old.breach, recent.breach)),
    ...change("usual of the", old.seasonality, recent.seasonality, "unknown"),
    ...change("compared with", old.against, recent.against, "unknown"),
    ...change(
      "quiet below",
      wordTraffic(old),
      wordTraffic(recent),
      judgeTraffic(old.minimumTraffic ?? 0, recent.minimumTraffic ?? 0),
    ),
    ...change(
      "missing data",
      old.missingData,
      recent.missingData,
      judgeMissingData(old.missingData, recent.missingData),
    ),
    // A backstop brings its own feeds; that it came or went is said already.
    ...(old.backstop === recent.backstop ? change("reads", wordFeeds(old), wordFeeds(recent), "unknown") : []),
  ];
};

const SPANS: ReadonlySet<string> = new Set(["outage", "silence", "heartbeat"]);

const wordTraffic = ({ minimumTraffic }: MeasureData): string | undefined =>
  minimumTraffic === undefined ? undefined : String(minimumTraffic);

const wordFeeds = ({ emitters }: MeasureData): string =>
  [...new Set(emitters.map(({ feed }) => feed))].toSorted().join(", ");

type Place = Pick<Change, "where" | "subject">;

interface Compared {
  readonly old: MeasureData;
  readonly recent: MeasureData;
  readonly sameStage: boolean;
}

const compareLevels = (
  { where, subject }: Place,
  name: (typeof levelNames)[number],
  { old, recent, sameStage }: Compared,
): readonly Change[] => {
  const [was, is] = [old.levels[name], recent.levels[name]];
  if (was === undefined && is === undefined) return [];
  if (is === undefined)
    return [
      {
        kind: "removed",
        where,
        subject,
        what: `no longer watched (was ${wordThreshold(was?.threshold ?? { event: "" })}, ${was?.priority ?? ""})`,
      },
    ];
  if (was === undefined)
    return [{ kind: "added", where, subject, what: `new: ${wordThreshold(is.threshold)}, ${is.priority}` }];
  const breach = is.breach ?? recent.breach;
  return [
    ...compareThresholds({ where, subject }, { name, breach }, was, is),
    ...compareSides(where, subject, was.breach ?? old.breach, breach, old.breach === recent.breach),
    ...compareSooner(where, subject, was, is),
    ...comparePriorities(where, subject, was, is),
    ...(was.priority === is.priority && sameStage
      ? compareRoutes(where, subject, old.routes[name] ?? [], recent.routes[name] ?? [])
      : []),
  ];
};

const compareThresholds = (
  { where, subject }: Place,
  { name, breach }: { readonly name: (typeof levelNames)[number]; readonly breach: string },
  { threshold: was }: LevelData,
  { threshold: is }: LevelData,
): readonly Change[] => {
  const [from, to] = [wordThreshold(was), wordThreshold(is)];
  if (from === to) return [];
  if ("event" in was || "event" in is || was.unit !== is.unit)
    return [{ kind: "unknown", where, subject, what: `${from} → ${to}` }];
  const verdict = judgeThreshold(breach, was.value, is.value);
  const percent = wordPercent(was.value, is.value);
  return [
    {
      kind: verdict === "looser" && name === "critical" ? "looser-critical" : verdict,
      where,
      subject,
      what: `${from} → ${to}${percent === "" ? "" : ` (${percent})`}`,
    },
  ];
};

/** A second, shorter window can only tell sooner; which of two tells sooner depends on the data. */
const compareSooner = (where: string, subject: string, was: LevelData, is: LevelData): readonly Change[] => {
  const [from, to] = [was, is].map(({ sooner }) =>
    sooner === undefined ? "none" : `${sooner.window} of at least ${sooner.minimumTraffic}`,
  );
  if (from === to) return [];
  const kind = was.sooner === undefined ? "tighter" : is.sooner === undefined ? "looser" : "unknown";
  return [{ kind, where, subject, what: `sooner ${from ?? ""} → ${to ?? ""}` }];
};

const compareSides = (where: string, subject: string, from: string, to: string, sameRow: boolean): readonly Change[] =>
  from === to || !sameRow ? [] : [{ kind: judgeSide(from, to), where, subject, what: `side ${from} → ${to}` }];

const comparePriorities = (where: string, subject: string, was: LevelData, is: LevelData): readonly Change[] => {
  const verdict = judgePriority(was.priority, is.priority);
  return verdict === "equivalent"
    ? []
    : [
        {
          kind: verdict === "looser" ? "priority-lowered" : verdict,
          where,
          subject,
          what: `priority ${was.priority} → ${is.priority}`,
        },
      ];
};
