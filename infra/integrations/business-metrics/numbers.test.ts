import type { PGlite } from "@electric-sql/pglite";
import { catalogue } from "../../../monitors/catalogue";
import { days, deviations, hours, minutes } from "../../../monitors/model/quantity";
import { businessNumber } from "../../../monitors/model/sources/business";
import type { MeasureDefinition } from "../../../monitors/model/signal";
import type { PlannedLevel, PlannedMeasure } from "../../../monitors/plan/plan";
import { sqlQueryOf } from "../../../monitors/prometheus/sql";
import { planOf, testProd } from "../../../testing/environment";
import { startPostgres, withRows } from "../../../testing/postgres";
import { editMeasure } from "../../../testing/rows";

/** The SQL of every business row, as Grafana would send it, on a real Postgres with rows that a person can count. */

let db: PGlite;

beforeAll(async () => {
  db = await startPostgres();
});

afterAll(async () => {
  await db.close();
});

/** A Wednesday afternoon in winter, an hour ahead of UTC: 14:00 in Paris. */
const NOW = "2026-02-18T13:00:00Z";

interface Planned {
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
}

const plannedOf = (levelName: string, rows = catalogue): Planned => {
  const levels = planOf(rows).signals.flatMap(({ measures }) =>
    measures.flatMap((measure) => measure.levels.map((level) => ({ measure, level }))),
  );
  const found = levels.find(({ level }) => level.name === levelName);
  if (found === undefined) throw new Error(`no level ${levelName}`);
  return found;
};

const sqlOf = ({ measure, level }: Planned, now = NOW): string => {
  const { source } = measure;
  if (source.type !== "sql") throw new Error(`${measure.name} reads no table`);
  const { value } = sqlQueryOf(measure, source, level, testProd.businessQueries[source.number] ?? "");
  return value.replaceAll("now()", `timestamptz '${now}'`);
};

interface Answer {
  readonly time: Date;
  readonly value: number;
}

/** What the rule's first stage gives. */
const answersTo = async (planned: Planned, now = NOW): Promise<readonly Answer[]> =>
  (await db.query<Answer>(sqlOf(planned, now))).rows;

/** Of a record that has begun: always one row, of a time and a number. */
const ask = async (planned: Planned, now = NOW): Promise<number> => {
  const rows = await answersTo(planned, now);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (row === undefined) throw new Error("no row");
  expect(Object.keys(row)).toEqual(["time", "value"]);
  expect(typeof row.value).toBe("number");
  return row.value;
};

const uuid = "gen_random_uuid()";

/** So many rows, each this long before now, in Postgres's own words: `3 days 20 minutes`. */
const at = (table: string, columns: string, values: string, many: number, before: string, now = NOW): string =>
  `insert into ${table} (${columns}) select ${values}, timestamptz '${now}' - interval '${before}' from generate_series(1, ${many}) as i;`;

const searches = (many: number, found: number, before: string): string =>
  at("search_events", "session_id, query, results_count, created_at", `${uuid}, 'dress', ${found}`, many, before);
const listings = (many: number, before: string, now = NOW): string =>
  at("products", "id, seller_id, title, created_at", `${uuid}, ${uuid}, 'dress'`, many, before, now);
const profiles = (many: number, before: string): string =>
  at("profiles", "id, email, created_at", `${uuid}, 'a@shop.test'`, many, before);
const checkouts = (many: number, before: string): string =>
  at("checkouts", "id, session_id, buyer_id, created_at", `${uuid}, ${uuid}, ${uuid}`, many, before);
const orders = (many: number, cents: number, before: string): string =>
  at(
    "orders",
    "id, checkout_id, buyer_id, shipping_address, total_cents, paid_at",
    `${uuid}, ${uuid}, ${uuid}, 'somewhere', ${cents}`,
    many,
    before,
  );
const payments = (many: number, before: string): string =>
  at(
    "payments",
    "id, checkout_id, stripe_payment_intent, succeeded_at",
    `${uuid}, ${uuid}, 'pi_' || ${uuid}`,
    many,
    before,
  );
