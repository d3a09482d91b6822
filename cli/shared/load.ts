import { checkAccountOwner } from "../../infra/environment/account-owner";
import { checkCatalogueFiles } from "../../infra/checks/catalogue-files";
import { checkCopied } from "../../infra/checks/copied";
import { checkKnownEnvironments } from "../../infra/checks/known-environments";
import { checkShopQueries } from "../../infra/checks/shop-queries";
import { declareStack, type Asked, type DeclaredStack } from "../../infra/declare";
import { listRunbooks, loadEnvironment, readQueries } from "../../infra/environment/load";
import { checkRunbooks } from "../../infra/checks/runbooks";
import { placeholderEnvironment } from "../../infra/environment/placeholder";
import { partsAt } from "../../infra/render-stack";
import { sourceFaults } from "../../infra/checks/source-faults";
import { catalogue } from "../../monitors/catalogue";
import type { Environment } from "../../monitors/model/environment";
import { environmentNames, type EnvironmentName } from "../../monitors/model/environment-name";
import type { VendorName } from "../../monitors/model/sources/source";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { formatDiagnostic, sortDiagnostics } from "../../monitors/plan/diagnostic";
import { policies } from "../../policies";
import { CommandError, endLater } from "./exit";

export interface LoadedStack extends DeclaredStack {
  /** Undefined where the configuration is at fault: the plan then names placeholders for hosts, accounts and ids. */
  readonly environment: Environment | undefined;
}

export interface ConfiguredStack extends DeclaredStack {
  readonly environment: Environment;
}

/**
 * The working tree's stack, declared for one environment; every fault of configuration and catalogue in one run. For what prints those
 * faults, `plan` and `review`; every other command gets its stack by `stackFor`.
 */
export const declareEnvironment = (
  root: string,
  name: EnvironmentName,
  asked: Pick<Asked, "choose"> = {},
): LoadedStack => {
  const questions = readQueries(root);
  const here = loadEnvironment(root, name, questions);
  const { environment, diagnostics } = here;
  const stacks = environmentNames.map((each) => ({
    name: each,
    ...(each === name ? here : loadEnvironment(root, each, questions)),
  }));
  const declared = declareStack(
    catalogue,
    policies,
    environment ?? placeholderEnvironment(name, { runbooks: listRunbooks(root), ...questions.queries }, here),
    { now: Date.now(), ...asked },
  );
  return {
    ...declared,
    environment,
    diagnostics: sortDiagnostics([
      ...sourceFaults(),
      ...diagnostics,
      ...checkAccountOwner(stacks),
      ...checkCopied(name, stacks),
      ...checkKnownEnvironments(root, environmentNames),
      ...checkCatalogueFiles(root, catalogue),
      ...checkRunbooks(root, declared.plan, declared.rows.otherRunbooks),
      ...checkShopQueries(root),
      ...declared.diagnostics,
    ]),
  };
};

/** As `declareEnvironment`, and says where what is printed is not the environment's own. */
export const declareForReader = (root: string, name: EnvironmentName): LoadedStack => {
  const declared = declareEnvironment(root, name);
  if (declared.environment === undefined)
    process.stderr.write(`${name}: its configuration is at fault; hosts, accounts and ids are placeholders\n`);
  return declared;
};

/**
 * What a command wants of the plan:
 * - `sound`: not an error in it. For what writes files that others use, or sends.
 * - `readable`: a configuration. For what only shows what alerts do: a person mends a row by it. It ends with 1 all the same.
 */
export type Need = "sound" | "readable";

/**
 * The stack of a command that writes, sends or judges: a configuration that is at fault ends it before it does anything.
 *
 * @param mends the command itself, where it is the remedy of an error: that one does not stop it
 * @throws CommandError
 */
export const stackFor = (root: string, name: EnvironmentName, need: Need, mends?: string): ConfiguredStack =>
  refuseErrors(declareEnvironment(root, name), name, need, mends);

/**
 * As `stackFor` for a reader, with the parts alone that judge what somebody asks about: of other vendors' declarations nothing is
 * rendered, nor checked. @param judged the vendors, by the plan
 */
export const stackToJudge = (
  root: string,
  name: EnvironmentName,
  judged: (plan: MonitoringPlan) => readonly VendorName[],
): ConfiguredStack =>
  refuseErrors(declareEnvironment(root, name, { choose: (plan) => partsAt(judged(plan)) }), name, "readable");

const refuseErrors = (
  { environment, ...declared }: LoadedStack,
  name: EnvironmentName,
  need: Need,
  mends?: string,
): ConfiguredStack => {
  const errors = declared.diagnostics.filter(({ severity, remedy }) => severity === "error" && remedy !== mends);
  if (environment === undefined || (need === "sound" && errors.length > 0)) {
    process.stderr.write(`${errors.map(formatDiagnostic).join("\n")}\n`);
    throw new CommandError(
      "failed",
      `nothing was done: ${environment === undefined ? "the configuration" : "the plan"} of ${name} has errors`,
    );
  }
  if (errors.length > 0) {
    process.stderr.write(`the plan of ${name} has ${wordErrors(errors.length)}; npm run plan lists them\n`);
    endLater("failed");
  }
  return { ...declared, environment };
};

const wordErrors = (count: number): string => (count === 1 ? "an error" : `${count} errors`);

export const environmentsOf = (word: string): readonly EnvironmentName[] =>
  word === "all" ? environmentNames : environmentNames.filter((name) => name === word);
