import type { PGlite } from "@electric-sql/pglite";
import { questionNames } from "../../../dashboards/questions";
import { businessNumberNames } from "../../../monitors/model/sources/business";
import { readBusinessQueries } from "../../environment/sql-files";
import { fillIn, startShop } from "../../../testing/board-questions";
import { ROOT } from "../../../testing/stack-configuration";
import { keywords } from "./keywords";
import { readsOf } from "./reads";

/** What is read out of a query's text, held against a real Postgres that lets a role read just that. */

let db: PGlite;

beforeAll(async () => {
  db = await startShop();
  await db.exec("create role reader; grant usage on schema public, monitoring to reader");
});

afterAll(async () => {
  await db.close();
});

const SPAN =
  "with span as (select now() - interval '1 hour' as start, now() as until) select * from span cross join lateral";

const numbers = readBusinessQueries(ROOT).queries;

const NOW = "2026-02-18T13:00:00Z";

const queries = [
  ...businessNumberNames.map((name) => [`number ${name}`, `${SPAN} (${numbers[name] ?? ""}) as counted`] as const),
  ...questionNames.map((name) => [`question ${name}`, fillIn(name, { from: NOW, to: NOW })] as const),
];

const tables = async (): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { rows } = await db.query<{ name: string; columns: string[] }>(
    `select case table_schema when 'public' then '' else table_schema || '.' end || table_name as name,
       array_agg(column_name::text) as columns
     from information_schema.columns where table_schema in ('public', 'monitoring') group by 1`,
  );
  return new Map(rows.map(({ name, columns }) => [name, new Set(columns)]));
};

const splitColumn = (column: string): readonly [table: string, column: string] => {
  const at = column.lastIndexOf(".");
  return [column.slice(0, at), column.slice(at + 1)];
};

const asReader = async (sql: string, columns: readonly string[]): Promise<string> => {
  const grants = columns.map((each) => {
    const [table, column] = splitColumn(each);
    return `grant select (${column}) on ${table} to reader;`;
  });
  await db.exec(`begin; ${grants.join("")} set local role reader`);
  try {
    await db.exec(sql);
    return "done";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await db.exec("rollback");
  }
};

describe("readsOf", () => {
  it.each(queries)("%s: what it says is enough, and nothing of it too much", async (_name, sql) => {
    const { columns, unknown } = readsOf(sql, await tables());
    expect(unknown).toEqual([]);
    expect(await asReader(sql, columns)).toBe("done");
    for (const column of columns) {
      const others = columns.filter((each) => each !== column);
      expect(`${column}: ${await asReader(sql, others)}`).toMatch(/: permission denied for table /);
    }
  });
});

describe("keywords", () => {
  it("are Postgres's own, and all that it reserves", async () => {
    const { rows } = await db.query<{ word: string; catcode: string }>("select word, catcode from pg_get_keywords()");
    const known = new Set(rows.map(({ word }) => word));
    expect([...keywords].filter((word) => !known.has(word))).toEqual([]);
    const reserved = rows.filter(({ catcode }) => catcode !== "U").map(({ word }) => word);
    expect(reserved.filter((word) => !keywords.has(word))).toEqual([]);
  });
});