const stripeEvents = (type: string, many: number, before: string, object = `'ob_' || ${uuid}`): string =>
  at(
    "stripe_events",
    "id, type, object_id, data, created_at",
    `'evt_' || ${uuid}, '${type}', ${object}, '{}'`,
    many,
    before,
  );
const payout = (id: string, status: string, before: string): string =>
  `insert into payouts values ('${id}', null, '${status}', timestamptz '${NOW}' - interval '${before}');`;

/** The same in each of so many weeks before, at the same hour. */
const weekly = (amounts: readonly number[], rows: (many: number, before: string) => string): string =>
  amounts.map((many, index) => rows(many, `${index + 1} weeks 30 minutes`)).join("\n");

/** The record began long before; without it no week counts. */
const began = (rows: (many: number, before: string) => string): string => rows(1, "100 days 5 hours");

const rowsReading = planOf(catalogue).signals.flatMap(({ measures }) =>
  measures
    .filter(({ source }) => source.type === "sql")
    .flatMap((measure) => measure.levels.map((level) => [level.name, { measure, level }] as const)),
);

/** What keeps quiet, by the side that the rule compares. */
const harmless = ({ measure: { kind } }: Planned): number => (kind === "hit_ratio" ? 100 : 0);

/** A row of each table, long ago: every record has begun, and nothing has happened since. */
const BEGUN = [
  began((many, before) => searches(many, 3, before)),
  began(listings),
  began(profiles),
  began(checkouts),
  began((many, before) => orders(many, 1_000, before)),
  began(payments),
  began((many, before) => stripeEvents("charge.succeeded", many, before)),
  payout("po_old", "paid", "100 days"),
  began((many, before) => at("product_views", "session_id, product_id, created_at", `${uuid}, ${uuid}`, many, before)),
  began((many, before) =>
    at(
      "conversations",
      "id, session_id, buyer_id, product_id, first_message, created_at",
      `${uuid}, ${uuid}, ${uuid}, ${uuid}, 'hello'`,
      many,
      before,
    ),
  ),
  `insert into monitoring.table_scans values (timestamptz '${NOW}' - interval '1 hour', 1, 0, 0);`,
  `insert into monitoring.statement_counts values (timestamptz '${NOW}' - interval '90 minutes', 1, 'select 1', 1, 1);`,
].join("\n");

/** Postgres's own is never empty; and checkouts without a payment are the very silence that is looked for. */
const NOT_A_RECORD: readonly string[] = ["pg_stat_user_tables", "payments"];

const records = rowsReading.flatMap(([name, planned]) => {
  const { source } = planned.measure;
  const tables = source.type === "sql" ? businessNumber(source.number).reads : [];
  return tables.filter((table) => !NOT_A_RECORD.includes(table)).map((table) => [name, table, planned] as const);
});

describe("in a shop without a row", () => {
  it.each(rowsReading)("%s has no data, and is not well", async (_, planned) => {
    expect(await answersTo(planned)).toEqual([]);
  });

  it.each(records)("%s has none either while %s alone is written by nobody", async (_, table, planned) => {
    await withRows(db, `${BEGUN} delete from ${table};`, async () => {
      expect(await answersTo(planned)).toEqual([]);
    });
  });

  it.each(rowsReading)("%s says what cannot breach once the record has begun", async (_, planned) => {
    await withRows(db, BEGUN, async () => {
      expect(await ask(planned)).toBe(harmless(planned));
    });
  });

  it("is asked of every row of the issue", () => {
    expect([...new Set(rowsReading.map(([, { measure }]) => measure.name))]).toEqual([
      "database.slow_queries.statement",
      "database.index_hit_ratio.index",
      "search.success_rate",
      "listings.activity",
      "orders.completion_rate",
      "orders.conversion.search",
      "orders.conversion.view",
      "orders.conversion.contact",
      "orders.conversion.purchase",
      "orders.revenue",
      "accounts.registrations",
      "payments.silence",
      "payments.disputes",
      "payments.payout_failures.late",
    ]);
  });
});

