import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileOfQuestion, questionNames, questionRow } from "../../dashboards/questions";
import { businessNumber, businessNumberNames } from "../../monitors/model/sources/business";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { fileOfNumber, FOLDER } from "../environment/sql-files";
import { checkQuery, type ShopFiles, type ShopQuery } from "./sql/check";
import { readShop } from "./sql/shop";
import { HAND_WRITTEN, readPlain } from "../environment/plain-file";

/** Whether the queries of the alerts and of the boards ask for what is there, and may. Reads the working tree. */

/** Who asks: migrations/1-role.sql makes it. */
const ROLE = "driplo_monitoring";

const BOARDS = "dashboards/queries";

const ofAlerts: ShopFiles = { role: ROLE, schema: `${FOLDER}/schema.sql`, grants: `${FOLDER}/migrations/1-role.sql` };

/** What boards read besides is made and granted apart. */
const ofBoards: ShopFiles = { role: ROLE, schema: `${BOARDS}/schema.sql`, grants: `${BOARDS}/role.sql` };

/** A number's file counts within one span (`monitors/model/sources/business.ts`). */
const SPAN: ShopQuery["given"] = new Map([["span", new Set(["start", "until"])]]);

export const checkShopQueries = (root: string): readonly Diagnostic[] => {
  const common = textsOf(root, [ofAlerts.schema, ...migrationsOf(root)]);
  const alerts = readShop(common, ROLE);
  const boards = readShop([...common, ...textsOf(root, [ofBoards.schema, ofBoards.grants])], ROLE);
  return [
    ...numbersOf(root).flatMap((query) => checkQuery(query, alerts, ofAlerts)),
    ...questionsOf(root).flatMap((query) => checkQuery(query, boards, ofBoards)),
  ];
};

/** One that is not there is missed where a row reads it. */
const numbersOf = (root: string): readonly ShopQuery[] =>
  businessNumberNames.flatMap((name) => {
    const file = `${FOLDER}/${fileOfNumber(name)}`;
    return textsOf(root, [file]).map((sql) => ({ file, sql, reads: businessNumber(name).reads, given: SPAN }));
  });

const questionsOf = (root: string): readonly ShopQuery[] =>
  questionNames.flatMap((name) => {
    const file = `${BOARDS}/${fileOfQuestion(name)}`;
    return textsOf(root, [file]).map((sql) => ({ file, sql, reads: questionRow(name).reads }));
  });

const migrationsOf = (root: string): readonly string[] => {
  try {
    const files = readdirSync(join(root, FOLDER, "migrations")).filter((name) => name.endsWith(".sql"));
    return files.toSorted().map((name) => `${FOLDER}/migrations/${name}`);
  } catch {
    return [];
  }
};

const textsOf = (root: string, files: readonly string[]): readonly string[] =>
  files.flatMap((file) => {
    const read = readPlain(join(root, file), HAND_WRITTEN);
    return "text" in read ? [read.text] : [];
  });
