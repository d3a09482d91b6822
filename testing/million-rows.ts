import { z } from "zod";
import type { Session } from "./postgres-server";

/**
 * A shop that has been open for two years, with a million rows in every table that grows with its traffic, spread evenly up to the end of
 * `THIRTY_DAYS` and the same on every machine. Ids are in no order, as random ones are: what is looked up by them lies all over its table.
 */
export const MILLION = 1_000_000;

/** Tables of which a shop of that size has fewer. */
const FEWER = 100_000;

/** What an executive's board opens with. */
export const THIRTY_DAYS = { from: "2026-01-19T13:00:00Z", to: "2026-02-18T13:00:00Z" } as const;

/** A 64-bit hash as an id: `md5` would take twice as long. */
const idOf = (number: string): string =>
  `(lpad(to_hex(hashint8extended(${number}, 0)), 16, '0') || lpad(to_hex(${number}), 16, '0'))::uuid`;

/** The n-th of so many: sessions and people come back, and a prime puts neighbours far apart. */
const oneOf = (many: number): string => idOf(`number * 7919 % ${many}`);

const SESSIONS = 300_000;
const PEOPLE = 200_000;

/** What a session that searched and looked did next: every fifth of them wrote and bought. */
const NEXT = "case when number % 5 = 0 then session else other end";

/** Made once for all tables, because ids take longer to make than rows to write. */
const NUMBERED = `create temp table numbered on commit drop as select number, ${idOf("number")} as id, ${oneOf(PEOPLE)} as person,
  ${oneOf(SESSIONS)} as session, ${oneOf(MILLION)} as other,
  timestamptz '${THIRTY_DAYS.to}' - (${MILLION} - number) * (interval '17520 hours' / ${MILLION}) as at
  from generate_series(1::bigint, ${MILLION}) as number`;

/** By table: how many rows, and what each column is of a row of `numbered`. */
const tables: Readonly<Record<string, readonly [rows: number, columns: Readonly<Record<string, string>>]>> = {
  search_events: [MILLION, { session_id: "session", query: "'coat'", results_count: "number % 9", created_at: "at" }],
  product_views: [MILLION, { session_id: "session", product_id: "other", created_at: "at" }],
  products: [
    MILLION,
    {
      id: "id",
      seller_id: "person",
      title: "'t'",
      created_at: "at",
      category: "'c' || number % 20",
      price_cents: "number % 20000",
      description: "repeat('d', (number % 90)::int)",
      images: "number % 4",
    },
  ],
  conversations: [
    MILLION,
    {
      id: "id",
      session_id: NEXT,
      buyer_id: "person",
      product_id: "other",
      first_message: "'m'",
      created_at: "at",
    },
  ],
  checkouts: [MILLION, { id: "id", session_id: NEXT, buyer_id: "person", created_at: "at" }],
  orders: [
    MILLION,
    {
      id: "id",
      checkout_id: "id",
      buyer_id: "person",
      shipping_address: "'a'",
      total_cents: "number % 9000",
      paid_at: "at + interval '5 minutes'",
      created_at: "at",
      product_id: "other",
    },
  ],
  payments: [
    MILLION,
    {
      id: "id",
      checkout_id: "id",
      stripe_payment_intent: "'pi_' || number",
      succeeded_at: "at + interval '5 minutes'",
      created_at: "at",
    },
  ],
  stripe_events: [
    MILLION,
    {
      id: "'evt_' || number",
      type: "(array['charge.succeeded', 'charge.refunded', 'payout.paid', 'charge.dispute.created'])[1 + number % 4]",
      object_id: "'ob_' || number",
      data: "'{}'",
      created_at: "at",
    },
  ],
  payouts: [
    MILLION,
    {
      id: "'po_' || number",
      status: "case when number % 1000 = 0 then 'in_transit' else 'paid' end",
      arrival_at: "at",
    },
  ],
  profiles: [MILLION, { id: "id", email: "'e'", created_at: "at" }],
  experiment_exposures: [
    FEWER,
    {
      experiment: "'x' || number % 3",
      variant: "(array['a', 'b'])[1 + number % 2]",
      session_id: "id",
      created_at: "at",
    },
  ],
  ratings: [FEWER, { id: "id", order_id: "id", score: "1 + number % 5", created_at: "at" }],
  recommendations: [FEWER, { id: "id", score: "number % 11", created_at: "at" }],
  support_tickets: [
    FEWER,
    {
      id: "number",
      topic: "'t' || number % 6",
      created_at: "at",
      closed_at: "at + interval '5 hours'",
      updated_at: "at",
    },
  ],
  rival_prices: [
    FEWER,
    {
      rival: "'r' || number % 7",
      category: "'c' || number % 20",
      listing: "number",
      price_cents: "number % 20000 + 1",
      source: "'s'",
      observed_on: "at",
    },
  ],
  ci_runs: [
    FEWER,
    { id: "number", commit_id: "'c'", coverage_percent: "number % 100", tests_failed: "0", finished_at: "at" },
  ],
  deployments: [
    FEWER,
    {
      id: "number",
      commit_id: "'c'",
      committed_at: "at - interval '2 hours'",
      deployed_at: "at",
      succeeded: "number % 50 > 0",
      repairs: "number % 40 = 0",
    },
  ],
};

/** Those that hold a million. */
export const largeTables: readonly string[] = Object.entries(tables).flatMap(([table, [rows]]) =>
  rows === MILLION ? [table] : [],
);

/** Every index and key of the shop's tables: how it is dropped, and how it is made. */
const INDEXES = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
  from pg_constraint where contype in ('p', 'u') and connamespace = 'public'::regnamespace
  union all
  select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = indexrelid)`;

/** Fills the tables, and lets the planner look at them. Indexes are made after the rows, which takes half as long. */
export const fillMillion = async (db: Pick<Session, "exec" | "query">): Promise<void> => {
  const { rows } = await db.query(INDEXES);
  const indexes = z.array(z.object({ drop: z.string(), make: z.string() })).parse(rows);
  const written = Object.entries(tables).map(
    ([table, [many, columns]]) =>
      `insert into ${table} (${Object.keys(columns).join(", ")}) select ${Object.values(columns).join(", ")}
       from numbered where number % ${MILLION / many} = 0 order by number`,
  );
  const statements = [
    "begin",
    "set local maintenance_work_mem = '256MB'",
    ...indexes.map(({ drop }) => drop),
    // A table that is emptied in the same transaction is written without a log.
    `truncate ${Object.keys(tables).join(", ")}`,
    NUMBERED,
    ...written,
    ...indexes.map(({ make }) => make),
    "commit",
    "vacuum (analyze)",
  ];
  for (const statement of statements) await db.exec(statement);
};
