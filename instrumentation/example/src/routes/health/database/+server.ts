import { databaseHealth, maskText } from "@driplo/instrumentation/server";
import { selectOne } from "$lib/server/stand-ins";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = databaseHealth({
  query: selectOne,
  onFailure: (error) => {
    // Its connection string is not part of it; the runbook reads this line (database/reachable.md, First look).
    console.error(error instanceof Error ? maskText(error.message) : "the database did not answer");
  },
});
