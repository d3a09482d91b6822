import type { PGlite } from "@electric-sql/pglite";
import { fillIn, startShop } from "../../testing/board-questions";
import { withRows } from "../../testing/postgres";
import { questionNames, questionRow, type QuestionName } from "../questions";
import { readBoardQueries } from "../../testing/stack";
import { ROOT } from "../../testing/stack-configuration";

/** Every question on a real Postgres, as Grafana sends it: on rows that a person can count, and on none. */

const { queries, diagnostics } = readBoardQueries(ROOT);

let db: PGlite;

beforeAll(async () => {
  db = await startShop();
});

afterAll(async () => {
  await db.close();
});

/** Three days in Paris: Monday 16 February 2026, 00:00 there, to Wednesday 18 February, 14:00. */
const FROM = "2026-02-15T23:00:00Z";
const TO = "2026-02-18T13:00:00Z";

const filled = (name: QuestionName, from = FROM, to = TO): string => fillIn(name, { from, to });

type Row = Readonly<Record<string, unknown>>;

const ask = async (name: QuestionName, from?: string, to?: string): Promise<readonly Row[]> => {
  const { rows } = await db.query<Row>(filled(name, from, to));
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])));
};

/** Dates as text, numerics as numbers. */
const plain = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
};

const id = (n: number): string => `'00000000-0000-4000-8000-${String(n).padStart(12, "0")}'`;

const product = (
  n: number,
  seller: number,
  at: string,
  category = "coats",
  cents = 5_000,
  description = "",
  images = 1,
) =>
  `insert into products (id, seller_id, title, created_at, category, price_cents, description, images)
   values (${id(n)}, ${id(seller)}, 't', '${at}', '${category}', ${cents}, '${description}', ${images});`;

const order = (n: number, buyer: number, paidAt: string | undefined, cents = 1_000, item = 1, session = n) =>
  `insert into checkouts (id, session_id, buyer_id, created_at) values (${id(n)}, ${id(session)}, ${id(buyer)}, '${paidAt ?? TO}');
   insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents, paid_at, product_id)
   values (${id(n)}, ${id(n)}, ${id(buyer)}, 'a', ${cents}, ${paidAt === undefined ? "null" : `'${paidAt}'`}, ${id(item)});`;

const search = (session: number, at: string, found = 1) =>
  `insert into search_events (session_id, query, results_count, created_at) values (${id(session)}, 'q', ${found}, '${at}');`;

const view = (session: number, at: string) =>
  `insert into product_views (session_id, product_id, created_at) values (${id(session)}, ${id(1)}, '${at}');`;

const on = async (rows: string, name: QuestionName, from?: string, to?: string): Promise<readonly Row[]> => {
  let answer: readonly Row[] = [];
  await withRows(db, rows, async () => {
    answer = await ask(name, from, to);
  });
  return answer;
};

const MONDAY = "2026-02-16T10:00:00Z";
const TUESDAY = "2026-02-17T10:00:00Z";
const WEDNESDAY = "2026-02-18T10:00:00Z";