describe("a share", () => {
  const success = plannedOf("search.success_rate.warning");

  it.each<readonly [string, string, number]>([
    [
      "is of the window alone",
      searches(45, 3, "1 minute") + searches(15, 0, "4 minutes") + searches(99, 0, "6 minutes"),
      75,
    ],
    [
      "counts what stands at its start, and not what stands at its end",
      searches(50, 3, "5 minutes") + searches(50, 0, "0"),
      100,
    ],
    ["keeps quiet below its least traffic", searches(49, 0, "1 minute"), 100],
    ["speaks at it", searches(50, 0, "1 minute"), 0],
  ])("%s", async (_, rows, share) => {
    await withRows(db, rows, async () => {
      expect(await ask(success)).toBe(share);
    });
  });
});

describe("disputes", () => {
  const disputes = plannedOf("payments.disputes.critical");
  const charges = (many: number): string => stripeEvents("charge.succeeded", many, "6 days");
  const opened = (many: number): string => stripeEvents("charge.dispute.created", many, "2 days");

  it.each<readonly [string, string, number]>([
    ["are counted per payment", charges(1_000) + opened(8), 0.8],
    ["are quiet below five", charges(500) + opened(4), 0],
    ["are told at five", charges(500) + opened(5), 1],
    ["are quiet below 500 payments", charges(499) + opened(50), 0],
    ["of another week do not count", charges(1_000) + stripeEvents("charge.dispute.created", 9, "8 days"), 0],
    [
      "count once, though Stripe told of them twice",
      charges(500) + opened(5) + stripeEvents("charge.dispute.created", 7, "1 day", "'du_one'"),
      1.2,
    ],
    ["are not Stripe's other events", charges(500) + stripeEvents("charge.dispute.closed", 50, "1 day"), 0],
  ])("%s", async (_, rows, share) => {
    await withRows(db, rows, async () => {
      expect(await ask(disputes)).toBeCloseTo(share, 10);
    });
  });
});

describe("payments while checkouts start", () => {
  const silence = plannedOf("payments.silence.critical");

  it.each<readonly [string, string, number]>([
    ["tells how many wait in vain", checkouts(7, "5 minutes"), 7],
    ["is quiet when one is paid", checkouts(7, "5 minutes") + payments(1, "14 minutes"), 0],
    ["is not quiet for one that was paid before", checkouts(7, "5 minutes") + payments(9, "16 minutes"), 7],
    ["is quiet below five", checkouts(4, "5 minutes"), 0],
    ["speaks at five", checkouts(5, "5 minutes"), 5],
    ["gives the newest three minutes", checkouts(50, "2 minutes"), 0],
    ["is quiet at night, when nobody buys", payments(3, "8 hours") + checkouts(9, "8 hours"), 0],
  ])("%s", async (_, rows, waiting) => {
    await withRows(db, rows, async () => {
      expect(await ask(silence)).toBe(waiting);
    });
  });
});

describe("late payouts", () => {
  const late = plannedOf("payments.payout_failures.late.warning");

  it("are those on their way a day after they should have arrived", async () => {
    const rows = [
      payout("po_1", "in_transit", "25 hours"),
      payout("po_2", "pending", "9 days"),
      payout("po_3", "in_transit", "23 hours"),
      payout("po_4", "paid", "9 days"),
      payout("po_5", "failed", "9 days"),
      payout("po_6", "canceled", "9 days"),
    ].join("\n");
    await withRows(db, rows, async () => {
      expect(await ask(late)).toBe(2);
    });
  });
});

