import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { prometheusRules, toFiles } from "../infra/rule-files";
import { catalogue } from "../monitors/catalogue";
import type { EnvironmentName } from "../monitors/model/environment";
import { toRuleFile } from "../monitors/prometheus/rule-file";
import { policies } from "../policies";
import { repositoryRoot, stackFor } from "./load";

export interface RulesOptions {
  readonly environment: EnvironmentName;
  readonly out?: string;
}

/** Writes rules only of a plan without errors. */
export const rulesCommand = ({ environment: name, out }: RulesOptions): void => {
  const { environment } = stackFor(repositoryRoot(), name, "sound");
  const rules = prometheusRules(catalogue, policies, environment);
  if (out === undefined) process.stdout.write(toRuleFile(rules));
  else writeFiles(toFiles(rules, environment), resolve(out));
};

const writeFiles = (files: ReadonlyMap<string, string>, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) {
    writeFileSync(join(folder, name), text);
    process.stderr.write(`${join(folder, name)}\n`);
  }
};
