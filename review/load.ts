import { checkAccountOwner } from "../infra/account-owner";
import { declareStack, type DeclaredStack } from "../infra/declare";
import { listRunbooks, loadEnvironment, readQueries } from "../infra/environment";
import { checkRunbooks } from "../infra/runbooks";
import { placeholderEnvironment } from "../infra/placeholder-environment";
import { catalogue } from "../monitors/catalogue";
import { environmentNames, type EnvironmentName } from "../monitors/model/environment";
import { sortDiagnostics } from "../monitors/plan/diagnostic";
import { policies } from "../policies";

/** The working tree's stack, declared for one environment; every fault of configuration and catalogue in one run. */
export const declareEnvironment = (root: string, name: EnvironmentName): DeclaredStack => {
  const { environment, onCall, diagnostics } = loadEnvironment(root, name);
  const declared = declareStack(
    catalogue,
    policies,
    environment ?? placeholderEnvironment(name, { runbooks: listRunbooks(root), ...readQueries(root).queries }, onCall),
    Date.now(),
  );
  return {
    ...declared,
    diagnostics: sortDiagnostics([
      ...diagnostics,
      ...checkAccountOwner(root),
      ...checkRunbooks(root, declared.plan),
      ...declared.diagnostics,
    ]),
  };
};

export const environmentsOf = (word: string): readonly EnvironmentName[] =>
  word === "all" ? environmentNames : environmentNames.filter((name) => name === word);

export { repositoryRoot } from "../infra/repository-root";
