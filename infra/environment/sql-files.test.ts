import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue, declareStack, policies } from "../../testing/stack";
import { businessNumberNames } from "../../monitors/model/sources/business";
import { testProd } from "../../testing/environment";
import { ROOT } from "../../testing/stack-configuration";
import { fileOfNumber, FOLDER, readBusinessQueries } from "./sql-files";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "numbers-"));
  cpSync(join(ROOT, FOLDER), join(root, FOLDER), { recursive: true });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const put = (text: string): void => {
  writeFileSync(join(root, FOLDER, "new-listings.sql"), text);
};

describe("the files of the business numbers", () => {
  it("are one for each number of the table, and the schema", () => {
    const there = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith(".sql"));
    expect(there.toSorted()).toEqual([...businessNumberNames.map(fileOfNumber), "schema.sql"].toSorted());
    expect(readBusinessQueries(ROOT).diagnostics).toEqual([]);
  });

  it("are read without their comments", () => {
    put("-- Listings.\n-- Reads: products.\n\nselect 1 as amount\nfrom products\n");
    expect(readBusinessQueries(root)).toMatchObject({
      queries: { new_listings: "    select 1 as amount\n    from products" },
      diagnostics: [],
    });
  });

  it("are missed where one is not there and a row reads it", () => {
    rmSync(join(root, FOLDER, "new-listings.sql"));
    const { queries: businessQueries, diagnostics } = readBusinessQueries(root);
    expect(diagnostics).toEqual([]);
    expect(declareStack(catalogue, policies, { ...testProd, businessQueries }).diagnostics).toEqual([
      {
        severity: "error",
        where: "listings.activity (prod)",
        what: "infra/integrations/business-metrics/new-listings.sql is not there",
        rule: "each business number (monitors/model/sources/business.ts) has a file of its name",
        remedy: "write it, or change the source",
      },
    ]);
  });

  it.each([
    [
      "-- Reads: products, orders.\nselect 1",
      "says that it reads products, orders, and its row that it reads products",
    ],
    ["select 1", "says that it reads nothing, and its row that it reads products"],
    ["-- Reads: products.\nselect 1; drop table products", "is not one select without a semicolon"],
    ["-- Reads: products.\nselect 1;", "is not one select without a semicolon"],
    ["-- Reads: products.\ndelete from products", "is not one select without a semicolon"],
    ["-- Reads: products.\n", "is not one select without a semicolon"],
  ])("are refused: %j", (text, what) => {
    put(text);
    expect(readBusinessQueries(root).diagnostics.map((each) => each.what)).toEqual([what]);
  });
});
