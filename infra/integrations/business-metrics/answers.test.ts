import type { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { catalogue } from "../../../monitors/catalogue";
import type { Inputs } from "../../../monitors/plan/evaluate";
import { answersOver } from "../../../monitors/prometheus/evaluate/sql-answers";
import { sqlQueryOf } from "../../../monitors/prometheus/sql";
import { readSql } from "../../../monitors/prometheus/evaluate/sql-question";
import { planOf, testProd } from "../../../testing/environment";
import { startPostgres, withRows } from "../../../testing/postgres";

/** A simulation calculates what the rule's SQL does: the two beside each other, on a real Postgres with the same rows. */

let db: PGlite;

beforeAll(async () => {
  db = await startPostgres();
});

afterAll(async () => {
  await db.close();
});

const textOf = (name: string): string => {
  for (const { measures } of planOf(catalogue).signals)
    for (const measure of measures)
      for (const level of measure.levels)
        if (level.name === name && measure.source.type === "sql")
          return sqlQueryOf(measure, measure.source, level, testProd.businessQueries[measure.source.number] ?? "")
            .value;
  throw new Error(`no ${name}`);
};

/** One that starts to buy, or a search: at so many seconds, and what came of it. */
interface Happened {
  readonly at: number;
  readonly good: boolean;
  readonly cents: number;
}

const uuid = "gen_random_uuid()";

interface Case {
  readonly rows: (happened: Happened, index: number) => string;
  readonly columns: (happened: Happened) => Readonly<Record<string, number>>;
}

const moment = (at: number): string => `to_timestamp(${at})`;

const idOf = (index: number): string => `'00000000-0000-0000-0000-${String(index).padStart(12, "0")}'`;

const share = ({ good }: Happened) => ({ bad: good ? 0 : 1, all: 1 });

const search: Case["rows"] = ({ at, good }, index) =>
  `insert into search_events (session_id, query, results_count, created_at) values (${idOf(index)}, 'dress', ${good ? "3" : "0"}, ${moment(at)});`;

const cases: Readonly<Record<string, Case>> = {
  "search.success_rate.warning": { rows: search, columns: share },
  "orders.conversion.search.warning": { rows: search, columns: () => ({ value: 1 }) },
  "orders.conversion.view.warning": {
    rows: (happened, index) =>
      search(happened, index) +
      (happened.good
        ? `insert into product_views (session_id, product_id, created_at) values (${idOf(index)}, ${uuid}, ${moment(happened.at)});`
        : ""),
    columns: share,
  },
  "orders.completion_rate.warning": {
    rows: ({ at, good, cents }, index) =>
      `insert into checkouts values (${idOf(index)}, ${uuid}, ${uuid}, ${moment(at)});` +
      (good
        ? `insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents, paid_at) values (${uuid}, ${idOf(index)}, ${uuid}, 'somewhere', ${cents}, ${moment(at)});`
        : ""),
    columns: share,
  },
  "orders.revenue.warning": {
    rows: ({ at, cents }) =>
      `insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents, paid_at) values (${uuid}, ${uuid}, ${uuid}, 'somewhere', ${cents}, ${moment(at)});`,
    columns: ({ cents }) => ({ value: cents, traffic: 1, squares: cents ** 2 }),
  },
  "payments.silence.critical": {
    rows: ({ at, good }, index) =>
      good
        ? `insert into payments (id, checkout_id, stripe_payment_intent, succeeded_at) values (${uuid}, ${uuid}, 'pi_${index}', ${moment(at)});`
        : `insert into checkouts values (${idOf(index)}, ${uuid}, ${uuid}, ${moment(at)});`,
    columns: ({ good }) => ({ seen: good ? 1 : 0, expected: good ? 0 : 1 }),
  },
};

const WEEK = 604_800;

/** What is counted until each whole minute, from the first event on. */
const inputsOf = (all: readonly Happened[], columns: Case["columns"], now: number): Inputs => {
  const minuteOf = (at: number): number => Math.ceil(at / 60);
  const first = Math.min(...all.map(({ at }) => minuteOf(at)));
  const times = Float64Array.from({ length: now / 60 - first + 1 }, (_, index) => (first + index) * 60);
  const names = Object.keys(columns({ at: 0, good: true, cents: 1 }));
  return Object.fromEntries(
    names.map((name) => {
      const values = new Float64Array(times.length);
      for (const each of all) {
        const place = minuteOf(each.at) - first;
        values[place] = (values[place] ?? 0) + (columns(each)[name] ?? 0);
      }
      return [name, { times, values }];
    }),
  );
};

/** Weeks ago, seconds before that moment of the week, and what came of it. */
const happening = (most: number) =>
  fc.record({
    weeks: fc.integer({ min: 0, max: most }),
    before: fc.integer({ min: 1, max: 9_000 }).filter((seconds) => seconds % 60 !== 0),
    good: fc.boolean(),
    cents: fc.integer({ min: 1, max: 9_000 }),
  });

const nows = [
  "2026-02-18T13:00:00Z",
  // After the clocks went forward, within the night in which they go back, and in the hour that autumn has twice.
  "2026-04-01T12:00:00Z",
  "2026-10-25T01:30:00Z",
  "2026-11-01T01:30:00Z",
].map((text) => Date.parse(text) / 1_000);

it.each(Object.entries(cases))("%s", async (name, { rows, columns }) => {
  const text = textOf(name);
  const question = readSql(text);
  if (question === undefined) throw new Error("not read");
  const many = name === "payments.silence.critical" ? 30 : 400;
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...nows),
      fc.array(happening(name.startsWith("orders") ? 9 : 0), { minLength: 1, maxLength: many }),
      async (now, placed) => {
        const all = placed.map(({ weeks, before, good, cents }) => ({
          at: now - weeks * WEEK - before,
          good,
          cents,
        }));
        const span = { from: now, to: now + 60 };
        const [column] = answersOver(question, inputsOf(all, columns, now), span)({ from: now, every: 60, count: 1 });
        await withRows(db, all.map(rows).join("\n"), async () => {
          const asked = text.replaceAll("now()", moment(now));
          const { rows: found } = await db.query<{ value: number }>(asked);
          // No row is no record yet (one of its tables was never written), which no series says.
          if (found[0] === undefined) return;
          answered += 1;
          expect(column?.there[0]).toBe(1);
          expect(column?.values[0]).toBeCloseTo(found[0].value, 6);
        });
      },
    ),
    { seed: 17, numRuns: 12 },
  );
  expect(answered).toBeGreaterThanOrEqual(6);
});
