import type { Change } from "./change";
import { compareMeasures, levelNames } from "./compare-measures";
import { compareObjectives } from "./compare-objectives";
import { compareQueries } from "./compare-queries";
import { compareQuiets } from "./compare-quiets";
import { compareTexts } from "./compare-texts";
import { byId, type MeasureData, type PlanData, type SignalData } from "../plan/data";
import { wordThreshold } from "./verdict";
import { groupBy } from "../../monitors/model/group-by";

export interface Comparison {
  readonly changes: readonly Change[];
  readonly unchanged: number;
}

/** Two plans of one environment, signal by signal. Their order says nothing. */
export const comparePlans = (before: PlanData, after: PlanData): Comparison => {
  const [was, is] = [byId(before.signals), byId(after.signals)];
  const renames = findRenames(
    before.signals.filter(({ id }) => !is.has(id)),
    after.signals.filter(({ id }) => !was.has(id)),
  );
  const renamedTo = new Set(renames.values());
  const rows = [
    ...before.signals.flatMap((old) => {
      const recent = is.get(old.id);
      if (recent !== undefined) return compareSignals(old, recent);
      const name = renames.get(old.id);
      const renamed = name === undefined ? undefined : is.get(name);
      return renamed === undefined ? [removed(old)] : [renaming(old, renamed), ...compareTexts(old, renamed)];
    }),
    ...after.signals.filter(({ id }) => !was.has(id) && !renamedTo.has(id)).map(added),
    ...compareObjectives(before.objectives, after.objectives),
  ];
  const changes = [...rows, ...compareQueries(before, after, rows), ...compareQuiets(before.quiet, after.quiet)];
  const touched = new Set(changes.map(({ subject }) => subject));
  const all = [...after.signals, ...after.objectives].map(({ id }) => id);
  return { changes, unchanged: all.filter((id) => !touched.has(id)).length };
};

const wordLevels = ({ measures }: SignalData): string =>
  measures
    .flatMap(({ key, levels }) =>
      levelNames.flatMap((name) => {
        const level = levels[name];
        return level === undefined
          ? []
          : [`${key === "main" ? "" : `${key} `}${name} ${wordThreshold(level.threshold)}, ${level.priority}`];
      }),
    )
    .join("; ");

const removed = (signal: SignalData): Change => ({
  kind: "removed",
  where: signal.id,
  subject: signal.id,
  what: `no longer watched (was ${wordLevels(signal)})`,
});

const added = (signal: SignalData): Change => ({
  kind: "added",
  where: signal.id,
  subject: signal.id,
  what: `${signal.stage === "draft" ? "new, as a draft" : "new"}: ${wordLevels(signal)}`,
});

/** All that a signal does, and nothing of what it is called: the same twice is one signal under another name. */
const fingerprint = ({ measures }: SignalData): string =>
  JSON.stringify(measures.map((measure) => ({ ...measure, routes: {}, resources: [] })));

const findRenames = (gone: readonly SignalData[], fresh: readonly SignalData[]): ReadonlyMap<string, string> => {
  const candidates = groupBy(fresh, fingerprint);
  return new Map(
    [...groupBy(gone, fingerprint)].flatMap(([print, alike]) =>
      alike.flatMap((signal, index) => {
        const name = candidates.get(print)?.[index]?.id;
        return name === undefined ? [] : [[signal.id, name] as const];
      }),
    ),
  );
};

const renaming = (old: SignalData, recent: SignalData): Change => ({
  kind: "renamed",
  where: recent.id,
  subject: recent.id,
  what: `was ${old.id}; what it does is the same, and every resource of it is made anew`,
});

const compareSignals = (old: SignalData, recent: SignalData): readonly Change[] => {
  const [was, is] = [
    new Map(old.measures.map((each) => [each.key, each])),
    new Map(recent.measures.map((each) => [each.key, each])),
  ];
  const subject = recent.id;
  return [
    ...compareStage(old, recent),
    ...compareSuppression(old, recent),
    ...old.measures.flatMap((measure): readonly Change[] => {
      const now = is.get(measure.key);
      const where = nameOf(subject, measure);
      return now === undefined
        ? [{ kind: "removed", where, subject, what: "this measure is no longer watched" }]
        : compareMeasures(where, subject, measure, now, old.stage === recent.stage);
    }),
    ...recent.measures
      .filter(({ key }) => !was.has(key))
      .map((measure): Change => ({ kind: "added", where: nameOf(subject, measure), subject, what: "a new measure" })),
    ...compareTexts(old, recent),
  ];
};

const nameOf = (id: string, { key }: MeasureData): string => (key === "main" ? id : `${id}.${key}`);

const compareStage = (old: SignalData, recent: SignalData): readonly Change[] =>
  old.stage === recent.stage
    ? []
    : [
        {
          kind: recent.stage === "draft" ? "draft" : "tighter",
          where: recent.id,
          subject: recent.id,
          what:
            recent.stage === "draft"
              ? "is a draft now: watched, and told to nobody"
              : "is no draft any more: people hear of it",
        },
      ];

const compareSuppression = (old: SignalData, recent: SignalData): readonly Change[] => [
  ...recent.suppressedBy
    .filter((id) => !old.suppressedBy.includes(id))
    .map((id): Change => ({
      kind: "looser",
      where: recent.id,
      subject: recent.id,
      what: `is quiet now while ${id} is told`,
    })),
  ...old.suppressedBy
    .filter((id) => !recent.suppressedBy.includes(id))
    .map((id): Change => ({
      kind: "tighter",
      where: recent.id,
      subject: recent.id,
      what: `is no longer quiet while ${id} is told`,
    })),
];
