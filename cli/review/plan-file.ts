import { readPlain } from "../../infra/environment/plain-file";
import { CommandError } from "../shared/exit";
import type { PlannedRevision } from "../revision/plan";
import { jsonExcess } from "../shared/read-json";
import { readPlans } from "../plan/data";

/** As much as a revision may print (`base.ts`). */
const MOST_BYTES = 256 * 1024 * 1024;

/** Of ten thousand signals, with their declarations. */
const MOST_VALUES = 20_000_000;

/**
 * A plan that somebody's own code printed into a file: data alone, read by the schema. None of that code runs here.
 *
 * @throws CommandError (usage) where the file is not there, is too large or holds no plan
 */
export const planFromFile = (path: string, name: string): PlannedRevision => {
  try {
    const read = readPlain(path, MOST_BYTES);
    const why = "why" in read ? read.why : jsonExcess(read.text, MOST_VALUES);
    if ("why" in read || why !== undefined) throw new Error(why);
    return { revision: { name, commit: undefined }, plans: readPlans(read.text) };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "it cannot be read";
    throw new CommandError(
      "usage",
      `${path}: no plan to compare: ${why}; npm run plan -- --environment all --format json --declarations writes one`,
    );
  }
};
