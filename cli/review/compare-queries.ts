import { sameValue, type Json, type Properties } from "../../monitors/declaration/json";
import { canonical } from "./canonical";
import { compareText } from "../../monitors/model/compare-text";
import type { Change } from "./change";
import { byId, isConfigured, type PlanData } from "../plan/data";

/**
 * What is looked at, where nothing else says that it changed: a filter, a table, an expression. Numbers are thresholds and windows as
 * a rule, which are said by themselves; so two queries that differ in numbers alone differ only where nothing else of the row does.
 */
export const compareQueries = (before: PlanData, after: PlanData, known: readonly Change[]): readonly Change[] => {
  if (!isConfigured(before) || !isConfigured(after)) return [];
  const [was, is] = [argumentsOf(before), argumentsOf(after)];
  const said = new Set(known.filter(({ kind }) => kind !== "equivalent").map(({ where }) => where));
  const old = new Set(watchedIn(before).map(({ where }) => where));
  return watchedIn(after).flatMap(({ where, subject, levels, resources }): readonly Change[] => {
    if (!old.has(where) || said.has(where) || said.has(subject)) return [];
    const numbersSaid = levels.some((level) => said.has(`${where}.${level}`));
    for (const key of resources) {
      const difference = differenceOf(lookingOf(was, key), lookingOf(is, key), numbersSaid);
      if (difference !== undefined) return [{ kind: "unknown", where, subject, what: `looks at ${difference}` }];
    }
    return [];
  });
};

interface Watched {
  readonly where: string;
  readonly subject: string;
  /** What is told apart below it. */
  readonly levels: readonly string[];
  readonly resources: readonly string[];
}

const watchedIn = ({ signals, objectives }: PlanData): readonly Watched[] => [
  ...signals.flatMap(({ id, measures }) =>
    measures.map(({ key, levels, resources }) => ({
      where: key === "main" ? id : `${id}.${key}`,
      subject: id,
      levels: Object.keys(levels),
      resources,
    })),
  ),
  ...[...byId(objectives).values()].map(({ id, tiers, resources }) => ({
    where: id,
    subject: id,
    levels: tiers.map(({ tier }) => tier),
    resources,
  })),
];

const argumentsOf = ({ declarations = [] }: PlanData): ReadonlyMap<string, Properties> =>
  new Map(declarations.map(({ type, name, args }) => [`${type} ${name}`, args]));

/**
 * An alert on others looks at nothing itself: it is compared as the one of its parts that the row's own window makes
 * (`conditionName` in `monitors/datadog/suppression.ts`), so that a row which becomes or stops being such an alert is compared with itself.
 */
const lookingOf = (args: ReadonlyMap<string, Properties>, key: string): Properties | undefined => {
  const own = args.get(key);
  return own === undefined || looksOf(own) !== "" ? own : (args.get(`${key}.condition`) ?? own);
};

/** Arguments by which a resource says what it looks at, whatever the vendor (`monitors/<vendor>/render.ts`). */
const LOOKS =
  /^(query|nrql|expr|expression|rawSql|alarmRule|eventPattern|pattern|filter|search|namespace|metricName|dimensions|stat|statistic|extendedStatistic|metricQueries|datas|variables|compute|requestDefinition|config)$/;

const differenceOf = (
  was: Properties | undefined,
  is: Properties | undefined,
  numbersSaid: boolean,
): string | undefined => {
  if (was === undefined || is === undefined || sameValue(was, is)) return undefined;
  const [from, to] = [looksOf(was), looksOf(is)];
  const same = numbersSaid ? withoutNumbers(from) === withoutNumbers(to) : from === to;
  return same ? undefined : wordDifference(looksOf(was, asWritten), looksOf(is, asWritten));
};

const looksOf = (args: Properties, words?: (query: string) => string): string =>
  looks(args, "", false, (value, key) => canonical(value, key, words)).join(" ");

const asWritten = (query: string): string => query.replaceAll(/\s+/g, " ").trim();

/** Texts and numbers of what looks, in the order of their names. */
const looks = (
  value: Json,
  key: string,
  inside: boolean,
  read: (value: Json, key: string) => Json,
): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item: Json) => looks(item, key, inside, read));
  if (typeof value !== "object" || value === null) return inside ? textsOf(read(value, key)) : [];
  // What only a running engine knows: other resources, which are compared themselves.
  if ("late" in value) return [];
  return Object.entries(value)
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([name, item]) => looks(item, name, inside || LOOKS.test(name), read));
};

const textsOf = (value: Json): readonly string[] => {
  if (typeof value !== "object" || value === null) return value === null ? [] : [String(value)];
  return Object.values(value).flatMap((item: Json) => textsOf(item));
};

const withoutNumbers = (text: string): string => text.replaceAll(/\d+(?:\.\d+)?/g, "N");

const MOST_SHOWN = 80;

/** The words in which the two differ. */
const wordDifference = (from: string, to: string): string => {
  const [was, is] = [partsOf(from), partsOf(to)];
  const start = commonLength(was, is);
  const end = Math.min(commonLength(was.toReversed(), is.toReversed()), Math.min(was.length, is.length) - start);
  return `${shown(was, start, end)} → ${shown(is, start, end)}`;
};

const partsOf = (text: string): readonly string[] => text.match(/[^\s,(){}]+|[\s,(){}]/g) ?? [];

const commonLength = (one: readonly string[], other: readonly string[]): number => {
  const first = one.findIndex((word, index) => word !== other[index]);
  return first === -1 ? one.length : first;
};

const shown = (words: readonly string[], start: number, end: number): string => {
  const text = words
    .slice(start, words.length - end)
    .join("")
    .trim();
  return text === "" ? "nothing" : text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
};
