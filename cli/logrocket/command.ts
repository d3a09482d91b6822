import { format } from "prettier";
import { toChecklist } from "../../infra/integrations/logrocket/checklist";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { settleStale, staleOf } from "../shared/generated";

export interface LogRocketOptions {
  readonly check?: true;
}

const FILE = "docs/logrocket.md";

/** Writes what is to be made in LogRocket by hand; with `--check` it only says whether the page is stale, and ends with 1. */
export const logRocketCommand = async ({ check }: LogRocketOptions): Promise<void> => {
  const root = repositoryRoot();
  const { plan, environment } = stackFor(root, "prod", "sound");
  const text = await format(toChecklist(plan, environment), { parser: "markdown", printWidth: 120 });
  settleStale("logrocket", staleOf(root, [{ name: FILE, text }]), check);
};
