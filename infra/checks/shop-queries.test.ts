import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../testing/stack-configuration";
import { checkShopQueries } from "./shop-queries";

const NUMBERS = "infra/integrations/business-metrics";
const BOARDS = "dashboards/queries";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The committed queries, with one text replaced in one file. */
const withEdit = (file: string, before: string, after: string) => {
  const root = mkdtempSync(join(tmpdir(), "shop-queries-"));
  folders.push(root);
  for (const folder of [NUMBERS, BOARDS]) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toContain(before);
  writeFileSync(join(root, file), text.replaceAll(before, after));
  return checkShopQueries(root);
};

const EXISTS = "a query reads tables and columns that the shop has";
const FEEDS = "a row's feeds are the tables that its query reads";
const RIGHTS = "the role may read what the queries read, and nothing else";

describe("checkShopQueries", () => {
  it("finds nothing to say of the committed queries", () => {
    expect(checkShopQueries(ROOT)).toEqual([]);
  });

  it("finds nothing to say where nothing is there", () => {
    expect(checkShopQueries(tmpdir())).toEqual([]);
  });

  it.each([
    [
      "a column that is misspelt",
      `${NUMBERS}/search-success.sql`,
      "results_count",
      "result_count",
      [
        {
          what: "reads result_count, which is no column of search_events, did you mean results_count?",
          rule: EXISTS,
          remedy: `mend the name, or add the column to ${NUMBERS}/schema.sql`,
        },
      ],
    ],
    [
      "a column of a table by its name",
      `${NUMBERS}/completed-orders.sql`,
      "orders.paid_at",
      "orders.refunded_at",
      [
        {
          what: "reads orders.refunded_at, which is no column of checkouts and orders",
          rule: EXISTS,
          remedy: `mend the name, or add the column to ${NUMBERS}/schema.sql`,
        },
      ],
    ],
    [
      "a column of the span that is not given",
      `${NUMBERS}/revenue.sql`,
      "span.until",
      "span.end_at",
      [
        {
          what: "reads span.end_at, which is no column of orders",
          rule: EXISTS,
          remedy: `mend the name, or add the column to ${NUMBERS}/schema.sql`,
        },
      ],
    ],
    [
      "a table that is not there",
      `${NUMBERS}/late-payouts.sql`,
      "from payouts",
      "from payout_items",
      [
        {
          what: "does not read payouts, which its row names",
          rule: FEEDS,
          remedy: "make the two agree",
        },
        {
          what: "reads payout_items, which its row does not name",
          rule: FEEDS,
          remedy: "make the two agree",
        },
        {
          what: `reads the table payout_items, which ${NUMBERS}/schema.sql does not have`,
          rule: EXISTS,
          remedy: `mend the name, or add the table to ${NUMBERS}/schema.sql`,
        },
      ],
    ],
    [
      "a table that its row does not name",
      `${NUMBERS}/registrations.sql`,
      "from profiles\nwhere",
      "from profiles, (select succeeded_at from payments) as paid\nwhere profiles.id is not null and",
      [
        { what: "reads payments, which its row does not name", rule: FEEDS, remedy: "make the two agree" },
        {
          what: "reads profiles (id), which driplo_monitoring may not",
          rule: RIGHTS,
          remedy: `write grant select (id) on profiles to driplo_monitoring; into ${NUMBERS}/migrations/1-role.sql, and apply it`,
        },
      ],
    ],
    [
      "a question of a board",
      `${BOARDS}/satisfaction.sql`,
      "avg(score)",
      "avg(stars)",
      [
        {
          what: "reads stars, which is no column of ratings",
          rule: EXISTS,
          remedy: `mend the name, or add the column to ${BOARDS}/schema.sql`,
        },
      ],
    ],
  ])("sees %s", (_fault, file, before, after, expected) => {
    const found = withEdit(file, before, after);
    expect(found.toSorted((a, b) => (a.what < b.what ? -1 : 1))).toEqual(
      expected.map((each) => ({ severity: "error", where: file, ...each })),
    );
  });

  it("sees a column that is gone from the schema, in each file that reads it", () => {
    const found = withEdit(`${NUMBERS}/schema.sql`, "  total_cents bigint not null,\n", "");
    expect(found.every(({ what }) => what.includes("total_cents, which is no column of "))).toBe(true);
    expect(found.map(({ where }) => where).toSorted()).toEqual([
      ...["categories", "lifetime-value", "order-value", "price-benchmarks", "revenue"].map(
        (name) => `${BOARDS}/${name}.sql`,
      ),
      `${NUMBERS}/revenue.sql`,
    ]);
  });

  it("sees a grant that is not there, where it is wanted", () => {
    const found = withEdit(`${NUMBERS}/migrations/1-role.sql`, "results_count, ", "");
    expect(found).toEqual([
      {
        severity: "error",
        where: `${NUMBERS}/search-success.sql`,
        what: "reads search_events (results_count), which driplo_monitoring may not",
        rule: RIGHTS,
        remedy: `write grant select (results_count) on search_events to driplo_monitoring; into ${NUMBERS}/migrations/1-role.sql, and apply it`,
      },
      expect.objectContaining({ where: `${BOARDS}/search-success.sql` }),
    ]);
  });

  it("sees a grant to somebody else", () => {
    const found = withEdit(
      `${NUMBERS}/migrations/1-role.sql`,
      "grant select (succeeded_at) on payments to driplo_monitoring",
      "grant select (succeeded_at) on payments to driplo_reporting",
    );
    expect(found.map(({ where }) => where)).toContain(`${NUMBERS}/successful-payments.sql`);
  });

  it("sees a table whose rows stay hidden", () => {
    const policy = "create policy driplo_monitoring_counts on payouts for select to driplo_monitoring using (true);";
    for (const instead of ["", policy.replace("select", "insert"), policy.replace("to driplo_monitoring", "to others")])
      expect(withEdit(`${NUMBERS}/migrations/1-role.sql`, policy, instead)).toEqual([
        {
          severity: "error",
          where: `${NUMBERS}/late-payouts.sql`,
          what: "reads payouts, whose rows are hidden from driplo_monitoring",
          rule: "row-level security shows a role without a policy no rows, and says nothing: all looks like a quiet night",
          remedy: `write a policy on payouts for select to driplo_monitoring into ${NUMBERS}/migrations/1-role.sql, and apply it`,
        },
      ]);
  });
});
