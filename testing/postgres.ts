import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { FOLDER } from "../infra/environment/sql-files";
import { ROOT } from "./stack-configuration";

/** Whatever runs SQL: PGlite, or a session of a server. */
export interface Runs {
  readonly exec: (sql: string) => Promise<unknown>;
}

/** Files of the repository, one after the other. */
export const applyFiles = async (db: Runs, folder: string, files: readonly string[]): Promise<void> => {
  for (const file of files) await db.exec(readFileSync(join(ROOT, folder, file), "utf8"));
};

/** The shop's tables and the role that counts in them. */
export const applyNumbers = (db: Runs): Promise<void> =>
  applyFiles(db, FOLDER, [
    "schema.sql",
    "migrations/1-role.sql",
    "migrations/2-scan-counts.sql",
    "migrations/3-statement-counts.sql",
  ]);

/** With the tables and rights that the boards want besides. */
export const applyBoards = async (db: Runs): Promise<void> => {
  await applyNumbers(db);
  await applyFiles(db, "dashboards/queries", ["schema.sql", "role.sql"]);
};

/** A real Postgres in memory, with the shop's tables and the role that counts in them. */
export const startPostgres = async (): Promise<PGlite> => {
  const db = await PGlite.create();
  await applyNumbers(db);
  return db;
};

/** Runs the body on what it writes itself, and takes that back. */
export const withRows = async (db: Runs, rows: string, body: () => Promise<void>): Promise<void> => {
  await db.exec(`begin; ${rows}`);
  try {
    await body();
  } finally {
    await db.exec("rollback");
  }
};
