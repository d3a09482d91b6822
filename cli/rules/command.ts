import { prometheusRules, toFiles } from "../../infra/assembly/rule-files";
import { catalogue } from "../../monitors/catalogue";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { toRuleFile } from "../../monitors/prometheus/rule-file";
import { policies } from "../../policies";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { printResult } from "../shared/print";
import { folderOf, writeInto } from "../shared/write-whole";

export interface RulesOptions {
  readonly environment: EnvironmentName;
  readonly out?: string;
}

/** Writes rules only of a plan without errors. */
export const rulesCommand = ({ environment: name, out }: RulesOptions): void => {
  const { environment } = stackFor(repositoryRoot(), name, "sound");
  const rules = prometheusRules(catalogue, policies, environment);
  if (out === undefined || out === "-") printResult(toRuleFile(rules));
  else writeInto("--out", folderOf("--out", out), toFiles(rules, environment));
};
