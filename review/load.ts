import { checkAccountOwner } from "../infra/account-owner";
import { checkCatalogueFiles } from "../infra/checks/catalogue-files";
import { checkCopied } from "../infra/checks/copied";
import { checkKnownEnvironments } from "../infra/checks/known-environments";
import { checkShopQueries } from "../infra/checks/shop-queries";
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
  const here = loadEnvironment(root, name);
  const { environment, onCall, diagnostics } = here;
  const stacks = environmentNames.map((each) => ({
    name: each,
    ...(each === name ? here : loadEnvironment(root, each)),
  }));
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
      ...checkAccountOwner(stacks),
      ...checkCopied(name, stacks),
      ...checkKnownEnvironments(root, environmentNames),
      ...checkCatalogueFiles(root, catalogue.services),
      ...checkRunbooks(root, declared.plan),
      ...checkShopQueries(root),
      ...declared.diagnostics,
    ]),
  };
};

export const environmentsOf = (word: string): readonly EnvironmentName[] =>
  word === "all" ? environmentNames : environmentNames.filter((name) => name === word);

export { repositoryRoot } from "../infra/repository-root";
