import { keywords } from "./keywords";
import { isSign, isWord, nameAt, readSql, splitItems, type Item, type Token } from "./tokens";

/** What a query reads, of tables whose columns are known. */
export interface Reads {
  /** Tables by name, known or not. */
  readonly tables: readonly string[];
  /** `orders.paid_at`; `orders.*` where every column is asked for. */
  readonly columns: readonly string[];
  /** Names that are no column of what the query reads, and nothing that it names itself. */
  readonly unknown: readonly string[];
}

/** @param given relations that stand around the query, with their columns */
export const readsOf = (
  query: string,
  tables: ReadonlyMap<string, ReadonlySet<string>>,
  given: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Reads => {
  const items = readSql(query);
  const named = new Set([...ctesIn(items), ...given.keys()]);
  const own = new Set([...outputsIn(items), ...[...given.values()].flatMap((columns) => [...columns])]);
  const found: Found = { tables: new Set(), columns: new Set(), unknown: new Set() };
  const context: Context = { tables, named, own, found };
  // All tables first: what a part hands on goes by their columns.
  for (const level of everyLevel(items)) for (const part of selectsOf(level)) sourcesOf(part, context);
  walkSelects(items, undefined, context);
  return { tables: [...found.tables], columns: [...found.columns], unknown: [...found.unknown] };
};

interface Found {
  readonly tables: Set<string>;
  readonly columns: Set<string>;
  readonly unknown: Set<string>;
}

interface Context {
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>;
  /** Relations that the query makes itself, or is given. */
  readonly named: ReadonlySet<string>;
  /** Columns that the query makes itself, or is given. */
  readonly own: ReadonlySet<string>;
  readonly found: Found;
}

/** A table; what the query makes itself or is given; a table of which nothing is known, where every column may be one. */
type Source =
  | { readonly kind: "table"; readonly table: string; readonly columns: ReadonlySet<string> }
  | { readonly kind: "made" }
  | { readonly kind: "foreign" };

/** What the names of one select may mean, by the names that its sources go by. */
interface Scope {
  readonly sources: ReadonlyMap<string, Source>;
  readonly outer: Scope | undefined;
}

const isSelect = (items: readonly Item[]): boolean => items.some((item) => isWord(item, "select"));

/** `name as (select …)` */
const isCte = (items: readonly Item[], at: number): boolean => {
  const body = items.slice(at + 1).find((item) => !isWord(item, "as", "not", "materialized"));
  return items[at]?.kind === "word" && isWord(items[at + 1], "as") && body?.kind === "group" && isSelect(body.items);
};

const everyLevel = (items: readonly Item[]): readonly (readonly Item[])[] => [
  items,
  ...items.flatMap((item) => (item.kind === "group" ? everyLevel(item.items) : [])),
];

const ctesIn = (items: readonly Item[]): readonly string[] =>
  everyLevel(items).flatMap((level) => level.flatMap((item, at) => (isCte(level, at) ? textOf(item) : [])));

/** `as answers (a, b)`, which names columns. */
const isNames = (items: readonly Item[], at: number): boolean =>
  items[at]?.kind === "group" && isWord(items[at - 2], "as") && !isWord(items[at - 1], "materialized");

/** What stands behind `as`: an output, an alias, or a type, which is none of ours either. */
const outputsIn = (items: readonly Item[]): readonly string[] =>
  everyLevel(items).flatMap((level) =>
    level.flatMap((item, at) => {
      if (item.kind === "group") return isNames(level, at) ? item.items.flatMap(textOf) : [];
      return isWord(level[at - 1], "as") ? textOf(item) : [];
    }),
  );

const textOf = (item: Item): readonly string[] => (item.kind === "word" || item.kind === "quoted" ? [item.text] : []);

const partsOf = (items: readonly Item[]): readonly (readonly Item[])[] =>
  splitItems(items, (item) => isWord(item, "union", "except", "intersect"));

const selectsOf = (items: readonly Item[]): readonly (readonly Item[])[] => partsOf(items).filter(isSelect);

const walkSelects = (items: readonly Item[], outer: Scope | undefined, context: Context): void => {
  for (const part of partsOf(items)) {
    if (!isSelect(part)) walk(part, new Set(), outer, context);
    else {
      const { sources, spent } = sourcesOf(part, context);
      walk(part, spent, { sources, outer }, context);
    }
  }
};

const AFTER_FROM = ["where", "group", "having", "order", "limit", "offset", "window", "fetch", "for"];

interface Sources {
  readonly sources: ReadonlyMap<string, Source>;
  /** Places that name them, and no column. */
  readonly spent: ReadonlySet<number>;
}

const sourcesOf = (items: readonly Item[], context: Context): Sources => {
  const sources = new Map<string, Source>();
  const spent = new Set<number>();
  let isList = false;
  for (const [at, item] of items.entries()) {
    if (isWord(item, ...AFTER_FROM)) isList = false;
    const begins = isWord(item, "from") && !isWord(items[at - 1], "distinct");
    if (begins) isList = true;
    if (!begins && !isWord(item, "join") && !(isList && isSign(item, ","))) continue;
    const source = sourceAt(items, at + 1, context);
    for (let place = at + 1; place < source.next; place += 1) spent.add(place);
    if (source.name !== undefined) sources.set(source.name, source.source);
  }
  return { sources, spent };
};

interface SourceAt {
  readonly name: string | undefined;
  readonly source: Source;
  readonly next: number;
}

const MADE: Source = { kind: "made" };

const sourceAt = (items: readonly Item[], from: number, context: Context): SourceAt => {
  const at = isWord(items[from], "lateral", "only") ? from + 1 : from;
  const relation = nameAt(items, at);
  if (relation === undefined) {
    const alias = aliasAt(items, at + 1);
    return { name: alias?.name, source: MADE, next: alias?.next ?? at };
  }
  const isCall = items[relation.next]?.kind === "group";
  const alias = aliasAt(items, relation.next + (isCall ? 1 : 0));
  return {
    name: alias?.name ?? relation.name.slice(relation.name.lastIndexOf(".") + 1),
    source: isCall ? MADE : sourceOf(relation.name, context),
    next: alias?.next ?? relation.next,
  };
};

const sourceOf = (name: string, { tables, named, found }: Context): Source => {
  if (named.has(name)) return MADE;
  found.tables.add(name);
  const columns = tables.get(name);
  return columns === undefined ? { kind: "foreign" } : { kind: "table", table: name, columns };
};

const aliasAt = (items: readonly Item[], at: number): { readonly name: string; readonly next: number } | undefined => {
  const place = isWord(items[at], "as") ? at + 1 : at;
  const item = items[place];
  return item?.kind === "word" && (place > at || !keywords.has(item.text))
    ? { name: item.text, next: place + 1 }
    : undefined;
};

/** @param spent places that name a source, and no column */
const walk = (items: readonly Item[], spent: ReadonlySet<number>, scope: Scope | undefined, context: Context): void => {
  for (const [at, item] of items.entries()) {
    const before = items[at - 1];
    if (item.kind === "group") {
      if (isNames(items, at)) continue;
      // `extract(year from …)` begins with no column.
      walkSelects(isWord(before, "extract") ? item.items.slice(1) : item.items, scope, context);
    } else if (isSign(item, "*")) {
      if (isWord(before, "select", "distinct") || isSign(before, ",")) readAll(scope, context);
    } else if ((item.kind === "word" || item.kind === "quoted") && !spent.has(at) && isColumn(items, at))
      readName(items, at, item, scope, context);
  }
};

/** Not an output or alias, a type, a function, or the name of a part of the query. */
const isColumn = (items: readonly Item[], at: number): boolean => {
  const [before, after] = [items[at - 1], items[at + 1]];
  const isType = isSign(before, "::") || after?.kind === "string";
  const isNamed = isWord(before, "as") || isSign(before, ".");
  return !isType && !isNamed && after?.kind !== "group" && !isCte(items, at);
};

const readName = (
  items: readonly Item[],
  at: number,
  { text, kind }: Token,
  scope: Scope | undefined,
  context: Context,
): void => {
  if (!isSign(items[at + 1], ".")) {
    readColumn(text, scope, context, kind === "word" && keywords.has(text));
    return;
  }
  const column = items[at + 2];
  // A function of a schema.
  if (column === undefined || column.kind === "group" || items[at + 3]?.kind === "group") return;
  readQualified(text, column.text, scope, context);
};

const readColumn = (name: string, scope: Scope | undefined, context: Context, isKeyword: boolean): void => {
  for (let here = scope; here !== undefined; here = here.outer) {
    const sources = [...here.sources.values()];
    const tables = sources.flatMap((source) =>
      source.kind === "table" && source.columns.has(name) ? [source.table] : [],
    );
    for (const table of tables) context.found.columns.add(`${table}.${name}`);
    if (tables.length > 0 || sources.some(({ kind }) => kind === "foreign")) return;
    if (sources.some(({ kind }) => kind === "made") && isMade(name, context)) return;
  }
  if (!isKeyword && !context.own.has(name)) context.found.unknown.add(name);
};

/** What a part of the query hands on: a column by a name of its own, or by that of a table that is read somewhere in it. */
const isMade = (name: string, { own, tables, found }: Context): boolean =>
  own.has(name) || [...found.tables].some((table) => tables.get(table)?.has(name) === true);

const readQualified = (source: string, column: string, scope: Scope | undefined, context: Context): void => {
  let here = scope;
  while (here !== undefined && !here.sources.has(source)) here = here.outer;
  const meant = here?.sources.get(source);
  if (meant?.kind === "table" && (column === "*" || meant.columns.has(column)))
    context.found.columns.add(`${meant.table}.${column}`);
  else if (
    meant?.kind !== "foreign" &&
    !(isGivenOrMade(source, meant, context) && (column === "*" || isMade(column, context)))
  )
    context.found.unknown.add(`${source}.${column}`);
};

const isGivenOrMade = (name: string, source: Source | undefined, { named }: Context): boolean =>
  source === undefined ? named.has(name) : source.kind === "made";

const readAll = (scope: Scope | undefined, { found }: Context): void => {
  for (const source of scope?.sources.values() ?? [])
    if (source.kind === "table") found.columns.add(`${source.table}.*`);
};
