import type { PGlite } from "@electric-sql/pglite";
import { randomBinomial, randomPoisson } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { catalogue } from "../../../monitors/catalogue";
import { inCanonicalUnit, inSeconds } from "../../../monitors/model/quantity";
import { judgingOf } from "../../../monitors/plan/alerts-from";
import type { PlannedLevel, PlannedMeasure } from "../../../monitors/plan/plan";
import { fallenFrom, multiplesOf, WEEKS, type Counted } from "../../../monitors/plan/usual";
import { sqlQueryOf } from "../../../monitors/prometheus/sql";
import { planOf, testProd } from "../../../testing/environment";
import { startPostgres, withRows } from "../../../testing/postgres";

/**
 * How often the question of a row alerts where nothing has changed, by Monte Carlo on a real Postgres; that `fallenFrom` says the
 * same; and when a fall to nothing is told. docs/usual.md has the figures of more windows, on the shop's own tables.
 */

let db: PGlite;

beforeAll(async () => {
  db = await startPostgres();
  await db.exec("create table drawn (trial int, ago int, value float8, events float8, primary key (trial, ago))");
});

afterAll(async () => {
  await db.close();
});

interface Asked {
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
}

const askedOf = (name: string): Asked => {
  const found = planOf(catalogue)
    .signals.flatMap(({ measures }) =>
      measures.flatMap((measure) => measure.levels.map((level) => ({ measure, level }))),
    )
    .find(({ level }) => level.name === name);
  if (found === undefined) throw new Error(`no level ${name}`);
  return found;
};

/** @param file in place of the row's own; @param moment in place of now */
const questionOf = ({ measure, level }: Asked, moment: string, file?: string): string => {
  const { source } = measure;
  if (source.type !== "sql") throw new Error(`${measure.name} reads no table`);
  const text = file ?? testProd.businessQueries[source.number] ?? "";
  return sqlQueryOf(measure, source, level, text).value.replaceAll("now()", moment);
};

const BEGAN = "timestamptz '2020-01-01T00:00:00Z'";
const NOW = "timestamptz '2026-02-18T13:00:00Z'";

/** What a trial has drawn of an hour, as often as the span has hours, in the columns that the row's file has. */
const drawnAs = (columns: string): string =>
  `select ${columns}, ${BEGAN} as since
   from drawn cross join lateral (select extract(epoch from span.until - span.start) / 3600 as hours) as lasting
   where drawn.trial = instant.trial and drawn.ago = span.ago`;
const amountDrawn = drawnAs("hours * value as amount, hours * events as events");
const worthDrawn = drawnAs("hours * value as amount, hours * events as events, 2 * hours * value as squares");
const shareDrawn = drawnAs("hours * value as part, hours * events as whole");

const generator = xoroshiro128plus(20_261_130);
const uniform = (): number => uniformFloat64(generator);
const poisson = (mean: number) => randomPoisson.source(uniform)(mean);
const binomial = (of: number, share: number) => randomBinomial.source(uniform)(of, share);

const draw = async (trials: number, one: (ago: number) => Counted): Promise<readonly (readonly Counted[])[]> => {
  const all = Array.from({ length: trials }, () => Array.from({ length: WEEKS.most + 1 }, (_, ago) => one(ago)));
  const flat = all.flatMap((spans, trial) => spans.map(({ value, events }, ago) => [trial, ago, value, events]));
  await db.query(
    "insert into drawn select (one ->> 0)::int, (one ->> 1)::int, (one ->> 2)::float8, (one ->> 3)::float8 from jsonb_array_elements($1::jsonb) as one",
    [JSON.stringify(flat)],
  );
  return all;
};

const valuesOf = async (asked: Asked, file: string, weeks: number, trials: number): Promise<readonly number[]> => {
  const question = questionOf(asked, NOW, file).replace("generate_series(0, 8)", `generate_series(0, ${weeks})`);
  const { rows } = await db.query<{ value: number }>(
    `select judged.value from generate_series(0, ${trials - 1}) as instant(trial) cross join lateral (${question}) as judged order by instant.trial`,
  );
  return rows.map(({ value }) => value);
};