describe("the usual of the hour of the week", () => {
  const activity = plannedOf("listings.activity.warning");
  /** Mean 100; deviations −14, −10, −2, 2, 10, 14 and twice 0: squares 600, over 7, 85.7: less than the 100 of chance alone. */
  const usual = [86, 90, 98, 102, 110, 114, 100, 100];
  /** In deviations: the exact binomial tail of 40 of 840, of odds one in nine. */
  const fortyOfHundred = 6.441;

  it("is as far as its chance is small, by Poisson's own tail", async () => {
    await withRows(db, began(listings) + weekly(usual, listings) + listings(40, "30 minutes"), async () => {
      expect(await ask(activity)).toBeCloseTo(fortyOfHundred, 1);
    });
  });

  it("is nearer by as much as the weeks differ by more than chance", async () => {
    // Twice as far apart: squares 2,400, over 7, 342.9 where chance makes 100.
    const wide = [72, 80, 96, 104, 120, 128, 100, 100];
    await withRows(db, began(listings) + weekly(wide, listings) + listings(40, "30 minutes"), async () => {
      expect(await ask(activity)).toBeCloseTo(fortyOfHundred / Math.sqrt(24 / 7), 1);
    });
  });

  it("is of that hour alone", async () => {
    const elsewhere = weekly([500, 500, 500, 500, 500, 500, 500, 500], (many, before) =>
      listings(many, `${before} 2 hours`),
    );
    await withRows(db, began(listings) + elsewhere + weekly(usual, listings) + listings(40, "30 minutes"), async () => {
      expect(await ask(activity)).toBeCloseTo(fortyOfHundred, 1);
    });
  });

  it("is on the good side when there is more of it: below zero never breaches", async () => {
    await withRows(db, began(listings) + weekly(usual, listings) + listings(200, "30 minutes"), async () => {
      expect(await ask(activity)).toBeCloseTo(-8.126, 1);
    });
  });

  it("is none in a quiet night: nothing against nothing, and one against one", async () => {
    await withRows(db, began(listings), async () => {
      expect(await ask(activity)).toBe(0);
    });
    await withRows(db, began(listings) + weekly([1, 1, 1, 1, 1, 1, 1, 1], listings), async () => {
      expect(await ask(activity)).toBeLessThanOrEqual(3);
    });
    await withRows(db, began(listings) + weekly([9, 9, 9, 9, 9, 9, 9, 9], listings), async () => {
      expect(await ask(activity)).toBeCloseTo(3.53, 1);
    });
    await withRows(db, began(listings) + weekly([16, 16, 16, 16, 16, 16, 16, 16], listings), async () => {
      expect(await ask(activity)).toBeCloseTo(5.002, 1);
    });
  });

  it.each([
    ["the first hour", "50 minutes", 0],
    ["the first week", "6 days", 0],
    ["three weeks", "3 weeks 2 hours", 0],
    ["four weeks, less an hour", "4 weeks", 0],
    ["four weeks", "4 weeks 1 hour", 13],
    ["eight", "9 weeks", 13],
  ])("after %s of record", async (_, since, distance) => {
    const before = since.startsWith("9") ? 8 : Math.floor(Number(/^(\d) weeks/.exec(since)?.[1] ?? 0));
    const rows =
      listings(1, since) +
      weekly(
        Array.from({ length: before }, () => 100),
        listings,
      );
    await withRows(db, rows, async () => {
      // What began the record counts in the oldest week's hour, by one.
      expect(Math.round(await ask(activity))).toBe(distance);
    });
  });

  it("needs no time zone of the session's", async () => {
    const rows = `set local timezone = 'America/New_York'; ${began(listings)} ${weekly(usual, listings)}`;
    await withRows(db, rows, async () => {
      expect(await ask(activity)).toBeCloseTo(13.469, 1);
    });
  });

  it.each([
    ["in spring, when it was an hour earlier by UTC", "2026-04-01T12:00:00Z", "2026-03-25T12:30:00Z"],
    ["in autumn, when it was an hour later by UTC", "2026-10-28T13:00:00Z", "2026-10-21T11:30:00Z"],
  ])("is the same hour by the shop's clock %s", async (_, now, lastWeek) => {
    // The clock changes on 29 March and 25 October 2026: 14:00 in Paris on both Wednesdays. A rise is looked for in one hour alone.
    const rise = editMeasure(catalogue, "listings.activity", "main", (row) =>
      row.kind === "anomaly" ? { ...row, side: "above" } : row,
    );
    const activityRises = plannedOf("listings.activity.warning", rise);
    const present = listings(1, "100 days 5 hours", now) + listings(100, "30 minutes", now);
    const rows =
      present + [0, 1, 2, 3, 4, 5, 6, 7].map((weeks) => listings(100, `${weeks} weeks`, lastWeek)).join("\n");
    await withRows(db, rows, async () => {
      expect(await ask(activityRises, now)).toBeCloseTo(0, 0);
    });
    const byUtc = [1, 2, 3, 4, 5, 6, 7, 8].map((weeks) => listings(100, `${weeks} weeks 30 minutes`, now)).join("\n");
    await withRows(db, present + byUtc, async () => {
      expect(await ask(activityRises, now)).toBeGreaterThan(13);
    });
  });

  it("knows the present in the hour that autumn has twice", async () => {
    // 02:30 in Paris for the first time, still in summer time.
    const now = "2026-10-25T00:30:00Z";
    const rows =
      listings(1, "100 days 5 hours", now) +
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((weeks) => listings(100, `${weeks} weeks 30 minutes`, now)).join("\n");
    await withRows(db, rows, async () => {
      expect(Math.abs(await ask(activity, now))).toBeLessThan(0.1);
    });
  });
});

