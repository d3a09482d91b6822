import { z } from "zod";
import { questionNames, type QuestionName } from "../questions";
import { catalogue } from "../../monitors/catalogue";
import { historyQueryOf, sqlQueryOf } from "../../monitors/prometheus/sql";
import { fillIn, fillInSpan } from "../../testing/board-questions";
import { describeWithPostgres } from "../../testing/tools/describe-with-postgres";
import { planOf, testProd } from "../../testing/environment";
import { fillMillion, largeTables, MILLION, THIRTY_DAYS } from "../../testing/million-rows";
import { applyBoards } from "../../testing/postgres";
import type { Session } from "../../testing/postgres-server";

/**
 * Neither an alert nor an executive's board may slow the shop down: what Postgres really reads for each question, at the planner's own
 * settings and as the role that asks, which stops what takes longer than 5 s. How long each takes is in `npm run bench`.
 */

const planNode = z.object({
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().default(0),
  "Rows Removed by Index Recheck": z.number().default(0),
  Plans: z.array(z.unknown()).default([]),
});

const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.unknown() })]) })]);

type RowsRead = readonly (readonly [table: string, rows: number])[];

/** Rows that were looked at, kept or not. */
const rowsReadIn = (plan: unknown): RowsRead => {
  const { Plans, "Relation Name": table, ...node } = planNode.parse(plan);
  const rows = node["Actual Rows"] + node["Rows Removed by Filter"] + node["Rows Removed by Index Recheck"];
  return [
    ...(table === undefined ? [] : [[table, rows * node["Actual Loops"]] as const]),
    ...Plans.flatMap(rowsReadIn),
  ];
};

/** Large tables of which a question reads more than this share, by index or without. */
const readMuchOf = async (session: Session, sql: string, share: number): Promise<readonly string[]> => {
  const { rows } = await session.query(`explain (analyze, timing off, format json) ${sql}`);
  const read = rowsReadIn(explained.parse(rows)[0]["QUERY PLAN"][0].Plan);
  return largeTables.filter((table) => {
    const many = read.reduce((sum, [name, each]) => sum + (name === table ? each : 0), 0);
    return many > share * MILLION;
  });
};

/** Thirty days are 4 % of the fixture, and 90 are 12 %. */
const OF_A_BOARD = 0.2;

/** The longest window is of a week: 1 %. */
const OF_AN_ALERT = 0.02;

/**
 * The first two ask of all orders there ever were, by an index that holds all they want. The others join a month's rows to listings or
 * checkouts of any age: a hash of all is faster than 41,000 look-ups.
 */
const much: Readonly<Partial<Record<QuestionName, readonly string[]>>> = {
  lifetime_value: ["orders"],
  retention: ["orders"],
  categories: ["products"],
  category_trends: ["products"],
  price_benchmarks: ["products"],
  journey_steps: ["checkouts"],
  journey_moves: ["checkouts"],
};

/** What each number was over 30 days, as its board asks. */
const histories = planOf(catalogue).signals.flatMap(({ measures }) =>
  measures.flatMap((measure) => {
    const { source } = measure;
    const [level] = measure.levels;
    if (source.type !== "sql" || level === undefined) return [];
    const sql = historyQueryOf(measure, source, level, testProd.businessQueries[source.number] ?? "");
    return sql === undefined ? [] : [[measure.name, fillInSpan(sql, THIRTY_DAYS)] as const];
  }),
);

const alerts = planOf(catalogue).signals.flatMap(({ measures }) =>
  measures.flatMap((measure) =>
    measure.levels.flatMap((level) => {
      const { source } = measure;
      if (source.type !== "sql") return [];
      const { value } = sqlQueryOf(measure, source, level, testProd.businessQueries[source.number] ?? "");
      return [[level.name, value.replaceAll("now()", `timestamptz '${THIRTY_DAYS.to}'`)] as const];
    }),
  ),
);

/** An hour's note of twenty statements, for as long as notes are kept (migrations/3-statement-counts.sql). */
const NOTES = `insert into monitoring.statement_counts
  select timestamptz '${THIRTY_DAYS.to}' - ago * interval '1 hour', id, 'select ' || id, (192 - ago) * 10 * id, (192 - ago) * 100.0
  from generate_series(0, 191) as ago, generate_series(1, 20) as id`;

/** As one join: nobody can foresee how many of the orders belong to a span's checkouts. */
const JOINED = `select count(orders.checkout_id)
  from (select timestamptz '${THIRTY_DAYS.to}' - ago * interval '168 hours' as until from generate_series(0, 1) as ago) as span
  cross join lateral (
    select orders.checkout_id from checkouts left join orders on orders.checkout_id = checkouts.id and orders.paid_at < span.until
    where checkouts.created_at >= span.until - interval '3 hours' and checkouts.created_at < span.until offset 0
  ) as orders`;

describeWithPostgres("over a million rows in each large table", (server) => {
  let role: Session;

  beforeAll(async () => {
    const owner = await server().connect();
    await applyBoards(owner);
    await fillMillion(owner);
    await owner.exec(NOTES);
    await owner.close();
    role = await server().connect("driplo_monitoring");
  });

  afterAll(async () => {
    await role.close();
  });

  it("of which so many are there, for a planner and a role as they come", async () => {
    for (const table of largeTables) {
      const { rows } = await role.query(
        `select reltuples::float8 as rows from pg_class where oid = '${table}'::regclass`,
      );
      expect([table, rows]).toEqual([table, [{ rows: MILLION }]]);
    }
    const { rows } = await role.query(
      "select current_setting('random_page_cost') as page, current_setting('statement_timeout') as timeout, current_setting('work_mem') as memory",
    );
    expect(rows).toEqual([{ page: "4", timeout: "5s", memory: "4MB" }]);
  });

  it.each(questionNames)("%s is answered in time, by an index where it asks of few", async (name) => {
    expect(await readMuchOf(role, fillIn(name, THIRTY_DAYS), OF_A_BOARD)).toEqual(much[name] ?? []);
  });

  it.each(alerts)("%s is answered in time, from a span's rows alone", async (_, sql) => {
    expect(await readMuchOf(role, sql, OF_AN_ALERT)).toEqual([]);
  });

  it.each(histories)("%s is answered over 30 days, from their rows alone", async (_, sql) => {
    expect(await readMuchOf(role, sql, OF_A_BOARD)).toEqual([]);
    const { rows } = await role.query(sql);
    expect(rows.length).toBeGreaterThan(7);
    expect(rows.length).toBeLessThan(62);
  });

  it("would be seen to read more", async () => {
    expect(await readMuchOf(role, JOINED, OF_AN_ALERT)).toEqual(["orders"]);
  });
});
