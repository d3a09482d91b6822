import { readFileSync, statSync } from "node:fs";
import { CommandError } from "../shared/exit";
import type { PlannedRevision } from "./base";
import { readPlans } from "./plan-data";

/** As much as a revision may print (`base.ts`). */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * A plan that somebody's own code printed into a file: data alone, read by the schema. None of that code runs here.
 *
 * @throws CommandError (usage) where the file is not there, is too large or holds no plan
 */
export const planFromFile = (path: string, name: string): PlannedRevision => {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new Error(`it has ${String(size)} bytes, and may have ${String(MOST_BYTES)}`);
    return { revision: { name, commit: undefined }, plans: readPlans(readFileSync(path, "utf8")) };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "it cannot be read";
    throw new CommandError(
      "usage",
      `${path}: no plan to compare: ${why}; npm run plan -- --environment all --format json --declarations writes one`,
    );
  }
};
