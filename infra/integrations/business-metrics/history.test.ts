import type { PGlite } from "@electric-sql/pglite";
import { catalogue } from "../../../monitors/catalogue";
import { historyQueryOf, sqlQueryOf } from "../../../monitors/prometheus/sql";
import { fillInSpan } from "../../../testing/board-questions";
import { planOf, testProd } from "../../../testing/environment";
import { startPostgres, withRows } from "../../../testing/postgres";

/** What a board shows of a number is what the alert would have counted at each moment, on a real Postgres. */

let db: PGlite;

beforeAll(async () => {
  db = await startPostgres();
});

afterAll(async () => {
  await db.close();
});

const queriesOf = (name: string) => {
  for (const { measures } of planOf(catalogue).signals)
    for (const measure of measures) {
      const [level] = measure.levels;
      const { source } = measure;
      if (measure.name !== name || source.type !== "sql" || level === undefined) continue;
      const file = testProd.businessQueries[source.number] ?? "";
      return {
        now: sqlQueryOf(measure, source, level, file).value,
        history: historyQueryOf(measure, source, level, file) ?? "",
      };
    }
  throw new Error(`no SQL measure ${name}`);
};

/** A search each second of half an hour, of which the later ones find more. */
const rows = `insert into search_events (session_id, query, results_count, created_at)
  select gen_random_uuid(), 'q', case when n > bar then 1 else 0 end, timestamptz '2026-02-18T12:30:00Z' + n * interval '1 second'
  from generate_series(1, 1799) as n cross join lateral (select 900 - n % 7 * 100 as bar) as threshold;`;

const RANGE = { from: "2026-02-18T10:00:00Z", to: "2026-02-18T13:00:00Z" };

const ask = async (sql: string) => (await db.query<{ time: Date; value: number | null }>(fillInSpan(sql, RANGE))).rows;

it("ends where the alert stands now, and has nothing to say before the record began", async () => {
  const { now, history } = queriesOf("search.success_rate");
  await withRows(db, rows, async () => {
    const points = await ask(history);
    const [alert] = await ask(now);
    expect(alert?.value).not.toBeNull();
    expect(points.at(-1)).toEqual(alert);
    expect(points.filter(({ time }) => time.toISOString() <= "2026-02-18T12:30:00.000Z")).toEqual([]);
    const values = points.map(({ value }) => value);
    expect(new Set(values).size).toBeGreaterThan(1);
  });
});

it("is empty without a record", async () => {
  expect(await ask(queriesOf("search.success_rate").history)).toEqual([]);
});

it("of a silence is how much waited in vain, and 0 while something succeeds", async () => {
  const checkouts = Array.from(
    { length: 6 },
    (_, n) =>
      `insert into checkouts (id, session_id, buyer_id, created_at) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '2026-02-18T12:5${n}:00Z');`,
  ).join("");
  await withRows(db, checkouts, async () => {
    const points = await ask(queriesOf("payments.silence").history);
    expect(points.at(-1)?.value).toBe(6);
    expect(points[0]?.value).toBe(0);
  });
});