describe("the files", () => {
  it("say which tables they read, as their rows do", () => {
    expect(diagnostics).toEqual([]);
    expect(questionNames.filter((name) => queries[name] === undefined)).toEqual([]);
  });

  it.each(questionNames)("%s reads what its row names, and no other table", async (name) => {
    const { rows } = await db.query<{ relation: string }>(
      "select relname as relation from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    );
    const words = new Set((queries[name] ?? "").match(/[a-z_]+/g) ?? []);
    const aliases = /\b(\w+) as \(/g;
    const own = new Set([...(queries[name] ?? "").matchAll(aliases)].map(([, alias]) => alias));
    const read = rows.map(({ relation }) => relation).filter((table) => words.has(table) && !own.has(table));
    expect(read.toSorted()).toEqual(questionRow(name).reads.toSorted());
  });

  it.each(questionNames)("%s may be asked by the role that only counts", async (name) => {
    await db.exec("begin; set local role driplo_monitoring");
    try {
      await db.exec(filled(name));
    } finally {
      await db.exec("rollback");
    }
  });

  it.each(["select body from support_tickets", "select comment from ratings", "select title from products"])(
    "leave to nobody else's eyes: %s",
    async (sql) => {
      await db.exec("begin; set local role driplo_monitoring");
      try {
        await expect(db.exec(sql)).rejects.toThrow("permission denied");
      } finally {
        await db.exec("rollback");
      }
    },
  );
});

describe("on empty tables", () => {
  it.each(questionNames)("%s answers, and divides by nothing", async (name) => {
    const rows = await ask(name);
    const numbers = rows.flatMap((row) =>
      Object.entries(row)
        .filter(([key]) => !["time", "step"].includes(key))
        .map(([, value]) => value),
    );
    expect(numbers.filter((value) => value !== null && value !== 0)).toEqual([]);
  });

  it.each(questionNames.filter((name) => questionRow(name).shape !== "rows"))(
    "%s has no data, and no nought",
    async (name) => {
      const rows = await ask(name);
      const numbers = rows.flatMap((row) =>
        Object.entries(row).flatMap(([key, value]) => (key === "time" ? [] : [value])),
      );
      expect(numbers.filter((value) => value !== null)).toEqual([]);
    },
  );
});

describe("days", () => {
  it("are Paris's, and one without a row is a nought", async () => {
    const rows = [MONDAY, "2026-02-16T22:59:59Z", "2026-02-17T23:00:00Z"].map(
      (at, n) => `insert into profiles (id, email, created_at) values (${id(n)}, 'e', '${at}');`,
    );
    expect(await on(rows.join(""), "sign_ups")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", "new accounts": 2 },
      { time: "2026-02-16T23:00:00.000Z", "new accounts": 0 },
      { time: "2026-02-17T23:00:00.000Z", "new accounts": 1 },
    ]);
  });

  it("before the first row have no data: nobody counted", async () => {
    const rows = `insert into profiles (id, email, created_at) values (${id(1)}, 'e', '${TUESDAY}');`;
    expect((await on(rows, "sign_ups")).map((row) => row["new accounts"])).toEqual([null, 1, 0]);
  });

  it("are 23 hours long where summer begins", async () => {
    const rows = ["2026-03-28T23:30:00Z", "2026-03-29T21:59:00Z", "2026-03-29T22:00:00Z"].map(
      (at, n) => `insert into profiles (id, email, created_at) values (${id(n)}, 'e', '${at}');`,
    );
    expect(await on(rows.join(""), "sign_ups", "2026-03-28T23:00:00Z", "2026-03-30T12:00:00Z")).toEqual([
      { time: "2026-03-28T23:00:00.000Z", "new accounts": 2 },
      { time: "2026-03-29T22:00:00.000Z", "new accounts": 1 },
    ]);
  });
});

describe("growth and engagement", () => {
  it("counts a session once a day, whatever it did", async () => {
    const rows = [search(1, MONDAY), view(1, MONDAY), view(2, MONDAY), search(1, TUESDAY)];
    expect((await on(rows.join(""), "active_sessions")).map(({ sessions }) => sessions)).toEqual([2, 1, 0]);
  });

  it("counts a day's sellers once each, over 30 days", async () => {
    const rows = [
      product(1, 1, WEDNESDAY),
      product(2, 1, WEDNESDAY),
      product(3, 2, WEDNESDAY),
      product(4, 3, "2026-01-20T10:00:00Z"),
    ];
    const answer = await on(rows.join(""), "active_sellers");
    expect(answer).toHaveLength(30);
    expect(answer.at(-1)).toEqual({ time: "2026-02-17T23:00:00.000Z", sellers: 2 });
    expect(answer[0]).toEqual({ time: "2026-01-19T23:00:00.000Z", sellers: 1 });
    expect(answer[1]?.["sellers"]).toBe(0);
  });

  it("knows a buyer who came back", async () => {
    const rows = [
      order(1, 1, "2025-12-01T10:00:00Z"),
      order(2, 1, MONDAY),
      order(3, 2, MONDAY),
      order(4, 3, undefined),
    ];
    expect(await on(rows.join(""), "returning_visitors")).toEqual([{ "came back": 50 }]);
  });

  it("knows a seller who stopped", async () => {
    const rows = [product(1, 1, "2026-01-05T10:00:00Z"), product(2, 2, "2026-01-05T10:00:00Z"), product(3, 2, MONDAY)];
    expect(await on(rows.join(""), "churn")).toEqual([{ churned: 50 }]);
  });

  it("follows buyers of a month into later ones", async () => {
    const rows = [
      order(1, 1, "2025-11-10T10:00:00Z"),
      order(2, 1, "2025-12-10T10:00:00Z"),
      order(3, 2, "2025-11-20T10:00:00Z"),
      order(4, 2, "2026-01-20T10:00:00Z"),
      order(5, 3, "2026-01-31T23:30:00Z"),
    ];
    expect(await on(rows.join(""), "retention")).toEqual([
      { cohort: "2025-11", buyers: 2, "1 month": 50, "2 months": 50, "3 months": 0, "6 months": 0 },
      // Half past midnight in Paris: February there.
      { cohort: "2026-02", buyers: 1, "1 month": 0, "2 months": 0, "3 months": 0, "6 months": 0 },
    ]);
  });
});

describe("search and funnel", () => {
  it("takes the last 24 hours' searches with a result", async () => {
    const rows = [
      search(1, WEDNESDAY),
      search(2, WEDNESDAY),
      search(3, WEDNESDAY),
      search(4, WEDNESDAY, 0),
      search(5, MONDAY, 0),
    ];
    expect(await on(rows.join(""), "search_success")).toEqual([{ "found something": 75 }]);
  });

  it("counts who went from step to step, and not who came in later", async () => {
    const rows = [
      ...[1, 2, 3, 4].map((session) => search(session, MONDAY)),
      ...[1, 2, 9].map((session) => view(session, MONDAY)),
      `insert into conversations (id, session_id, buyer_id, product_id, first_message, created_at) values (${id(1)}, ${id(1)}, ${id(1)}, ${id(1)}, 'm', '${MONDAY}');`,
      order(1, 1, MONDAY),
    ];
    expect(await on(rows.join(""), "funnel")).toEqual([
      { step: "searched", sessions: 4, "% of the step before": null },
      { step: "viewed", sessions: 2, "% of the step before": 50 },
      { step: "contacted", sessions: 1, "% of the step before": 50 },
      { step: "purchased", sessions: 1, "% of the step before": 100 },
    ]);
  });

  it("holds a listing complete from 40 letters and one picture on", async () => {
    const rows = [
      product(1, 1, MONDAY, "coats", 1, "x".repeat(40), 1),
      product(2, 1, MONDAY, "coats", 1, "x".repeat(39), 0),
    ];
    expect(await on(rows.join(""), "listing_quality")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", described: 50, pictured: 50 },
      { time: "2026-02-16T23:00:00.000Z", described: null, pictured: null },
      { time: "2026-02-17T23:00:00.000Z", described: null, pictured: null },
    ]);
  });

  it("counts the listings of 90 days by category", async () => {
    const rows = [
      product(1, 1, MONDAY),
      product(2, 1, MONDAY),
      product(3, 1, MONDAY, "shoes"),
      product(4, 1, "2025-11-01T00:00:00Z"),
    ];
    expect(await on(rows.join(""), "active_listings")).toEqual([
      { category: "coats", listings: 2 },
      { category: "shoes", listings: 1 },
    ]);
  });
});

