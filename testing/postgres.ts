import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { FOLDER } from "../infra/environment/sql-files";
import { ROOT } from "./stack-configuration";

/** A real Postgres in memory, with the shop's tables and the role that counts in them. */
export const startPostgres = async (): Promise<PGlite> => {
  const db = await PGlite.create();
  for (const file of ["schema.sql", "migrations/1-role.sql", "migrations/2-scan-counts.sql"])
    await db.exec(readFileSync(join(ROOT, FOLDER, file), "utf8"));
  return db;
};

/** Runs the body on what it writes itself, and takes that back. */
export const withRows = async (db: PGlite, rows: string, body: () => Promise<void>): Promise<void> => {
  await db.exec(`begin; ${rows}`);
  try {
    await body();
  } finally {
    await db.exec("rollback");
  }
};
