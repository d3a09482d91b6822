import { lostKinds, type ChangeKind, type MergedChange } from "./change";
import type { ResourceChange } from "./resources";
import { isComparedTo, type NewDiagnostic, type Review } from "./review";

/** What a reviewer reads, in the order of weight. Text and Markdown only dress it. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Folded where the reader can unfold. */
  readonly folded: boolean;
}

export interface Line {
  readonly kind: ChangeKind | "error" | "warning" | "resource";
  readonly where: string;
  readonly what: string;
  readonly environments: string;
}

export const sectionsOf = (review: Review): readonly Section[] => {
  const environments = [...review.resources.keys()];
  const of = (...kinds: readonly ChangeKind[]): readonly Line[] =>
    review.changes.filter(({ kind }) => kinds.includes(kind)).map((change) => changeLine(change, environments));
  const sections: readonly Section[] = [
    { title: "Lost protection", lines: of(...lostKinds), folded: false },
    { title: "The plan has errors", lines: review.diagnostics.filter(isError).map(diagnosticLine), folded: false },
    { title: "To be judged by a person", lines: of("unknown"), folded: false },
    { title: "Tighter", lines: of("tighter"), folded: false },
    { title: "New", lines: of("added"), folded: false },
    { title: "Renamed", lines: of("renamed"), folded: false },
    { title: "Dashboards", lines: of("board"), folded: true },
    {
      title: "Warnings of the plan",
      lines: review.diagnostics.filter((each) => !isError(each)).map(diagnosticLine),
      folded: true,
    },
    { title: "Titles, owners and pages", lines: of("equivalent"), folded: true },
    {
      title: "Resources",
      lines: [...review.resources].flatMap(([environment, changes]) =>
        changes.map((each) => resourceLine(each, environment)),
      ),
      folded: true,
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
};

const isError = ({ severity }: NewDiagnostic): boolean => severity === "error";

const NAMED = 3;

const changeLine = ({ kind, where, what, environments }: MergedChange, all: readonly string[]): Line => ({
  kind,
  where:
    where.length <= NAMED ? where.join(", ") : `${where.slice(0, NAMED).join(", ")} and ${where.length - NAMED} others`,
  what,
  environments: environments.length === all.length ? "" : environments.join(", "),
});

const diagnosticLine = ({ severity, where, what, remedy }: NewDiagnostic): Line => ({
  kind: severity,
  where,
  what: `${what}; ${remedy}`,
  environments: "",
});

const resourceLine = ({ action, key, properties }: ResourceChange, environment: string): Line => ({
  kind: "resource",
  where: key,
  what: `${action}${properties.length === 0 ? "" : ` (${properties.join(", ")})`}`,
  environments: environment,
});

/** "prod: create 3, update 1 (datadog 2, cloudwatch 2)" */
export const wordResources = ({ resources }: Review): readonly string[] =>
  [...resources].flatMap(([environment, changes]) => {
    if (changes.length === 0) return [];
    const byAction = countBy(changes, ({ action }) => action);
    const byVendor = countBy(changes, ({ vendor }) => vendor);
    return [`${environment}: ${byAction} (${byVendor})`];
  });

const countBy = <T>(items: readonly T[], keyOf: (item: T) => string): string => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].map(([key, number]) => `${key} ${number}`).join(", ");
};

export const wordCounts = ({ base, head, counts: { changed, added, removed, unchanged } }: Review): string => {
  if (isComparedTo(base, head)) return wordAll(changed, added, removed, unchanged);
  return head.unplanned === undefined
    ? `nothing to compare with; ${added} signals and objectives are watched`
    : "nothing was compared";
};

const wordAll = (changed: number, added: number, removed: number, unchanged: number): string =>
  `${changed} changed, ${added} added, ${removed} removed, ${unchanged} unchanged`;

/** Whether nobody on call notices anything, as far as that could be seen. */
export const isQuiet = (review: Review): boolean =>
  isComparedTo(review.base, review.head) && sectionsOf(review).length === 0;

export const wordRevisions = ({ base, head }: Review): string =>
  `${base.name}${shortCommit(base.commit)} → ${head.name}${shortCommit(head.commit)}`;

const shortCommit = (commit: string | undefined): string => (commit === undefined ? "" : ` (${commit.slice(0, 9)})`);