describe("revenue", () => {
  it("adds up a day's, and carries the line through whole days on for a fortnight", async () => {
    const rows = [order(1, 1, MONDAY, 10_000), order(2, 2, TUESDAY, 20_000), order(3, 3, WEDNESDAY, 1_000)];
    const answer = await on(rows.join(""), "revenue");
    expect(answer.slice(0, 5)).toEqual([
      { time: "2026-02-15T23:00:00.000Z", revenue: 100, forecast: null },
      { time: "2026-02-16T23:00:00.000Z", revenue: 200, forecast: null },
      // Today is not over, and no part of the line.
      { time: "2026-02-17T23:00:00.000Z", revenue: 10, forecast: null },
      { time: "2026-02-18T23:00:00.000Z", revenue: null, forecast: expect.closeTo(400, 5) as unknown },
      { time: "2026-02-19T23:00:00.000Z", revenue: null, forecast: expect.closeTo(500, 5) as unknown },
    ]);
    expect(answer).toHaveLength(17);
  });

  it("forecasts nothing below nothing", async () => {
    const rows = [order(1, 1, MONDAY, 20_000), order(2, 2, TUESDAY, 1_000)];
    expect((await on(rows.join(""), "revenue")).at(-1)).toMatchObject({ revenue: null, forecast: 0 });
  });

  it("knows the average order, and what a buyer has paid", async () => {
    const rows = [
      order(1, 1, MONDAY, 1_000),
      order(2, 1, TUESDAY, 2_000),
      order(3, 2, MONDAY, 6_000),
      order(4, 3, undefined, 9_000),
    ];
    expect(await on(rows.join(""), "order_value")).toEqual([{ "average order": 30 }]);
    expect(await on(rows.join(""), "lifetime_value")).toEqual([
      { "first order": "2026-02", buyers: 2, "€ per buyer": 45 },
    ]);
  });

  it("counts a checkout as paid by a payment that succeeded", async () => {
    const rows = [
      order(1, 1, MONDAY),
      order(2, 2, MONDAY),
      `insert into payments (id, checkout_id, stripe_payment_intent, succeeded_at, method) values
        (${id(1)}, ${id(1)}, 'a', '${MONDAY}', 'card'), (${id(2)}, ${id(2)}, 'b', null, 'card'), (${id(3)}, ${id(9)}, 'c', '${MONDAY}', 'paypal');`,
    ];
    expect((await on(rows.join(""), "transaction_success")).map(({ paid }) => paid)).toEqual([50, null, null]);
    expect(await on(rows.join(""), "payment_methods")).toEqual([
      { method: "card", payments: 1, "%": 50 },
      { method: "paypal", payments: 1, "%": 50 },
    ]);
  });

  it("counts a refunded charge once, however often it was told of", async () => {
    const event = (n: number, type: string, object: string) =>
      `insert into stripe_events (id, type, object_id, data, created_at) values ('e${n}', '${type}', '${object}', '{}', '${MONDAY}');`;
    const rows = [
      event(1, "charge.refunded", "ch_1"),
      event(2, "charge.refunded", "ch_1"),
      event(3, "charge.dispute.created", "dp_1"),
      event(4, "charge.succeeded", "ch_2"),
    ];
    expect((await on(rows.join(""), "refunds_and_disputes"))[0]).toMatchObject({ refunds: 1, disputes: 1 });
  });
});

