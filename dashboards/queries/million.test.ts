import type { PGlite } from "@electric-sql/pglite";
import { z } from "zod";
import { questionNames, type QuestionName } from "../questions";
import { fillIn, startShop } from "../../testing/board-questions";
import { fillMillion, MILLION, THIRTY_DAYS } from "../../testing/million-rows";

/** An executive's board must not slow the shop down: how Postgres goes about each question. How long it takes is in `npm run bench`. */

let db: PGlite;

beforeAll(async () => {
  db = await startShop();
  await fillMillion(db);
});

afterAll(async () => {
  await db.close();
});

const planNode = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  Plans: z.array(z.unknown()).default([]),
});

/** Tables that are read from end to end. */
const readWhole = (plan: unknown): readonly string[] => {
  const { Plans, ...step } = planNode.parse(plan);
  return [...(step["Node Type"] === "Seq Scan" ? [step["Relation Name"] ?? ""] : []), ...Plans.flatMap(readWhole)];
};

const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.unknown() })]) })]);

const tablesReadWhole = async (name: QuestionName): Promise<readonly string[]> => {
  const { rows } = await db.query(`explain (format json) ${fillIn(name, THIRTY_DAYS)}`);
  return readWhole(explained.parse(rows)[0]["QUERY PLAN"][0].Plan);
};

/** The first two ask of all orders there ever were; the others join a month's rows to a tenth of the whole, which a hash does faster than an index. */
const whole: Readonly<Partial<Record<QuestionName, readonly string[]>>> = {
  lifetime_value: ["orders"],
  retention: ["orders"],
  transaction_success: ["payments"],
  categories: ["products"],
  category_trends: ["products"],
  price_benchmarks: ["products"],
};

describe("over a million rows", () => {
  it("of which so many are there", () => {
    expect(MILLION).toBe(1_000_000);
  });

  it.each(questionNames)("%s goes by an index", async (name) => {
    expect(await tablesReadWhole(name)).toEqual(whole[name] ?? []);
  });

  it("would be seen without its index", async () => {
    await db.exec("begin; drop index products_created_at_idx");
    expect(await tablesReadWhole("active_sellers")).toEqual(["products"]);
    await db.exec("rollback");
  });
});
