import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { loadEnvironment } from "../infra/environment";
import { toChecklist } from "../infra/integrations/logrocket/checklist";
import { declareEnvironment, repositoryRoot } from "./load";

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
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  if (check === true) {
    process.stderr.write(`stale: ${FILE}\nfix: npm run logrocket\n`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(path, text);
  process.stderr.write(`${FILE}\n`);
};
