import { PGlite } from "@electric-sql/pglite";
import type { QuestionName } from "../dashboards/questions";
import { readBoardQueries } from "../infra/environment/board-queries";
import { applyBoards } from "./postgres";
import { ROOT } from "./stack-configuration";

/** The boards' questions as Grafana asks them, and a real Postgres to ask. */

const { queries } = readBoardQueries(ROOT);

/** Any two moments, as Postgres reads them. `now()` is the second. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** What Grafana makes of its macros: grafana/grafana pkg/tsdb/grafana-postgresql-datasource/macros.go */
export const fillIn = (name: QuestionName, range: Range): string => fillInSpan(queries[name] ?? "", range);

/** The same of any text. */
export const fillInSpan = (sql: string, { from, to }: Range): string =>
  sql
    .replaceAll("$__timeFrom()", `'${from}'`)
    .replaceAll("$__timeTo()", `'${to}'`)
    .replaceAll(/\$__timeFilter\(([\w.]+)\)/g, `$1 BETWEEN '${from}' AND '${to}'`)
    .replaceAll("now()", `timestamptz '${to}'`);

/** A real Postgres in memory, with the tables and rights that the boards want besides. */
export const startShop = async (): Promise<PGlite> => {
  const db = await PGlite.create();
  await applyBoards(db);
  return db;
};