describe("revenue", () => {
  const warning = plannedOf("orders.revenue.warning");
  const critical = plannedOf("orders.revenue.critical");
  const sold = (cents: number) => (many: number, before: string) => orders(many, cents, before);
  const usual = began(sold(1_000)) + weekly([16, 16, 16, 16, 16, 16, 16, 16], sold(1_000));

  it("is told of both sides, and pages of the lower one alone", async () => {
    await withRows(db, usual, async () => {
      expect(await ask(warning)).toBeCloseTo(5.002, 1);
      expect(await ask(critical)).toBeCloseTo(5.002, 1);
    });
    await withRows(db, usual + orders(16, 4_000, "30 minutes"), async () => {
      // As if 64 of them had been paid.
      expect(await ask(warning)).toBeCloseTo(8.121, 1);
      expect(await ask(critical)).toBeCloseTo(-8.121, 1);
    });
  });

  it("takes orders that differ in worth for fewer, equal ones", async () => {
    // Each week 24 orders of 5 € and 8 of 45 €: 480 €, of which the squares are those of 13.7 orders of 35 €.
    const mixed = (many: number, before: string): string => orders(3 * many, 500, before) + orders(many, 4_500, before);
    const weeks = began(sold(1_000)) + weekly([8, 8, 8, 8, 8, 8, 8, 8], mixed);
    await withRows(db, weeks, async () => {
      // The exact tail of none of 109.7, of odds one in nine.
      expect(await ask(critical)).toBeCloseTo(4.57, 1);
    });
    await withRows(db, weeks + orders(3, 16_000, "30 minutes"), async () => {
      expect(await ask(warning)).toBeLessThan(0.2);
    });
  });

  it("counts what is paid, when it is paid", async () => {
    const unpaid = `insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents) select ${uuid}, ${uuid}, ${uuid}, 'x', 9999999 from generate_series(1, 20);`;
    await withRows(db, usual + unpaid + orders(16, 1_000, "30 minutes"), async () => {
      expect(await ask(warning)).toBeCloseTo(0, 0);
    });
  });

  it("is quiet below five orders, now and usually", async () => {
    const few = began(sold(1_000)) + weekly([4, 4, 4, 4, 4, 4, 4, 4], sold(1_000));
    await withRows(db, few + orders(4, 900_000, "30 minutes"), async () => {
      expect(await ask(warning)).toBe(0);
    });
    await withRows(db, began(sold(1_000)) + orders(25, 1_000, "30 minutes"), async () => {
      expect(await ask(warning)).toBeCloseTo(10.167, 1);
    });
  });
});

describe("registrations", () => {
  it("are sign-ups", async () => {
    const rows = began(profiles) + weekly([25, 25, 25, 25, 25, 25, 25, 25], profiles) + profiles(5, "10 minutes");
    await withRows(db, rows, async () => {
      expect(await ask(plannedOf("accounts.registrations.warning"))).toBeCloseTo(4.492, 1);
    });
  });
});

