import { distance } from "fastest-levenshtein";
import { listWords } from "../../../monitors/model/list-words";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import { readsOf } from "./reads";
import type { Shop } from "./shop";

/** A query of the shop's tables, and what is said of it elsewhere. */
export interface ShopQuery {
  /** The file that it stands in. */
  readonly file: string;
  readonly sql: string;
  /** The tables that its row names. */
  readonly reads: readonly string[];
  /** Relations around it, with their columns. */
  readonly given?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The role that asks, and the files that say what there is and what it may read. */
export interface ShopFiles {
  readonly role: string;
  readonly schema: string;
  readonly grants: string;
}

/** Postgres's own, which anybody may read: https://www.postgresql.org/docs/15/monitoring-stats.html. Their columns are not known here. */
const isPostgres = (table: string): boolean => table.startsWith("pg_") || table.startsWith("information_schema.");

/** Whether a query asks for what is there and for what the role may read. An alert's query that fails is an alert that is blind. */
export const checkQuery = (query: ShopQuery, shop: Shop, files: ShopFiles): readonly Diagnostic[] => {
  const { tables, columns, unknown } = readsOf(query.sql, shop.tables, query.given);
  const known = tables.filter((table) => shop.tables.has(table));
  const fail: Fail = (what, rule, remedy) => ({ severity: "error", where: query.file, what, rule, remedy });
  return [
    ...tables
      .filter((table) => !shop.tables.has(table) && !isPostgres(table))
      .map((table) => noTable(table, files, fail)),
    ...unknown.map((name) => noColumn(name, known, shop, files, fail)),
    ...checkNamed(query, tables, fail),
    ...known.flatMap((table) => checkRights(table, columns, shop, files, fail)),
  ];
};

type Fail = (what: string, rule: string, remedy: string) => Diagnostic;

const EXISTS = "a query reads tables and columns that the shop has";

const noTable = (table: string, { schema }: ShopFiles, fail: Fail): Diagnostic =>
  fail(
    `reads the table ${table}, which ${schema} does not have`,
    EXISTS,
    `mend the name, or add the table to ${schema}`,
  );

const noColumn = (
  name: string,
  known: readonly string[],
  shop: Shop,
  { schema }: ShopFiles,
  fail: Fail,
): Diagnostic => {
  const column = name.slice(name.indexOf(".") + 1);
  const [meant] = known
    .flatMap((table) => [...(shop.tables.get(table) ?? [])])
    .map((each) => ({ each, far: distance(each, column) }))
    .filter(({ far }) => far <= column.length / 3)
    .toSorted((a, b) => a.far - b.far);
  const guess = meant === undefined ? "" : `, did you mean ${meant.each}?`;
  return fail(
    `reads ${name}, which is no column of ${known.length === 0 ? "what it reads" : listWords(known)}${guess}`,
    EXISTS,
    `mend the name, or add the column to ${schema}`,
  );
};

const checkNamed = ({ reads }: ShopQuery, tables: readonly string[], fail: Fail): readonly Diagnostic[] => {
  const unnamed = tables.filter((table) => !reads.includes(table));
  const unread = reads.filter((table) => !tables.includes(table));
  return [
    ...(unnamed.length === 0 ? [] : [`reads ${listWords(unnamed)}, which its row does not name`]),
    ...(unread.length === 0 ? [] : [`does not read ${listWords(unread)}, which its row names`]),
  ].map((what) => fail(what, "a row's feeds are the tables that its query reads", "make the two agree"));
};

const checkRights = (
  table: string,
  columns: readonly string[],
  shop: Shop,
  { role, grants }: ShopFiles,
  fail: Fail,
): readonly Diagnostic[] => {
  const granted = shop.granted.get(table) ?? new Set();
  const asked = columns
    .filter((column) => column.startsWith(`${table}.`))
    .map((column) => column.slice(table.length + 1));
  const all = asked.flatMap((column) => (column === "*" ? [...(shop.tables.get(table) ?? [])] : [column]));
  const missing = granted.has("*") ? [] : [...new Set(all)].filter((column) => !granted.has(column)).toSorted();
  // Rows may be counted by whoever may read any column.
  const list = missing.length === 0 && granted.size === 0 ? ["…"] : missing;
  return [
    ...(list.length === 0
      ? []
      : [
          fail(
            `reads ${missing.length === 0 ? table : `${table} (${missing.join(", ")})`}, which ${role} may not`,
            "the role may read what the queries read, and nothing else",
            `write grant select (${list.join(", ")}) on ${table} to ${role}; into ${grants}, and apply it`,
          ),
        ]),
    ...(shop.secured.has(table) && !shop.shown.has(table)
      ? [
          fail(
            `reads ${table}, whose rows are hidden from ${role}`,
            "row-level security shows a role without a policy no rows, and says nothing: all looks like a quiet night",
            `write a policy on ${table} for select to ${role} into ${grants}, and apply it`,
          ),
        ]
      : []),
  ];
};
