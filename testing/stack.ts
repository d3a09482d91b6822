import { declareStack, type DeclaredStack } from "../infra/declare";
import { loadEnvironment } from "../infra/environment/load";
import { catalogue } from "../monitors/catalogue";
import type { Environment } from "../monitors/model/environment";
import type { EnvironmentName } from "../monitors/model/environment-name";
import type { Catalogue } from "../monitors/model/signal";
import { policies } from "../policies";
import { ROOT } from "./stack-configuration";

/** What the whole stack is made of, for the test of a room that may not import it: what a part is worth shows in the whole. */
export { heartbeatRules, prometheusRules } from "../infra/assembly/rule-files";
export { declareStack, type DeclaredStack } from "../infra/declare";
export { readBoardQueries } from "../infra/environment/board-queries";
export { loadEnvironment } from "../infra/environment/load";
export { readConfiguration } from "../infra/environment/read";
export { toPrometheusConfig } from "../infra/integrations/supabase/prometheus-config";
export { vendors, type StackDeclaration } from "../infra/vendors";
export { catalogue } from "../monitors/catalogue";
export { emission } from "../monitors/catalogue/emission";
export { services } from "../monitors/catalogue/services";
export { resolvePlan } from "../monitors/plan/resolve";
export { policies } from "../policies";

export const declare = (environment: Environment, rows: Catalogue = catalogue): DeclaredStack =>
  declareStack(rows, policies, environment);

/** As the repository's own stack file has it. */
export const committed = (name: EnvironmentName): Environment => {
  const { environment } = loadEnvironment(ROOT, name);
  if (environment === undefined) throw new Error(`the configuration of ${name} has a fault`);
  return environment;
};