describe("order completion against last week", () => {
  const warning = plannedOf("orders.completion_rate.warning");

  /** Checkouts of which some are paid so long after they began. */
  const bought = (many: number, paid: number, before: string, after = "10 minutes"): string => `
    with started as (
      insert into checkouts select ${uuid}, ${uuid}, ${uuid}, timestamptz '${NOW}' - interval '${before}'
      from generate_series(1, ${many}) returning id, created_at
    )
    insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents, paid_at)
    select ${uuid}, id, ${uuid}, 'x', 100, created_at + interval '${after}' from started limit ${paid};`;
  const last = "7 days 1 hour";
  const early = checkouts(1, "30 days") + orders(1, 100, "30 days");

  it.each<readonly [string, string, number]>([
    ["falls by a quarter", early + bought(100, 80, last) + bought(50, 30, "1 hour"), 25],
    ["rises, which is below zero", early + bought(100, 50, last) + bought(100, 75, "1 hour"), -50],
    ["falls to nothing", early + bought(100, 80, last) + bought(50, 0, "1 hour"), 100],
    ["cannot fall below nothing", early + bought(100, 0, last) + bought(100, 0, "1 hour"), 0],
    ["is quiet below fifty checkouts now", early + bought(100, 80, last) + bought(49, 0, "1 hour"), 0],
    ["is quiet below fifty checkouts then", early + bought(49, 49, last) + bought(100, 0, "1 hour"), 0],
    ["is quiet in the first week", bought(100, 80, last) + bought(100, 0, "1 hour"), 0],
    [
      "counts what was paid by the end of each span",
      early + bought(100, 80, last, "5 hours") + bought(100, 0, "1 hour"),
      0,
    ],
  ])("%s", async (_, rows, fallen) => {
    await withRows(db, rows, async () => {
      expect(await ask(warning)).toBeCloseTo(fallen, 6);
    });
  });
});

describe("the funnel", () => {
  /** Sessions (or buyers) `from` to `to`, each with so many rows. */
  const by = (table: string, columns: string, before: string, from: number, to: number): string =>
    `insert into ${table} (${columns}) select ${insertOf(table)}, timestamptz '${NOW}' - interval '${before}'
     from generate_series(${from}, ${to}) as i, generate_series(1, 2) as twice;`;
  const session = "('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid";
  const insertOf = (table: string): string =>
    ({
      search_events: `${session}, 'dress', 3`,
      product_views: `${session}, ${uuid}`,
      conversations: `${uuid}, ${session}, ${session}, ${uuid}, 'hello'`,
      orders: `${uuid}, ${uuid}, ${session}, 'x', 100`,
    })[table] ?? "";
  const searched = (before: string, to: number) =>
    by("search_events", "session_id, query, results_count, created_at", before, 1, to);
  const viewed = (before: string, from: number, to: number) =>
    by("product_views", "session_id, product_id, created_at", before, from, to);
  const wrote = (before: string, from: number, to: number) =>
    by("conversations", "id, session_id, buyer_id, product_id, first_message, created_at", before, from, to);
  const paid = (before: string, from: number, to: number) =>
    by("orders", "id, checkout_id, buyer_id, shipping_address, total_cents, paid_at", before, from, to);
  const weeksBefore = (rows: (before: string) => string): string =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((weeks) => rows(`${weeks} weeks 30 minutes`)).join("\n");
  const start = "100 days 5 hours";

  it.each<readonly [string, string, string, string]>([
    [
      "view",
      searched(start, 1) + viewed(start, 1, 1) + weeksBefore((b) => searched(b, 100) + viewed(b, 1, 60)),
      // Of 100 that searched, 20; and 500 that opened a listing without a search.
      searched("30 minutes", 100) + viewed("20 minutes", 81, 600),
      "orders.conversion.view.warning",
    ],
    [
      "contact",
      viewed(start, 1, 1) + wrote(start, 1, 1) + weeksBefore((b) => viewed(b, 1, 100) + wrote(b, 1, 60)),
      viewed("30 minutes", 1, 100) + wrote("20 minutes", 81, 600),
      "orders.conversion.contact.warning",
    ],
    [
      "purchase",
      wrote(start, 1, 1) + paid(start, 1, 1) + weeksBefore((b) => wrote(b, 1, 100) + paid(b, 1, 60)),
      wrote("20 hours", 1, 100) + paid("20 minutes", 81, 600),
      "orders.conversion.purchase.warning",
    ],
  ])("%s: the share of those before it, each once", async (_, before, present, name) => {
    await withRows(db, before + present, async () => {
      // 60 % of 800 usually, 20 % of 100 now: together 500 of 900.
      const deviation = Math.sqrt((5 / 9) * (4 / 9) * (1 / 100 + 1 / 800));
      expect(await ask(plannedOf(name))).toBeCloseTo(0.4 / deviation, 6);
    });
  });

  it("search: how many there are", async () => {
    const rows =
      began((many, before) => searches(many, 3, before)) +
      weekly([36, 36, 36, 36, 36, 36, 36, 36], (many, before) => searches(many, 3, before));
    await withRows(db, rows + searches(6, 3, "10 minutes"), async () => {
      expect(await ask(plannedOf("orders.conversion.search.warning"))).toBeCloseTo(5.789, 1);
    });
  });

  it("leaves out weeks of too little traffic, and wants four", async () => {
    const lean = [1, 2, 3, 4, 5, 6, 7, 8]
      .map((weeks) => `${weeks} weeks 30 minutes`)
      .map((before, index) => searched(before, index < 3 ? 100 : 49) + viewed(before, 1, 45))
      .join("\n");
    const begun = searched(start, 1) + viewed(start, 1, 1);
    await withRows(db, begun + lean + searched("30 minutes", 100), async () => {
      expect(await ask(plannedOf("orders.conversion.view.warning"))).toBe(0);
    });
  });
});

