import { keyOf } from "../../monitors/declaration/declaration";
import { groupBy } from "../../monitors/model/group-by";
import type { Declared, Existing } from "./watcher";
import { compareText } from "../../monitors/model/compare-text";

/** What became of each of an export's. */
export type Finding =
  | {
      readonly found: "match";
      readonly existing: Existing;
      readonly declared: Declared;
      readonly by: "name" | "what it looks at";
    }
  /** Looks at what another of the export has been matched for already. */
  | { readonly found: "duplicate"; readonly existing: Existing; readonly of: Declared }
  /** The catalogue has nothing that looks at the same; `near`: signals whose title its name has. */
  | { readonly found: "lacking"; readonly existing: Existing; readonly near: readonly string[] };

/** Each of the catalogue's has one of the export at most: an import ties one to one. */
export const matchExport = (existing: readonly Existing[], declared: readonly Declared[]): readonly Finding[] => {
  const bySubject = groupBy(declared, subjectKey);
  const byName = new Map(declared.map((each) => [`${each.vendor} ${each.shown}`, each]));
  const pairs = existing
    .flatMap((item, index) => candidatesOf(item, index, byName, bySubject))
    .toSorted((a, b) => a.rank - b.rank || a.distance - b.distance || a.index - b.index);
  const taken = new Map<Existing, Pair>();
  const used = new Set<string>();
  for (const pair of pairs) {
    if (taken.has(pair.item) || used.has(keyOf(pair.declared))) continue;
    taken.set(pair.item, pair);
    used.add(keyOf(pair.declared));
  }
  const firstOf = new Map<Existing, Declared>();
  for (const { item, declared: each } of pairs) if (!firstOf.has(item)) firstOf.set(item, each);
  const titles = titlesOf(declared);
  return existing.map((item): Finding => {
    const pair = taken.get(item);
    if (pair !== undefined)
      return {
        found: "match",
        existing: item,
        declared: pair.declared,
        by: pair.rank === 0 ? "name" : "what it looks at",
      };
    const of = firstOf.get(item);
    return of === undefined
      ? { found: "lacking", existing: item, near: nearOf(item, titles) }
      : { found: "duplicate", existing: item, of };
  });
};

interface Pair {
  readonly item: Existing;
  readonly index: number;
  readonly declared: Declared;
  /** 0: the very name, which our own resources have. */
  readonly rank: 0 | 1;
  /** How far the thresholds are apart, as a factor; 0 where they are the same. */
  readonly distance: number;
}

const subjectKey = ({ vendor, subject }: Pick<Declared, "vendor" | "subject">): string =>
  subject === undefined ? "" : `${vendor} ${subject}`;

const candidatesOf = (
  item: Existing,
  index: number,
  byName: ReadonlyMap<string, Declared>,
  bySubject: ReadonlyMap<string, readonly Declared[]>,
): readonly Pair[] => {
  const named = byName.get(`${item.vendor} ${item.name}`);
  const alike = item.subject === undefined ? [] : (bySubject.get(subjectKey(item)) ?? []).filter(isInPlace(item));
  return [
    ...(named === undefined ? [] : [{ item, index, declared: named, rank: 0, distance: 0 } as const]),
    ...alike.map((declared): Pair => ({ item, index, declared, rank: 1, distance: distanceOf(item, declared) })),
  ];
};

/** A metric of the same name is another one in another account or region. */
const isInPlace =
  ({ accountId, region }: Existing) =>
  (declared: Declared): boolean =>
    (accountId === undefined || accountId === declared.accountId) &&
    (region === undefined || region === declared.region);

const distanceOf = ({ threshold: a }: Existing, { threshold: b }: Declared): number => {
  if (a === b) return 0;
  if (a === undefined || b === undefined || a <= 0 || b <= 0) return Infinity;
  return Math.abs(Math.log(a / b));
};

interface Titled {
  readonly id: string;
  readonly words: readonly string[];
}

const titlesOf = (declared: readonly Declared[]): readonly Titled[] => [
  ...new Map(
    declared.flatMap(({ level }) =>
      level === undefined
        ? []
        : [[level.signal.id, { id: level.signal.id, words: wordsOf(level.signal.title) }] as const],
    ),
  ).values(),
];

const MOST_NEAR = 3;

/** A name is a hint and no more: all words of a signal's title are in it. The longest title is the nearest. */
const nearOf = ({ name }: Existing, titles: readonly Titled[]): readonly string[] => {
  const words = new Set(wordsOf(name));
  return titles
    .filter((title) => title.words.length > 1 && title.words.every((word) => words.has(word)))
    .toSorted((a, b) => b.words.length - a.words.length || compareText(a.id, b.id))
    .slice(0, MOST_NEAR)
    .map(({ id }) => id);
};

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
