/** What the whole stack is made of, for the test of a room that may not import it: what a part is worth shows in the whole. */
export { heartbeatRules, prometheusRules } from "../infra/assembly/rule-files";
export { declareStack, type DeclaredStack } from "../infra/declare";
export { readBoardQueries } from "../infra/environment/board-queries";
export { loadEnvironment } from "../infra/environment/load";
export { readConfiguration } from "../infra/environment/read";
export { repositoryRoot } from "../infra/environment/repository-root";
export { toPrometheusConfig } from "../infra/integrations/supabase/prometheus-config";
export { vendors, type StackDeclaration } from "../infra/vendors";
export { catalogue } from "../monitors/catalogue";
export { emission } from "../monitors/catalogue/emission";
export { services } from "../monitors/catalogue/services";
export { resolvePlan } from "../monitors/plan/resolve";
export { policies } from "../policies";
