import { stringify } from "safe-stable-stringify";
import { catalogue } from "../monitors/catalogue";
import { hasErrors } from "../monitors/plan/diagnostic";
import { policies } from "../policies";
import { declareEnvironment, environmentsOf, repositoryRoot } from "./load";
import { paintFor } from "./paint";
import { toPlanJson } from "./plan-json";
import { toPlanText } from "./plan-text";

export interface PlanOptions {
  readonly environment: string;
  readonly format: "text" | "json";
}

/** Prints the plan and sets the exit code: 1 where any environment has an error. */
export const planCommand = ({ environment, format }: PlanOptions): void => {
  const declared = environmentsOf(environment).map((name) => declareEnvironment(repositoryRoot(), name));
  process.stdout.write(
    format === "json"
      ? `${toJson(declared.map((each) => toPlanJson(each, policies, catalogue.emission)))}\n`
      : declared.map((each) => toPlanText(each, policies, catalogue.emission, paintFor(process.stdout))).join("\n"),
  );
  if (declared.some(({ diagnostics }) => hasErrors(diagnostics))) process.exitCode = 1;
};

/** One environment as an object, several as a list; keys sorted, so that two runs are the same to the byte. */
const toJson = (plans: readonly unknown[]): string => stringify(plans.length === 1 ? plans[0] : plans, null, 2) ?? "";
