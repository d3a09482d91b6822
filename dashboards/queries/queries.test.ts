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
      "select oid::regclass::text as relation from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'monitoring'::regnamespace)",
    );
    const words = new Set(
      (queries[name] ?? "").match(/[a-z_]+(?:\.[a-z_]+)?/g)?.flatMap((word) => [word, word.split(".")[0] ?? ""]),
    );
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

  it.each([
    "select id from support_tickets",
    "select listing from rival_prices",
    "select commit_id from deployments",
    "select comment from ratings",
    "select title from products",
  ])("leave to nobody else's eyes: %s", async (sql) => {
    await db.exec("begin; set local role driplo_monitoring");
    try {
      await expect(db.exec(sql)).rejects.toThrow("permission denied");
    } finally {
      await db.exec("rollback");
    }
  });
});

describe("on empty tables", () => {
  it.each(questionNames)("%s answers, and divides by nothing", async (name) => {
    const rows = await ask(name);
    const values = rows.flatMap((row) =>
      Object.entries(row)
        .filter(([key]) => !["time", "step", "our position"].includes(key))
        .map(([, value]) => value),
    );
    expect(values.filter((value) => value !== null && value !== 0)).toEqual([]);
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
    expect(await on(rows.join(""), "returning_buyers")).toEqual([{ "came back": 50 }]);
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
  /** So many sessions of a variant, of which so many paid. */
  const arm = (experiment: string, variant: string, first: number, sessions: number, paid: number) => {
    const session = "('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid";
    return `insert into experiment_exposures (experiment, variant, session_id, created_at)
        select '${experiment}', '${variant}', ${session}, '${MONDAY}' from generate_series(${first}, ${first + sessions - 1}) as n;
      insert into checkouts (id, session_id, buyer_id, created_at)
        select ${session}, ${session}, ${session}, '${TUESDAY}' from generate_series(${first}, ${first + paid - 1}) as n;
      insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents, paid_at, product_id)
        select ${session}, ${session}, ${session}, 'a', 1, '${TUESDAY}', ${session} from generate_series(${first}, ${first + paid - 1}) as n;`;
  };

  it("weighs a variant against a: z = 0.03 / √(0.115 · 0.885 · 2/1000) = 2.1027, and so p = 0.0355", async () => {
    const rows = arm("checkout", "a", 1, 1_000, 100) + arm("checkout", "b", 2_001, 1_000, 130);
    expect(await on(rows, "experiments")).toEqual([
      {
        experiment: "checkout",
        variant: "a",
        sessions: 1_000,
        paid: 100,
        "paid %": 10,
        "difference, points": null,
        "at least": null,
        "at most": null,
        p: null,
        verdict: "what was there before",
      },
      {
        experiment: "checkout",
        variant: "b",
        sessions: 1_000,
        paid: 130,
        "paid %": 13,
        "difference, points": 3,
        // 1.96 · √(0.1 · 0.9 / 1000 + 0.13 · 0.87 / 1000) = 2.79 points
        "at least": 0.21,
        "at most": 5.79,
        p: 0.0355,
        verdict: "better than a",
      },
    ]);
  });

  it("holds each of two variants against half the chance of error, and says which is worse", async () => {
    const rows =
      arm("three", "a", 1, 1_000, 100) + arm("three", "b", 2_001, 1_000, 130) + arm("three", "c", 4_001, 1_000, 50);
    const answer = await on(rows, "experiments");
    expect(answer.map(({ variant, p, verdict }) => [variant, p, verdict])).toEqual([
      ["a", null, "what was there before"],
      ["b", 0.071, "no difference shown"],
      ["c", 0, "worse than a"],
    ]);
    // 2.241 standard errors in place of 1.96.
    expect(answer[1]).toMatchObject({ "at least": -0.19, "at most": 6.19 });
  });

  it("says nothing of a few, nor without a variant a", async () => {
    const rows = arm("small", "a", 1, 100, 9) + arm("small", "b", 201, 100, 40) + arm("alone", "b", 401, 100, 40);
    expect((await on(rows, "experiments")).map(({ experiment, p, verdict }) => [experiment, p, verdict])).toEqual([
      ["alone", null, "nobody was shown a"],
      ["small", null, "what was there before"],
      ["small", null, "too few to say"],
    ]);
  });

  it("finds two arms alike of which all did the same", async () => {
    const rows = arm("same", "a", 1, 200, 50) + arm("same", "b", 301, 200, 50);
    expect((await on(rows, "experiments"))[1]).toMatchObject({ p: 1, verdict: "no difference shown" });
  });

  it("counts 4 and 5 as satisfied, by the week, that of Monday whole", async () => {
    const rows = [5, 4, 3, 1].map(
      (score) =>
        `insert into ratings (id, order_id, score, created_at) values (${id(score)}, ${id(1)}, ${score}, '${MONDAY}');`,
    );
    expect(await on(rows.join(""), "csat", "2026-02-18T00:00:00Z", "2026-02-25T12:00:00Z")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", satisfied: 50 },
      { time: "2026-02-22T23:00:00.000Z", satisfied: null },
    ]);
  });

  it("takes those who would not recommend us from those who would, and gives an interval from 30 answers on", async () => {
    const answers = (from: number, scores: readonly number[]) =>
      scores
        .map(
          (score, n) =>
            `insert into recommendations (id, score, created_at) values (${id(from + n)}, ${score}, '${MONDAY}');`,
        )
        .join("");
    expect(await on(answers(1, [10, 9, 8, 6]), "nps")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", nps: 25, "at least": null, "at most": null },
    ]);
    const many = Array.from({ length: 40 }, (_, n) => [10, 9, 8, 6][n % 4] ?? 0);
    // 1.96 · √((0.75 − 0.25²) / 40) = 25.7 points
    expect(await on(answers(1, many), "nps")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", nps: 25, "at least": -0.7, "at most": 50.7 },
    ]);
  });

  it("takes the mean of a day's ratings, and none of a day without", async () => {
    const rows = [3, 4].map(
      (score) =>
        `insert into ratings (id, order_id, score, created_at) values (${id(score)}, ${id(1)}, ${score}, '${MONDAY}');`,
    );
    expect((await on(rows.join(""), "satisfaction")).map(({ score }) => score)).toEqual([3.5, null, null]);
  });

  const ticket = (n: number, topic: string, closed: string) =>
    `insert into support_tickets (id, topic, created_at, closed_at, updated_at) values ('${n}', '${topic}', '${MONDAY}', ${closed}, '${MONDAY}');`;

  it("counts tickets by the day they opened and the day they closed", async () => {
    const rows = [ticket(1, "payment", `'${TUESDAY}'`), ticket(2, "payment", "null"), ticket(3, "parcel", "null")];
    expect((await on(rows.join(""), "support_tickets")).map(({ opened, closed }) => [opened, closed])).toEqual([
      [3, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(await on(rows.join(""), "support_topics")).toEqual([
      { topic: "payment", tickets: 2, open: 1, "hours until closed": 24, "oldest open, h": 51 },
      { topic: "parcel", tickets: 1, open: 1, "hours until closed": null, "oldest open, h": 51 },
    ]);
  });

  it("knows how many tickets are open at the end of a day, and how old they are; today's end is now", async () => {
    const rows = [
      ticket(1, "payment", `'${TUESDAY}'`),
      ticket(2, "payment", "null"),
      "insert into support_tickets (id, topic, created_at, updated_at) values ('3', 'parcel', '2026-02-17T13:00:00Z', '2026-02-17T13:00:00Z');",
    ];
    expect(await on(rows.join(""), "support_age")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", open: 2, "median age, h": 13, "oldest, h": 13 },
      { time: "2026-02-16T23:00:00.000Z", open: 2, "median age, h": 23.5, "oldest, h": 37 },
      { time: "2026-02-17T23:00:00.000Z", open: 2, "median age, h": 37.5, "oldest, h": 51 },
    ]);
  });
});

describe("rivals", () => {
  const seen = (n: number, category: string, cents: number, rival = "one", on_ = "2026-02-17") =>
    `insert into rival_prices (rival, category, listing, price_cents, source, observed_on) values ('${rival}', '${category}', 'l${n}', ${cents}, 'survey', '${on_}');`;

  it("stand beside us by category, with the source and the day; where none is known it says so", async () => {
    const rows = [
      product(1, 1, MONDAY, "coats", 6_000),
      product(2, 1, MONDAY, "shoes", 1_000),
      product(3, 1, MONDAY, "bags", 2_000),
      seen(1, "coats", 4_000),
      seen(2, "coats", 6_000, "two"),
      seen(3, "bags", 2_500),
      seen(4, "hats", 900),
      seen(5, "shoes", 900, "one", "2026-02-01"),
    ];
    const known = { newest: "2026-02-17", sources: "survey" };
    expect(await on(rows.join(""), "price_position")).toEqual([
      {
        category: "bags",
        "ours, €": 20,
        "rivals', €": 25,
        "our position": "20.0 % cheaper",
        prices: 1,
        rivals: 1,
        ...known,
      },
      {
        category: "coats",
        "ours, €": 60,
        "rivals', €": 50,
        "our position": "20.0 % dearer",
        prices: 2,
        rivals: 2,
        ...known,
      },
      {
        category: "hats",
        "ours, €": null,
        "rivals', €": 9,
        "our position": "not offered here",
        prices: 1,
        rivals: 1,
        ...known,
      },
      {
        category: "shoes",
        "ours, €": 10,
        "rivals', €": null,
        "our position": "no source",
        prices: null,
        rivals: null,
        newest: null,
        sources: null,
      },
    ]);
  });

  it("of whom nothing is known are no source, and no 0", async () => {
    expect((await ask("price_position")).map((row) => Object.values(row))).toEqual([
      [null, null, null, "no source", null, null, null, null],
    ]);
  });
});

describe("the shop's CI", () => {
  const run = (n: number, at: string, coverage: string, failed: string, lint: string) =>
    `insert into ci_runs (id, commit_id, coverage_percent, tests_failed, lint_failures, finished_at) values ('${n}', 'c', ${coverage}, ${failed}, ${lint}, '${at}');`;

  const deployment = (at: string, hours: number, succeeded: boolean, repairs = false) =>
    `insert into deployments (id, commit_id, committed_at, deployed_at, succeeded, repairs) values ('${at}', 'c', timestamptz '${at}' - interval '${hours} hours', '${at}', ${succeeded}, ${repairs});`;

  it("reaches as much as a day's last run measured, and adds failures up", async () => {
    const rows = [
      run(1, MONDAY, "80", "2", "1"),
      run(2, "2026-02-16T12:00:00Z", "82.5", "0", "3"),
      run(3, TUESDAY, "null", "1", "null"),
    ];
    expect((await on(rows.join(""), "test_coverage")).map(({ coverage }) => coverage)).toEqual([82.5, null, null]);
    expect((await on(rows.join(""), "check_failures")).map((row) => [row["failed tests"], row["lint errors"]])).toEqual(
      [
        [2, 4],
        [1, null],
        [null, null],
      ],
    );
  });

  it("brings a change into production in so many hours, those that failed left out", async () => {
    const rows = [deployment(MONDAY, 1, true), deployment(TUESDAY, 3, true), deployment(WEDNESDAY, 90, false)];
    expect(await on(rows.join(""), "lead_time")).toEqual([
      { time: "2026-02-15T23:00:00.000Z", median: 2, "nine in ten": 2.8 },
    ]);
  });

  it("counts a change that failed or was repaired, and no repair as a change", async () => {
    const rows = [
      deployment("2026-02-16T09:00:00Z", 1, true),
      deployment(MONDAY, 1, true),
      deployment("2026-02-16T11:00:00Z", 1, true, true),
      deployment(TUESDAY, 1, false),
      deployment(WEDNESDAY, 1, true),
    ];
    expect(await on(rows.join(""), "change_failures")).toEqual([{ time: "2026-02-15T23:00:00.000Z", failed: 50 }]);
  });
});

describe("statements", () => {
  const note = (at: string, id: number, calls: number, total: number) =>
    `insert into monitoring.statement_counts (taken_at, queryid, statement, calls, total_ms) values ('${at}', ${id}, 'select ${id}', ${calls}, ${total});`;

  it("are told by what they took from the first note to the last; one that was reset counts from then", async () => {
    const rows = [
      note(MONDAY, 1, 1_000, 1_000_000),
      note(MONDAY, 2, 10, 100),
      note(MONDAY, 3, 500, 500),
      note(WEDNESDAY, 1, 1_100, 1_001_000),
      note(WEDNESDAY, 2, 12, 9_100),
      note(WEDNESDAY, 3, 4, 10),
      note(WEDNESDAY, 4, 1_000, 90_000),
    ];
    const answer = await on(rows.join(""), "statements_by_mean");
    expect(answer.map((row) => [row["statement"], row["calls"], row["mean, ms"], row["total, s"]])).toEqual([
      ["select 2", 2, 4_500, 9],
      ["select 4", 1_000, 90, 90],
      ["select 1", 100, 10, 1],
      ["select 3", 4, 2.5, 0],
    ]);
    const byTotal = await on(rows.join(""), "statements_by_total");
    expect(byTotal.map((row) => [row["statement"], row["% of the time"]])).toEqual([
      ["select 4", 90],
      ["select 2", 9],
      ["select 1", 1],
      ["select 3", 0],
    ]);
  });

  it("are ten at most", async () => {
    const rows = Array.from({ length: 15 }, (_, n) => note(MONDAY, n, 1, n));
    expect(await on(rows.join(""), "statements_by_mean")).toHaveLength(10);
  });
});

describe("the journey", () => {
  it("goes from step to step in the order of time, and ends in an exit; a step that is repeated is one", async () => {
    const rows = [
      search(1, "2026-02-16T10:00:00Z"),
      search(1, "2026-02-16T10:01:00Z"),
      view(1, "2026-02-16T10:02:00Z"),
      search(2, "2026-02-16T10:00:00Z"),
      view(3, "2026-02-16T10:00:00Z"),
      search(3, "2026-02-16T10:05:00Z"),
    ];
    expect(await on(rows.join(""), "journey_moves")).toEqual([
      { id: "search-exit", source: "search", target: "exit", mainstat: 2, secondarystat: "66.7 %" },
      { id: "search-view", source: "search", target: "view", mainstat: 1, secondarystat: "33.3 %" },
      { id: "view-exit", source: "view", target: "exit", mainstat: 1, secondarystat: "50.0 %" },
      { id: "view-search", source: "view", target: "search", mainstat: 1, secondarystat: "50.0 %" },
    ]);
    const steps = await on(rows.join(""), "journey_steps");
    expect(steps.map(({ id: step, mainstat, secondarystat }) => [step, mainstat, secondarystat]).toSorted()).toEqual([
      ["exit", 3, null],
      ["search", 3, "66.7 % leave"],
      ["view", 2, "50.0 % leave"],
    ]);
    for (const { arc__goes_on, arc__leaves } of steps)
      expect(Number(arc__goes_on) + Number(arc__leaves)).toBeCloseTo(1);
  });
});

describe("the last hour", () => {
  it("is sixty minutes, noughts among them, and no data of what was never counted", async () => {
    const rows = [search(1, "2026-02-18T12:58:20Z"), search(2, "2026-02-18T12:58:40Z"), search(3, MONDAY)];
    const answer = await on(rows.join(""), "last_hour");
    expect(answer).toHaveLength(60);
    expect(answer.slice(-3)).toEqual([
      { time: "2026-02-18T12:58:00.000Z", searches: 2, "listings opened": null, checkouts: null, payments: null },
      { time: "2026-02-18T12:59:00.000Z", searches: 0, "listings opened": null, checkouts: null, payments: null },
      { time: "2026-02-18T13:00:00.000Z", searches: 0, "listings opened": null, checkouts: null, payments: null },
    ]);
  });
});
