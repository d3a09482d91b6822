import { isSign, isWord, nameAt, readSql, splitItems, type Group, type Item } from "./tokens";

/** What the shop's tables hold and what a role may read of them, as the files say that create and grant it. */
export interface Shop {
  /** Columns by table. */
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the role may read, by table; `*` is every column. */
  readonly granted: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tables that hide their rows from a role without a policy. */
  readonly secured: ReadonlySet<string>;
  /** Tables whose rows a policy shows to the role. */
  readonly shown: ReadonlySet<string>;
}

type Statement = readonly Item[];

/** Understands create table, alter table … add and enable row level security, grant select and create policy; no other word of it. */
export const readShop = (files: readonly string[], role: string): Shop => {
  const statements = files.flatMap((text) => splitItems(readSql(text), (item) => isSign(item, ";")));
  const grants = statements.flatMap((statement) => grantsOf(statement, role));
  return {
    tables: grouped(statements.flatMap(columnsOf)),
    granted: grouped(grants),
    secured: new Set(statements.flatMap(securedBy)),
    shown: new Set(statements.flatMap((statement) => shownBy(statement, role))),
  };
};

type Columns = readonly [table: string, columns: readonly string[]];

const grouped = (all: readonly Columns[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const [table, columns] of all) {
    const known = found.get(table) ?? new Set();
    for (const column of columns) known.add(column);
    found.set(table, known);
  }
  return found;
};

const startsWith = (statement: Statement, ...words: readonly string[]): boolean =>
  words.every((word, index) => isWord(statement[index], word));

const afterWords = (statement: Statement, from: number, ...words: readonly string[]): number =>
  statement.findIndex((item, index) => index >= from && !isWord(item, ...words));

/** What a table's definition holds besides columns. */
const NO_COLUMN = ["primary", "unique", "check", "constraint", "foreign", "exclude", "like"];

const isGroup = (item: Item | undefined): item is Group => item?.kind === "group";

const isComma = (item: Item): boolean => isSign(item, ",");

const columnsOf = (statement: Statement): readonly Columns[] => {
  if (!startsWith(statement, "create", "table") && !startsWith(statement, "alter", "table")) return [];
  const table = nameAt(statement, afterWords(statement, 2, "if", "not", "exists", "only"));
  if (table === undefined) return [];
  const rest = statement.slice(table.next);
  const columns = startsWith(statement, "create")
    ? rest
        .filter(isGroup)
        .slice(0, 1)
        .flatMap(({ items }) => splitItems(items, isComma))
    : splitItems(rest, isComma)
        .filter((part) => isWord(part[0], "add"))
        .map((part) => part.slice(afterWords(part, 1, "column", "if", "not", "exists")));
  return [
    [
      table.name,
      columns.filter(([first]) => !isWord(first, ...NO_COLUMN)).flatMap((part) => nameAt(part, 0)?.name ?? []),
    ],
  ];
};

const securedBy = (statement: Statement): readonly string[] => {
  const table = startsWith(statement, "alter", "table")
    ? nameAt(statement, afterWords(statement, 2, "if", "exists", "only"))
    : undefined;
  return table !== undefined && startsWith(statement.slice(table.next), "enable", "row", "level", "security")
    ? [table.name]
    : [];
};

/** To whom a statement gives something. */
const isTo = (statement: Statement, role: string): boolean => {
  const to = statement.findIndex((item) => isWord(item, "to"));
  return to !== -1 && statement.slice(to).some((item) => isWord(item, role, "public"));
};

const grantsOf = (statement: Statement, role: string): readonly Columns[] => {
  if (!startsWith(statement, "grant") || !isTo(statement, role)) return [];
  const on = statement.findIndex((item) => isWord(item, "on"));
  const to = statement.findIndex((item) => isWord(item, "to"));
  if (isWord(statement[on + 1], "schema", "function", "database", "sequence", "all")) return [];
  const columns = splitItems(statement.slice(1, on), isComma)
    .filter(([right]) => isWord(right, "select", "all"))
    .flatMap((part) => {
      const list = part.find(isGroup);
      return list === undefined ? ["*"] : list.items.flatMap((_, index) => nameAt(list.items, index)?.name ?? []);
    });
  return splitItems(statement.slice(on + 1, to), isComma).flatMap((part): readonly Columns[] => {
    const table = nameAt(part, isWord(part[0], "table") ? 1 : 0);
    return table === undefined ? [] : [[table.name, columns]];
  });
};

const shownBy = (statement: Statement, role: string): readonly string[] => {
  if (!startsWith(statement, "create", "policy") || !isTo(statement, role)) return [];
  const on = statement.findIndex((item) => isWord(item, "on"));
  const purpose = statement[statement.findIndex((item) => isWord(item, "for")) + 1];
  const isForReading = !statement.some((item) => isWord(item, "for")) || isWord(purpose, "select", "all");
  const table = nameAt(statement, on + 1);
  return table === undefined || !isForReading ? [] : [table.name];
};
