import { join } from "node:path";
import { format } from "prettier";
import { toChecklist } from "../../infra/integrations/logrocket/checklist";
import { repositoryRoot, stackFor } from "../shared/load";
import { endLater } from "../shared/exit";
import { HAND_WRITTEN, readPlain } from "../../infra/environment/plain-file";
import { writeWhole } from "../shared/write-whole";

export interface LogRocketOptions {
  readonly check?: true;
}

const FILE = "docs/logrocket.md";

/** Writes what is to be made in LogRocket by hand; with `--check` it only says whether the page is stale, and ends with 1. */
export const logRocketCommand = async ({ check }: LogRocketOptions): Promise<void> => {
  const root = repositoryRoot();
  const { plan, environment } = stackFor(root, "prod", "sound");
  const path = join(root, FILE);
  const text = await format(toChecklist(plan, environment), { parser: "markdown", printWidth: 120 });
  const before = readPlain(path, HAND_WRITTEN);
  if ("text" in before && before.text === text) return;
  if (check === true) {
    process.stderr.write(`stale: ${FILE}\nfix: npm run logrocket\n`);
    endLater("failed");
    return;
  }
  writeWhole(FILE, path, text);
  process.stderr.write(`${FILE}\n`);
};
