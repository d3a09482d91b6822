/** A value as SQL: text in quotes, with each quote twice; a backslash is one, by `standard_conforming_strings`. */
export type Value = string | number | null;

interface Upsert {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** What is done with a row that is there already: `on conflict …`. */
  readonly again: string;
}

/** Postgres reads a statement whole. */
const ROWS_AT_ONCE = 1_000;

/** All of it or none: one transaction. */
export const writeUpsert = ({ table, columns, rows, again }: Upsert): string =>
  [
    "begin;",
    "set local standard_conforming_strings = on;",
    ...partsOf(rows).map(
      (part) =>
        `insert into ${table} (${columns.join(", ")}) values\n${part.map((row) => `  (${row.map(literalOf).join(", ")})`).join(",\n")}\n${again};`,
    ),
    "commit;",
    "",
  ].join("\n");

const partsOf = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  );

const literalOf = (value: Value): string => {
  if (value === null) return "null";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
};
