import type { PGlite } from "@electric-sql/pglite";

/**
 * A million rows of a shop that has been open for two years: most of them searches and views, a tenth of those listings, and fewer the
 * further one gets. Spread evenly up to the end of `THIRTY_DAYS`, the same on every machine.
 */
const rowsOf = {
  search_events: 360_000,
  product_views: 300_000,
  products: 100_000,
  checkouts: 60_000,
  orders: 50_000,
  payments: 50_000,
  conversations: 30_000,
  stripe_events: 20_000,
  profiles: 10_000,
  experiment_exposures: 8_000,
  ratings: 7_000,
  support_tickets: 5_000,
} as const;

type BigTable = keyof typeof rowsOf;

/** What an executive's board opens with. */
export const THIRTY_DAYS = { from: "2026-01-19T13:00:00Z", to: "2026-02-18T13:00:00Z" } as const;

export const MILLION = Object.values(rowsOf).reduce((sum, each) => sum + each, 0);

/** Of the n-th row of a table: as far before that end as it is from the last. */
const momentOf = (table: BigTable): string =>
  `timestamptz '${THIRTY_DAYS.to}' - (${String(rowsOf[table])} - n) * (interval '730 days' / ${String(rowsOf[table])})`;

/** The n-th of so many: sessions and people come back. */
const one = (of: number): string =>
  `('00000000-0000-4000-8000-' || lpad((n::bigint * 7919 % ${String(of)})::text, 12, '0'))::uuid`;

const nth = "('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid";

const SESSIONS = 200_000;
const PEOPLE = 10_000;

const columnsOf: Readonly<Record<BigTable, readonly [names: string, values: string]>> = {
  search_events: [
    "session_id, query, results_count, created_at",
    `${one(SESSIONS)}, 'coat', n % 9, ${momentOf("search_events")}`,
  ],
  product_views: [
    "session_id, product_id, created_at",
    `${one(SESSIONS)}, ${one(rowsOf.products)}, ${momentOf("product_views")}`,
  ],
  products: [
    "id, seller_id, title, created_at, category, price_cents, description, images",
    `${nth}, ${one(PEOPLE)}, 't', ${momentOf("products")}, 'c' || n % 20, n % 20000, repeat('d', n % 90), n % 4`,
  ],
  checkouts: [
    "id, session_id, buyer_id, created_at",
    `${nth}, ${one(SESSIONS)}, ${one(PEOPLE)}, ${momentOf("checkouts")}`,
  ],
  orders: [
    "id, checkout_id, buyer_id, shipping_address, total_cents, paid_at, created_at, product_id",
    `${nth}, ${nth}, ${one(PEOPLE)}, 'a', n % 9000, ${momentOf("orders")}, ${momentOf("orders")}, ${one(rowsOf.products)}`,
  ],
  payments: [
    "id, checkout_id, stripe_payment_intent, succeeded_at, created_at",
    `${nth}, ${nth}, 'pi_' || n, ${momentOf("payments")}, ${momentOf("payments")}`,
  ],
  conversations: [
    "id, session_id, buyer_id, product_id, first_message, created_at",
    `${nth}, ${one(SESSIONS)}, ${one(PEOPLE)}, ${one(rowsOf.products)}, 'm', ${momentOf("conversations")}`,
  ],
  stripe_events: [
    "id, type, object_id, data, created_at",
    `'evt_' || n, (array['charge.succeeded', 'charge.refunded', 'payout.paid', 'charge.dispute.created'])[1 + n % 4], 'ch_' || n, '{}', ${momentOf("stripe_events")}`,
  ],
  profiles: ["id, email, created_at", `${nth}, 'e', ${momentOf("profiles")}`],
  experiment_exposures: [
    "experiment, variant, session_id, created_at",
    `'x' || n % 3, (array['a', 'b'])[1 + n % 2], ${nth}, ${momentOf("experiment_exposures")}`,
  ],
  ratings: ["id, order_id, score, created_at", `${nth}, ${nth}, 1 + n % 5, ${momentOf("ratings")}`],
  support_tickets: [
    "id, author_id, topic, body, created_at, closed_at",
    `${nth}, ${one(PEOPLE)}, 't' || n % 6, 'b', ${momentOf("support_tickets")}, ${momentOf("support_tickets")} + interval '5 hours'`,
  ],
};

const bigTables = Object.keys(rowsOf).filter((name): name is BigTable => Object.hasOwn(rowsOf, name));

/** Fills the tables, and lets the planner look at them. */
export const fillMillion = async (db: PGlite): Promise<void> => {
  for (const table of bigTables) {
    const [names, values] = columnsOf[table];
    await db.exec(
      `insert into ${table} (${names}) select ${values} from generate_series(1, ${String(rowsOf[table])}) as n`,
    );
  }
  await db.exec("analyze");
};