describe("where nothing has changed", () => {
  const TRIALS = 3_000;
  const listings = askedOf("listings.activity.warning");
  const view = askedOf("orders.conversion.view.warning");
  const counts = (mean: number) => {
    const next = poisson(mean);
    return (): Counted => {
      const events = next();
      return { value: events, events };
    };
  };
  const sharesOf = (events: number, share: number) => {
    const next = binomial(events, share);
    return (): Counted => ({ value: next(), events });
  };

  /** Three deviations are passed by 0.135 % by chance: of 3,000, by more than 12 once in three thousand draws. */
  const MOST = 12;

  it.each<readonly [string, Asked, string, () => Counted]>([
    ["thirty listings an hour", listings, amountDrawn, counts(30)],
    ["a fifth of two hundred sessions", view, shareDrawn, sharesOf(200, 0.2)],
  ])("%s alert no more often than three deviations do, with four weeks and with eight", async (_, asked, file, one) => {
    await withRows(db, "", async () => {
      await draw(TRIALS, one);
      for (const weeks of [WEEKS.least, WEEKS.most]) {
        const alerts = (await valuesOf(asked, file, weeks, TRIALS)).filter((value) => value > 3);
        expect([weeks, alerts.length <= MOST, alerts.length]).toEqual([weeks, true, alerts.length]);
      }
    });
  });
});

describe("what the plan and the bench compute", () => {
  const TRIALS = 300;
  /** Up to so many, more often few. */
  const any = (most: number): number => Math.floor(most * uniform() ** 3);
  const asDrawn = (one: Counted): Counted => one;
  const ofTwo = (one: Counted): Counted => ({ ...one, squares: 2 * one.value });
  const fromFifty = (one: Counted): Counted | undefined => (one.events < 50 ? undefined : one);

  it.each<readonly [string, string, (one: Counted) => Counted | undefined]>([
    ["listings.activity.warning", amountDrawn, asDrawn],
    ["orders.revenue.warning", worthDrawn, ofTwo],
    ["orders.revenue.critical", worthDrawn, ofTwo],
    ["orders.conversion.view.warning", shareDrawn, fromFifty],
  ])("is what the question of %s says, in as long a window", async (name, file, comparable) => {
    const asked = askedOf(name);
    const { measure, level } = asked;
    if (measure.source.type !== "sql") throw new Error(`${name} reads no table`);
    const judging = judgingOf(measure, measure.source, level);
    const multiples = multiplesOf(inSeconds(measure.window), true);
    await withRows(db, "", async () => {
      const drawn = await draw(TRIALS, () => {
        const events = any(60);
        return { value: judging.gives === "share" ? any(events + 1) : 2 * events, events };
      });
      const answers = await valuesOf(asked, file, WEEKS.most, TRIALS);
      drawn.forEach((spans, trial) => {
        const over = (times: number) =>
          spans.map(({ value, events }) => comparable({ value: times * value, events: times * events }));
        const fallen = fallenFrom(
          multiples,
          (times) => {
            const [present, ...earlier] = over(times);
            return { present, earlier };
          },
          judging,
        );
        expect(answers[trial]).toBeCloseTo(level.breach === "both" ? Math.abs(fallen) : fallen, 8);
      });
    });
  });
});

describe("revenue that falls from six orders an hour to none", () => {
  /** Every ten minutes one, of 40 €, for ten weeks up to the fall. */
  const sold = `insert into orders (id, checkout_id, buyer_id, shipping_address, total_cents, paid_at)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'x', 4000, ${NOW} - n * interval '10 minutes'
    from generate_series(1, ${6 * 24 * 70}) as n; analyze orders;`;

  /** Minutes after the fall, asked every five as the rule is, until the level alerts. */
  const toldAfter = async (name: string): Promise<number | null> => {
    const asked = askedOf(name);
    const { rows } = await db.query<{ minutes: number | null }>(
      `select min(minute)::int as minutes from generate_series(5, 720, 5) as instant(minute) cross join lateral (${questionOf(asked, `(${NOW} + minute * interval '1 minute')`)}) as judged where judged.value > ${asked.level.threshold.at === undefined ? 0 : inCanonicalUnit(asked.level.threshold.at)}`,
    );
    return rows[0]?.minutes ?? null;
  };

  it("is told by the warning after an hour and a half and by the critical level before three are over", async () => {
    await withRows(db, sold, async () => {
      expect(await toldAfter("orders.revenue.warning")).toBe(95);
      expect(await toldAfter("orders.revenue.critical")).toBe(175);
    });
  });
});
