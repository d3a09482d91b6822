import { join } from "node:path";
import { format } from "prettier";
import { loadEnvironment } from "../infra/environment";
import { toChecklist } from "../infra/integrations/logrocket/checklist";
import { HAND_WRITTEN, readPlain } from "../infra/plain-file";
import { declareEnvironment, repositoryRoot } from "./load";
import { writeWhole } from "./shared/write-whole";

export interface LogRocketOptions {
  readonly check?: true;
}

const FILE = "docs/logrocket.md";

/** Writes what is to be made in LogRocket by hand; with `--check` it only says whether the page is stale, and ends with 1. */
export const logRocketCommand = async ({ check }: LogRocketOptions): Promise<void> => {
  const root = repositoryRoot();
  const { environment } = loadEnvironment(root, "prod");
  if (environment === undefined) {
    process.stderr.write("error  Pulumi.prod.yaml has a fault: npm run plan names it\n");
    process.exitCode = 1;
    return;
  }
  const path = join(root, FILE);
  const text = await format(toChecklist(declareEnvironment(root, "prod").plan, environment), {
    parser: "markdown",
    printWidth: 120,
  });
  const before = readPlain(path, HAND_WRITTEN);
  if ("text" in before && before.text === text) return;
  if (check === true) {
    process.stderr.write(`stale: ${FILE}\nfix: npm run logrocket\n`);
    process.exitCode = 1;
    return;
  }
  writeWhole(FILE, path, text);
  process.stderr.write(`${FILE}\n`);
};
