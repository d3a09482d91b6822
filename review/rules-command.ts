import { resolve } from "node:path";
import { loadEnvironment } from "../infra/environment";
import { prometheusRules, toFiles } from "../infra/rule-files";
import { catalogue } from "../monitors/catalogue";
import type { EnvironmentName } from "../monitors/model/environment";
import { hasErrors, formatDiagnostic } from "../monitors/plan/diagnostic";
import { toRuleFile } from "../monitors/prometheus/rule-file";
import { policies } from "../policies";
import { declareEnvironment, repositoryRoot } from "./load";
import { printResult } from "./shared/print";
import { writeInto } from "./shared/write-whole";

export interface RulesOptions {
  readonly environment: EnvironmentName;
  readonly out?: string;
}

/** Writes rules only of a plan without errors: 1 where it has any. */
export const rulesCommand = ({ environment: name, out }: RulesOptions): void => {
  const { environment } = loadEnvironment(repositoryRoot(), name);
  const { diagnostics } = declareEnvironment(repositoryRoot(), name);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (environment === undefined || hasErrors(diagnostics)) {
    process.stderr.write(`${errors.map(formatDiagnostic).join("\n")}\n`);
    process.exitCode = 1;
    return;
  }
  const rules = prometheusRules(catalogue, policies, environment);
  if (out === undefined || out === "-") printResult(toRuleFile(rules));
  else writeInto("--out", resolve(out), toFiles(rules, environment));
};
