import { stringify } from "safe-stable-stringify";
import type { DeclaredStack } from "../infra/declare";
import { catalogue } from "../monitors/catalogue";
import { hasErrors } from "../monitors/plan/diagnostic";
import { policies } from "../policies";
import { declareEnvironment, environmentsOf, repositoryRoot } from "./load";
import { paintFor } from "./paint";
import { toPlanJson } from "./plan-json";
import { toPlanText } from "./plan-text";
import { toRoutesJson, toRoutesText } from "./routes";

export interface PlanOptions {
  readonly environment: string;
  readonly format: "text" | "json";
  readonly routes?: true;
}

/** Prints the plan, or the view of it that is asked for, and sets the exit code: 1 where any environment has an error. */
export const planCommand = ({ environment, format, routes }: PlanOptions): void => {
  const declared = environmentsOf(environment).map((name) => declareEnvironment(repositoryRoot(), name));
  const { json, text } = routes === true ? routesView : planView;
  process.stdout.write(format === "json" ? `${toJson(declared.map(json))}\n` : declared.map(text).join("\n"));
  if (declared.some(({ diagnostics }) => hasErrors(diagnostics))) process.exitCode = 1;
};

interface View {
  readonly json: (declared: DeclaredStack) => unknown;
  readonly text: (declared: DeclaredStack) => string;
}

const planView: View = {
  json: (declared) => toPlanJson(declared, policies, catalogue.emission),
  text: (declared) => toPlanText(declared, policies, catalogue.emission, paintFor(process.stdout)),
};

const routesView: View = {
  json: toRoutesJson,
  text: (declared) => toRoutesText(declared, paintFor(process.stdout)),
};

/** One environment as an object, several as a list; keys sorted, so that two runs are the same to the byte. */
const toJson = (plans: readonly unknown[]): string => stringify(plans.length === 1 ? plans[0] : plans, null, 2) ?? "";
