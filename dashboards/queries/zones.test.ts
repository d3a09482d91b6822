import type { PGlite } from "@electric-sql/pglite";
import { questionNames } from "../questions";
import { catalogue } from "../../monitors/catalogue";
import { sqlQueryOf } from "../../monitors/prometheus/sql";
import { planOf, testProd } from "../../testing/environment";
import { fillIn, startShop } from "../../testing/board-questions";

/** A session's time zone is its client's, or the role's, or the server's: no answer may depend on it. */

/**
 * 30 days each, to after the night in which summer began in Paris (29 March) and New York (8 March): what lies 30, 60 and 90 days before
 * lies on the other side of it. A year before the first it was still winter in Paris, where summer began on 30 March.
 */
const RANGES = [
  { from: "2026-02-27T12:00:00Z", to: "2026-03-29T12:00:00Z" },
  { from: "2026-03-11T12:00:00Z", to: "2026-04-10T12:00:00Z" },
] as const;

const LAST = RANGES[1].to;

const ZONES = ["Europe/Paris", "America/New_York", "Pacific/Kiritimati"] as const;

let db: PGlite;

const id = (number: string): string => `('00000000-0000-4000-8000-' || lpad((${number})::text, 12, '0'))::uuid`;

/** A row each hour of 420 days. Every seventh person comes back after a month; the others come once. */
const rows = (table: string, columns: string, values: string): string =>
  `insert into ${table} (${columns}) select ${values}, timestamptz '${LAST}' - number * interval '1 hour' - interval '1 second'
   from generate_series(0, 10079) as number;`;

const person = id("case when number % 7 = 0 then 100000 + number / 7 % 110 else number end");

beforeAll(async () => {
  db = await startShop();
  await db.exec(
    [
      rows("profiles", "id, email, created_at", `${id("number")}, 'e'`),
      rows(
        "products",
        "id, seller_id, title, category, price_cents, description, images, created_at",
        `${id("number")}, ${person}, 't', 'c' || number % 3, number, repeat('d', number % 50), number % 2`,
      ),
      rows("search_events", "session_id, query, results_count, created_at", `${id("number % 4500")}, 'q', number % 3`),
      rows("product_views", "session_id, product_id, created_at", `${id("number % 4501")}, ${id("number")}`),
      rows(
        "conversations",
        "id, session_id, buyer_id, product_id, first_message, created_at",
        `${id("number")}, ${id("number % 4500")}, ${person}, ${id("number")}, 'm'`,
      ),
      rows("checkouts", "id, session_id, buyer_id, created_at", `${id("number")}, ${id("number % 4500")}, ${person}`),
      rows(
        "orders",
        "id, checkout_id, buyer_id, shipping_address, total_cents, product_id, paid_at",
        `${id("number")}, ${id("number")}, ${person}, 'a', number, ${id("number")}`,
      ),
      rows(
        "payments",
        "id, checkout_id, stripe_payment_intent, method, succeeded_at",
        `${id("number")}, ${id("number * 2")}, 'pi_' || number, 'm' || number % 3`,
      ),
      rows(
        "stripe_events",
        "id, type, object_id, data, created_at",
        `'e' || number, (array['charge.succeeded', 'charge.refunded', 'charge.dispute.created'])[1 + number % 3], 'o' || number, '{}'`,
      ),
      rows("payouts", "id, status, arrival_at", "'p' || number, 'pending'"),
      rows(
        "experiment_exposures",
        "experiment, variant, session_id, created_at",
        `'x', (array['a', 'b'])[1 + number % 2], ${id("number")}`,
      ),
      rows("ratings", "id, order_id, score, created_at", `${id("number")}, ${id("number")}, 1 + number % 5`),
      rows("support_tickets", "id, topic, updated_at, created_at", `number::text, 't' || number % 3, now()`),
      rows("recommendations", "id, score, created_at", `${id("number")}, number % 11`),
      rows(
        "ci_runs",
        "id, commit_id, coverage_percent, tests_failed, lint_failures, finished_at",
        "number, 'c', number % 100, number % 3, number % 2",
      ),
      rows(
        "deployments",
        "id, commit_id, succeeded, repairs, committed_at, deployed_at",
        `number, 'c', number % 9 > 0, number % 13 = 0, timestamptz '${LAST}' - number * interval '1 hour' - interval '3 hours'`,
      ),
      rows(
        "rival_prices",
        "rival, category, listing, price_cents, source, observed_on",
        "'r', 'c' || number % 3, number, number + 1, 's'",
      ),
      "update support_tickets set closed_at = created_at + interval '7 hours'",
    ].join("\n"),
  );
});

afterAll(async () => {
  await db.close();
});

const alerts = planOf(catalogue).signals.flatMap(({ measures }) =>
  measures.flatMap((measure) => {
    const { source } = measure;
    const [level] = measure.levels;
    if (source.type !== "sql" || level === undefined) return [];
    const { value } = sqlQueryOf(measure, source, level, testProd.businessQueries[source.number] ?? "");
    return [[measure.name, RANGES.map(({ to }) => value.replaceAll("now()", `timestamptz '${to}'`))] as const];
  }),
);

const questions = questionNames.map((name) => [name, RANGES.map((range) => fillIn(name, range))] as const);

const answersIn = async (zone: string, asked: readonly string[]): Promise<readonly (readonly object[])[]> => {
  await db.exec(`set timezone = '${zone}'`);
  const answers: (readonly object[])[] = [];
  for (const sql of asked) answers.push((await db.query<object>(sql)).rows);
  return answers;
};

describe("the session's time zone changes no answer", () => {
  it.each([...questions, ...alerts])("of %s", async (_, asked) => {
    const inUtc = await answersIn("UTC", asked);
    for (const zone of ZONES) expect([zone, await answersIn(zone, asked)]).toEqual([zone, inUtc]);
  });

  it("and would be seen to", async () => {
    const asked = [`select count(*) from orders where paid_at >= timestamptz '${LAST}' - interval '60 days'`];
    expect(await answersIn("America/New_York", asked)).not.toEqual(await answersIn("UTC", asked));
  });
});
