import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_stat_statements } from "@electric-sql/pglite/contrib/pg_stat_statements";
import { ROOT } from "../../../testing/stack-configuration";

/** What the migrations do on a real Postgres, and what the role that looks into it may and may not see. */

let db: PGlite;

const apply = (...files: readonly string[]): Promise<unknown> =>
  files.reduce<Promise<unknown>>(
    (before, file) => before.then(() => db.exec(readFileSync(join(ROOT, "infra/integrations", file), "utf8"))),
    Promise.resolve(),
  );

beforeAll(async () => {
  db = await PGlite.create({ extensions: { pg_stat_statements } });
  await apply(
    "business-metrics/schema.sql",
    "business-metrics/migrations/1-role.sql",
    "business-metrics/migrations/2-scan-counts.sql",
    "business-metrics/migrations/3-statement-counts.sql",
    "supabase/migrations/1-statements.sql",
    "supabase/migrations/2-pool.sql",
    "supabase/migrations/3-observer.sql",
  );
});

afterAll(async () => {
  await db.close();
});

/** In a transaction of the role's own, which is taken back: what Postgres answered, or how it refused. */
const asRole = async (role: string, sql: string): Promise<unknown> => {
  await db.exec(`begin; set local role ${role}`);
  try {
    const answers = await db.exec(sql);
    return answers.at(-1)?.rows;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await db.exec("rollback");
  }
};

const seen = (sql: string): Promise<unknown> => asRole("driplo_observer", sql);

describe("the observer", () => {
  it("sees which statements cost, and no value that stood in one", async () => {
    await db.exec("select created_at from profiles where email = 'ann@shop.test'");
    await db.exec(
      "insert into search_events (session_id, query, results_count) values (gen_random_uuid(), 'red dress', 1)",
    );
    const statements = JSON.stringify(await seen("select statement, calls from observing.statements(500)"));
    expect(statements).toContain("select created_at from profiles where email = $1");
    expect(statements).toContain(
      "insert into search_events (session_id, query, results_count) values (gen_random_uuid(), $1, $2)",
    );
    expect(statements).not.toMatch(/ann@shop|red dress/);
  });

  it("sees no statement that sets a secret", async () => {
    await db.exec("create role somebody password 'correct horse'; drop role somebody");
    const { rows } = await db.query("select query from extensions.pg_stat_statements where query like '%horse%'");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(await seen("select * from observing.statements(500)"))).not.toContain("horse");
  });

  it("sees who is connected and how full it is, and never what another runs", async () => {
    expect(await seen("select * from observing.connections()")).toEqual([
      { in_use: expect.any(Number) as number, at_most: expect.any(Number) as number },
    ]);
    expect(await seen("select * from observing.sessions()")).toEqual([
      expect.objectContaining({ state: "active", blocked_by: [] }),
    ]);
    const columns = await db.query<{ name: string }>(
      "select unnest(proargnames) as name from pg_proc where oid = 'observing.sessions'::regproc",
    );
    expect(columns.rows.map(({ name }) => name)).not.toContain("query");
  });

  it.each([
    ["select created_at from profiles", "permission denied for table profiles"],
    ["select * from extensions.pg_stat_statements", "permission denied for schema extensions"],
    ["select extensions.pg_stat_statements_reset()", "permission denied for schema extensions"],
    ["select rolpassword from pg_authid", "permission denied for table pg_authid"],
    ["select pg_read_file('postgresql.conf')", "permission denied for function pg_read_file"],
    ["set role postgres", 'permission denied to set role "postgres"'],
    ["create table mine (id int)", "permission denied for schema public"],
    ["create table observing.mine (id int)", "permission denied for schema observing"],
  ])("may not: %s", async (sql, refusal) => {
    // `set local role` keeps the session's own user, who may set any: so the role's own right is asked for.
    if (sql.startsWith("set role"))
      expect(await seen("select pg_has_role('driplo_observer', 'postgres', 'SET') as may")).toEqual([{ may: false }]);
    else expect(await seen(`set local transaction_read_only = off; ${sql}`)).toBe(refusal);
  });

  it("is no more than a reader, is stopped when it takes long, and is a member of nothing", async () => {
    const { rows } = await db.query(
      "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit, rolconnlimit, rolconfig from pg_roles where rolname = 'driplo_observer'",
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolbypassrls: false,
        rolinherit: false,
        rolconnlimit: 3,
        rolconfig: [
          "statement_timeout=5s",
          "lock_timeout=1s",
          "idle_in_transaction_session_timeout=10s",
          "default_transaction_read_only=on",
        ],
      },
    ]);
    const { rows: memberships } = await db.query(
      "select 1 from pg_auth_members where member = 'driplo_observer'::regrole",
    );
    expect(memberships).toEqual([]);
  });

  it("is another than the one that counts: neither can do the other's", async () => {
    expect(await asRole("driplo_monitoring", "select * from observing.statements()")).toBe(
      "permission denied for schema observing",
    );
    // No function stays everybody's.
    const { rows } = await db.query(
      "select proname from pg_proc where pronamespace = 'observing'::regnamespace and has_function_privilege('public', oid, 'execute')",
    );
    expect(rows).toEqual([]);
  });
});

describe("the hourly note of statements", () => {
  it("has what ran and how long, without the values, and no statement that sets a secret", async () => {
    await db.exec("select created_at from profiles where email = 'bea@shop.test'");
    await db.exec("create role somebody password 'correct horse'; drop role somebody");
    await db.exec("select monitoring.note_statements()");
    const { rows } = await db.query<{ statement: string; calls: number }>(
      "select statement, calls::int, total_ms > 0 as took from monitoring.statement_counts",
    );
    expect(rows).toContainEqual({
      statement: "select created_at from profiles where email = $1",
      calls: expect.any(Number) as number,
      took: true,
    });
    expect(JSON.stringify(rows)).not.toMatch(/bea@shop|horse/);
  });

  it("keeps eight days", async () => {
    await db.exec("insert into monitoring.statement_counts values (now() - interval '9 days', 1, 'select 1', 1, 1)");
    await db.exec("select monitoring.note_statements()");
    const { rows } = await db.query(
      "select 1 from monitoring.statement_counts where taken_at < now() - interval '8 days'",
    );
    expect(rows).toEqual([]);
  });
});

describe("the pool's setting", () => {
  it("ends a transaction that nobody goes on with, in new sessions of this database", async () => {
    const { rows } = await db.query("select setconfig from pg_db_role_setting where setrole = 0");
    expect(rows).toEqual([{ setconfig: ["idle_in_transaction_session_timeout=5min"] }]);
  });
});