describe("scans by an index", () => {
  const index = plannedOf("database.index_hit_ratio.index.warning");
  const table = (relid: number, live: number, byIndex: string, whole: number): string =>
    `(${relid}::oid, ${live}::bigint, ${byIndex}::bigint, ${whole}::bigint)`;

  /** Postgres counts its statistics by itself; here a view of their name stands before them. */
  const counted = (...tables: readonly string[]): string =>
    `create temp view pg_stat_user_tables as select * from (values ${tables.join(", ")}) as t (relid, n_live_tup, idx_scan, seq_scan); set local search_path = pg_temp, pg_catalog, public;`;
  const noted = (before: string, relid: number, byIndex: number, whole: number): string =>
    `insert into monitoring.table_scans values (timestamptz '${NOW}' - interval '${before}', ${relid}, ${byIndex}, ${whole});`;
  /** The job runs each hour. */
  const running = noted("59 minutes", 9, 0, 0);

  it.each<readonly [string, string, number]>([
    [
      "are those of the last day, of large tables",
      counted(table(1, 10_000, "1900", 500), table(2, 9_999, "0", 99_999)) +
        noted("25 hours", 1, 1_000, 400) +
        noted("26 hours", 1, 0, 0) +
        noted("1 hour", 1, 1_800, 490) +
        noted("25 hours", 2, 0, 0),
      90,
    ],
    ["are quiet below a thousand", counted(table(1, 10_000, "0", 999)) + noted("25 hours", 1, 0, 0) + running, 100],
    ["speak at a thousand", counted(table(1, 10_000, "null", 1_000)) + noted("25 hours", 1, 0, 0) + running, 0],
    ["are quiet without an earlier count", counted(table(1, 10_000, "0", 5_000)) + noted("1 hour", 1, 0, 0), 100],
    [
      "are quiet after a reset",
      counted(table(1, 10_000, "10", 10)) + noted("25 hours", 1, 9_000, 9_000) + running,
      100,
    ],
    ["are quiet in a shop of small tables", counted(table(1, 9_999, "0", 9_000)) + running, 100],
  ])("%s", async (_, rows, share) => {
    await withRows(db, rows, async () => {
      expect(await ask(index)).toBeCloseTo(share, 6);
    });
  });

  it.each<readonly [string, string]>([
    ["nothing ever noted them", ""],
    ["what notes them has stopped", noted("26 hours", 1, 0, 0) + noted("2 hours", 1, 0, 0)],
  ])("have no data where %s", async (_, rows) => {
    await withRows(db, counted(table(1, 10_000, "0", 5_000)) + rows, async () => {
      expect(await answersTo(index)).toEqual([]);
    });
  });

  it("are noted by a function that keeps eight days", async () => {
    const old = `insert into monitoring.table_scans values (now() - interval '9 days', 1, 1, 1); select monitoring.note_table_scans();`;
    await withRows(db, old, async () => {
      const { rows } = await db.query<{ old: number; noted: number }>(
        "select count(*) filter (where taken_at < now())::int as old, count(*) filter (where taken_at = now())::int as noted from monitoring.table_scans",
      );
      expect(rows[0]?.old).toBe(0);
      expect(rows[0]?.noted).toBeGreaterThan(10);
    });
  });
});