describe("market", () => {
  const listed = [
    product(1, 1, MONDAY, "coats", 5_000),
    product(2, 1, TUESDAY, "coats", 7_000),
    product(3, 1, TUESDAY, "shoes", 1_000),
  ];

  it("sets categories side by side, those that only sold too", async () => {
    const rows = [
      ...listed,
      product(4, 1, "2025-01-01T00:00:00Z", "hats", 1),
      order(1, 1, MONDAY, 4_000, 1),
      order(2, 2, MONDAY, 500, 4),
    ];
    expect(await on(rows.join(""), "categories")).toEqual([
      { category: "coats", listings: 2, orders: 1, "€": 40 },
      { category: "hats", listings: 0, orders: 1, "€": 5 },
      { category: "shoes", listings: 1, orders: 0, "€": 0 },
    ]);
    expect(await on(rows.join(""), "price_benchmarks")).toEqual([
      { category: "coats", asked: 60, paid: 40 },
      { category: "hats", asked: null, paid: 5 },
      { category: "shoes", asked: 10, paid: null },
    ]);
  });

  it("compares with the span before, and with nothing not at all", async () => {
    const rows = [
      ...listed,
      order(1, 1, MONDAY, 1, 1),
      order(2, 2, MONDAY, 1, 1),
      order(3, 3, "2026-02-14T10:00:00Z", 1, 1),
      order(4, 4, MONDAY, 1, 3),
    ];
    expect(await on(rows.join(""), "category_trends")).toEqual([
      { category: "coats", orders: 2, before: 1, "change %": 100 },
      { category: "shoes", orders: 1, before: 0, "change %": null },
    ]);
  });

  it("takes the median price of a week", async () => {
    expect(await on(listed.join(""), "prices")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", metric: "coats", value: 60 },
      { time: "2026-02-15T23:00:00.000Z", metric: "shoes", value: 10 },
    ]);
  });
});

describe("people", () => {
  it("weighs a variant against a", async () => {
    const shown = (session: number, variant: string) =>
      `insert into experiment_exposures (experiment, variant, session_id, created_at) values ('checkout', '${variant}', ${id(session)}, '${MONDAY}');`;
    const sessions = Array.from({ length: 8 }, (_, n) => n + 1);
    const rows = [
      ...sessions.map((session) => shown(session, session <= 4 ? "a" : "b")),
      order(1, 1, TUESDAY),
      ...[5, 6, 7].map((session) => order(session, session, TUESDAY)),
    ];
    // (3/4 − 1/4) / √(1/2 · 1/2 · (1/4 + 1/4)) = 1.41
    expect(await on(rows.join(""), "experiments")).toEqual([
      { experiment: "checkout", variant: "a", sessions: 4, paid: 1, "paid %": 25, "standard errors from a": null },
      { experiment: "checkout", variant: "b", sessions: 4, paid: 3, "paid %": 75, "standard errors from a": 1.41 },
    ]);
  });

  it("takes the mean of a day's ratings, and none of a day without", async () => {
    const rows = [3, 4].map(
      (score) =>
        `insert into ratings (id, order_id, score, created_at) values (${id(score)}, ${id(1)}, ${score}, '${MONDAY}');`,
    );
    expect((await on(rows.join(""), "satisfaction")).map(({ score }) => score)).toEqual([3.5, null, null]);
  });

  it("counts tickets by the day they opened and the day they closed", async () => {
    const ticket = (n: number, topic: string, closed: string) =>
      `insert into support_tickets (id, author_id, topic, body, created_at, closed_at) values (${id(n)}, ${id(1)}, '${topic}', 'b', '${MONDAY}', ${closed});`;
    const rows = [ticket(1, "payment", `'${TUESDAY}'`), ticket(2, "payment", "null"), ticket(3, "parcel", "null")];
    expect((await on(rows.join(""), "support_tickets")).map(({ opened, closed }) => [opened, closed])).toEqual([
      [3, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(await on(rows.join(""), "support_topics")).toEqual([
      { topic: "payment", tickets: 2, open: 1, "hours until closed": 24 },
      { topic: "parcel", tickets: 1, open: 1, "hours until closed": null },
    ]);
  });
});
