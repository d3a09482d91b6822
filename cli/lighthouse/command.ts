import { join } from "node:path";
import { format } from "prettier";
import { toLighthouse } from "./config";
import { repositoryRoot, stackFor } from "../shared/load";
import { endLater } from "../shared/exit";
import { HAND_WRITTEN, readPlain } from "../../infra/environment/plain-file";
import { writeWhole } from "../shared/write-whole";

export interface LighthouseOptions {
  readonly check?: true;
}

const FILE = "lighthouserc.json";

/** Writes the budgets of the catalogue for Lighthouse CI; with `--check` it only says whether the file is stale, and ends with 1. */
export const lighthouseCommand = async ({ check }: LighthouseOptions): Promise<void> => {
  const path = join(repositoryRoot(), FILE);
  const config = toLighthouse(stackFor(repositoryRoot(), "prod", "sound").plan);
  const text = await format(JSON.stringify(config), { parser: "json", printWidth: 120 });
  for (const [name, why] of Object.entries(config.notMeasured)) process.stderr.write(`not measured: ${name}  ${why}\n`);
  const before = readPlain(path, HAND_WRITTEN);
  if ("text" in before && before.text === text) return;
  if (check === true) {
    process.stderr.write(`stale: ${FILE}\nfix: npm run lighthouse\n`);
    endLater("failed");
    return;
  }
  writeWhole(FILE, path, text);
  process.stderr.write(`${FILE}\n`);
};