describe("slow statements", () => {
  const slow = plannedOf("database.slow_queries.statement.warning");
  const noted = (before: string, id: number, calls: number, total: number): string =>
    `insert into monitoring.statement_counts values (timestamptz '${NOW}' - interval '${before}', ${id}, 'select ${id}', ${calls}, ${total});`;

  it.each<readonly [string, string, number]>([
    [
      "is one above a second on average, of the last hour alone",
      noted("70 minutes", 1, 1_000, 1_000) + noted("10 minutes", 1, 1_010, 11_010),
      1,
    ],
    ["is none at a second", noted("70 minutes", 1, 1_000, 1_000) + noted("10 minutes", 1, 1_010, 11_000), 0],
    ["is none that ran nine times", noted("70 minutes", 1, 1_000, 1_000) + noted("10 minutes", 1, 1_009, 90_000), 0],
    ["is one that is new", noted("70 minutes", 1, 1, 1) + noted("10 minutes", 2, 10, 20_000), 1],
    ["is counted from a reset on", noted("70 minutes", 1, 9_000, 9_000_000) + noted("10 minutes", 1, 20, 30_000), 1],
    [
      "are each",
      noted("70 minutes", 1, 1, 1) + noted("10 minutes", 2, 10, 20_000) + noted("10 minutes", 3, 10, 20_000),
      2,
    ],
  ])("%s", async (_, rows, many) => {
    await withRows(db, rows, async () => {
      expect(await ask(slow)).toBe(many);
    });
  });

  it("have no data where what notes them has stopped", async () => {
    await withRows(db, noted("4 hours", 1, 1, 1) + noted("3 hours", 1, 1, 1), async () => {
      expect(await answersTo(slow)).toEqual([]);
    });
  });
});

describe("a change of the row changes the question", () => {
  const edited = (edit: (row: MeasureDefinition) => MeasureDefinition): string =>
    sqlOf(plannedOf("listings.activity.warning", editMeasure(catalogue, "listings.activity", "main", edit)));
  const as = sqlOf(plannedOf("listings.activity.warning"));

  it("in its window, and how many of it there are in a week", () => {
    expect(edited((row) => (row.kind === "anomaly" ? { ...row, window: minutes(30) } : row))).toBe(
      as
        .replace("interval '3600 seconds'", "interval '1800 seconds'")
        .replace("94, 141, 168]", "94, 141, 211, 316, 336]")
        .replace("tried.step < 14", "tried.step < 16"),
    );
  });

  it("in its side: a rise needs no longer window", () => {
    const above = edited((row) => (row.kind === "anomaly" ? { ...row, side: "above" } : row));
    expect(above).toContain("(array[1])[tried.step + 1]");
    expect(above).toContain("then -fallen end as value,\n  true as enough");
    expect(above).toContain("tried.step < 1\n");
  });

  it("in its threshold, by how many events tell of a fall alone", () => {
    const grave = edited((row) =>
      row.kind === "anomaly" ? { ...row, warning: { at: deviations(5), priority: "P3" }, window: hours(1) } : row,
    );
    expect(grave).toBe(as.replace("select 3::float8 as deviations", "select 5::float8 as deviations"));
  });

  it("in how far back it compares", () => {
    const twoWeeks = editMeasure(catalogue, "orders.completion_rate", "main", (row) =>
      row.kind === "change" ? { ...row, against: days(14) } : row,
    );
    expect(sqlOf(plannedOf("orders.completion_rate.warning", twoWeeks))).toBe(
      sqlOf(plannedOf("orders.completion_rate.warning")).replace("'604800 seconds'", "'1209600 seconds'"),
    );
  });
});
