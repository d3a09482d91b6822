import { format } from "prettier";
import { toLighthouse } from "./config";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { settleStale, staleOf } from "../shared/generated";

export interface LighthouseOptions {
  readonly check?: true;
}

const FILE = "lighthouserc.json";

/** Writes the budgets of the catalogue for Lighthouse CI; with `--check` it only says whether the file is stale, and ends with 1. */
export const lighthouseCommand = async ({ check }: LighthouseOptions): Promise<void> => {
  const root = repositoryRoot();
  const config = toLighthouse(stackFor(root, "prod", "sound").plan);
  const text = await format(JSON.stringify(config), { parser: "json", printWidth: 120 });
  for (const [name, why] of Object.entries(config.notMeasured)) process.stderr.write(`not measured: ${name}  ${why}\n`);
  settleStale("lighthouse", staleOf(root, [{ name: FILE, text }]), check);
};
