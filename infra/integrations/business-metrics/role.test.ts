import type { PGlite } from "@electric-sql/pglite";
import { catalogue } from "../../../monitors/catalogue";
import { businessNumber, businessNumberNames } from "../../../monitors/model/sources/business";
import { sqlQueryOf } from "../../../monitors/prometheus/sql";
import { planOf, testProd } from "../../../testing/environment";
import { startPostgres } from "../../../testing/postgres";

/** What the role may and may not do, and what each question costs, on a real Postgres with the shop's schema. */

let db: PGlite;

beforeAll(async () => {
  db = await startPostgres();
});

afterAll(async () => {
  await db.close();
});

const questions = planOf(catalogue).signals.flatMap(({ measures }) =>
  measures.flatMap((measure) => {
    const { source } = measure;
    const [level] = measure.levels;
    if (source.type !== "sql" || level === undefined) return [];
    const { value } = sqlQueryOf(measure, source, level, testProd.businessQueries[source.number] ?? "");
    return [[source.number, value] as const];
  }),
);

/** In a transaction of the role's own, which is taken back. Refused: what Postgres said. */
const asRole = async (sql: string): Promise<string> => {
  await db.exec("begin; set local role driplo_monitoring");
  try {
    await db.exec(sql);
    return "done";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await db.exec("rollback");
  }
};

const tables = [...new Set(businessNumberNames.flatMap((name) => businessNumber(name).reads))].filter(
  (table) => table !== "pg_stat_user_tables",
);

describe("the role", () => {
  it.each(questions)("may ask for %s", async (_, sql) => {
    expect(await asRole(sql)).toBe("done");
  });

  it.each([
    ["select email from profiles", "permission denied for table profiles"],
    ["select full_name from profiles", "permission denied for table profiles"],
    ["select * from profiles", "permission denied for table profiles"],
    ["select query from search_events", "permission denied for table search_events"],
    ["select first_message from conversations", "permission denied for table conversations"],
    ["select shipping_address from orders", "permission denied for table orders"],
    ["select stripe_payment_intent from payments", "permission denied for table payments"],
    ["select data from stripe_events", "permission denied for table stripe_events"],
    ["select account from payouts", "permission denied for table payouts"],
    ["select rolpassword from pg_authid", "permission denied for table pg_authid"],
    ["select monitoring.note_table_scans()", "permission denied for function note_table_scans"],
    ["select monitoring.note_statements()", "permission denied for function note_statements"],
    ["create table mine (id int)", "permission denied for schema public"],
    ["create table monitoring.mine (id int)", "permission denied for schema monitoring"],
    ["copy profiles (created_at) to program 'cat'", "permission denied to COPY to or from an external program"],
  ])("may not: %s", async (sql, refusal) => {
    expect(await asRole(sql)).toBe(refusal);
    // Read-only is a default that a session may take off; the rights are not.
    expect(await asRole(`set local transaction_read_only = off; ${sql}`)).toBe(refusal);
  });

  it.each(tables)("writes nothing into %s", async (table) => {
    const refusal = `permission denied for table ${table.replace("monitoring.", "")}`;
    expect(await asRole(`insert into ${table} default values`)).toBe(refusal);
    expect(await asRole(`delete from ${table}`)).toBe(refusal);
    expect(await asRole(`truncate ${table}`)).toBe(refusal);
  });

  it("is no more than a reader, and is stopped when it takes long", async () => {
    const { rows } = await db.query(
      "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit, rolconnlimit, rolconfig from pg_roles where rolname = 'driplo_monitoring'",
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolbypassrls: false,
        rolinherit: false,
        rolconnlimit: 4,
        rolconfig: [
          "statement_timeout=5s",
          "lock_timeout=1s",
          "idle_in_transaction_session_timeout=10s",
          "default_transaction_read_only=on",
          "jit=off",
        ],
      },
    ]);
    const { rows: memberships } = await db.query(
      "select 1 from pg_auth_members where member = 'driplo_monitoring'::regrole",
    );
    expect(memberships).toEqual([]);
  });

  it("sees the rows that row-level security keeps from others", async () => {
    await db.exec("begin; insert into products values (gen_random_uuid(), gen_random_uuid(), 'dress')");
    const counted = async (): Promise<unknown> => {
      await db.exec("set local role driplo_monitoring");
      const { rows } = await db.query("select count(created_at)::int as many from products");
      await db.exec("reset role");
      return rows;
    };
    expect(await counted()).toEqual([{ many: 1 }]);
    await db.exec("drop policy driplo_monitoring_counts on products");
    expect(await counted()).toEqual([{ many: 0 }]);
    await db.exec("rollback");
  });
});

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Filter?: string;
  readonly Schema?: string;
  readonly Plans?: readonly PlanNode[];
}

/** How Postgres would answer, if whole tables were too dear to read, as those of a grown shop are. */
const nodesOf = async (
  sql: string,
  within: (parent: PlanNode) => boolean = () => true,
): Promise<readonly PlanNode[]> => {
  await db.exec("set enable_seqscan = off");
  const { rows } = await db.query<{ "QUERY PLAN": readonly { readonly Plan: PlanNode }[] }>(
    `explain (verbose, format json) ${sql}`,
  );
  await db.exec("reset enable_seqscan");
  const walk = (node: PlanNode): readonly PlanNode[] => [
    node,
    ...(within(node) ? (node.Plans ?? []).flatMap(walk) : []),
  ];
  return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => walk(Plan)));
};

/** Any row of a table, whichever: one is read. */
const isNotOfAnyRow = ({ "Node Type": type, Plans: [inner] = [] }: PlanNode): boolean =>
  !(type === "Limit" && inner?.["Node Type"] === "Seq Scan" && inner.Filter === undefined);

describe("each question", () => {
  it.each(questions.filter(([number]) => number !== "index_use"))(
    "for %s finds an index for each table",
    async (_, sql) => {
      const whole = (await nodesOf(sql, isNotOfAnyRow)).filter((node) => node["Node Type"] === "Seq Scan");
      expect(whole.map((node) => node["Relation Name"])).toEqual([]);
    },
  );

  it.each(questions)("for %s reads the tables of its row, and no other", async (number, sql) => {
    const read = (await nodesOf(sql)).flatMap((node) => {
      const { "Relation Name": name, Schema: schema } = node;
      if (name === undefined) return [];
      // Postgres's own view of its statistics is made of these.
      if (schema === "pg_catalog") return ["pg_stat_user_tables"];
      return [schema === "public" ? name : `${schema ?? ""}.${name}`];
    });
    expect(new Set(read)).toEqual(new Set(businessNumber(number).reads));
  });

  it("is asked by some row", () => {
    expect(new Set(questions.map(([number]) => number))).toEqual(new Set(businessNumberNames));
  });
});
