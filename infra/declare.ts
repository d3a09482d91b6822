import { keyOf } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import type { Quiets } from "../monitors/model/quiet";
import type { Policies } from "../monitors/model/route";
import type { Catalogue } from "../monitors/model/signal";
import type { Feed } from "../monitors/model/sources/feed";
import { checkPlan } from "../monitors/plan/check";
import { sortDiagnostics, type Diagnostic } from "../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { resolveQuiet } from "../monitors/plan/quiet";
import { resolvePlan } from "../monitors/plan/resolve";
import { soundRows, type SoundRows } from "../monitors/plan/sound-rows";
import type { RenderContext } from "../monitors/plan/watch";
import type { Refusal } from "../monitors/plan/refusal";
import { workingOn } from "../monitors/plan/working-on";
import { checkRoutes, usedPriorities } from "../policies/check";
import { checkIncidents } from "../policies/incidents/check";
import { renderIncidents } from "../policies/incidents/render";
import { isPagerDuty } from "../policies/pagerduty/declaration";
import { check as checkPagerDuty } from "../policies/pagerduty/limits";
import { renderPagerDuty, type PagedDestination } from "../policies/pagerduty/render";
import { drawBoards, type Boards } from "./assembly/boards";
import { renderForwarder } from "./integrations/aws/forwarder";
import { renderPipelines } from "./integrations/logs/pipelines";
import { renderLogRocket } from "./integrations/logrocket/render";
import { renderLogs } from "./integrations/logs/render";
import {
  groupResources,
  pagedDestinations,
  refusedOf,
  renderObjectives,
  renderWatches,
  watchesOf,
  type ObjectiveOutcome,
  type Outcome,
} from "./assembly/outcomes";
import { checkQuiets, renderQuiets, reportQuiets, type QuietReport } from "./assembly/quiet";
import { checkQueries } from "./integrations/business-metrics/check";
import { renderSupabaseKey } from "./integrations/supabase/log-drains";
import { checkDrained } from "./integrations/vercel/check";
import type { VercelDeclaration } from "./integrations/vercel/declaration";
import { check as checkVercel } from "./integrations/vercel/limits";
import { renderVercel } from "./integrations/vercel/render";
import { readsHere } from "./assembly/reads-here";
import type { RouteProof } from "./checks/routing/proof";
import { proveRoutes } from "./checks/routing/prove";
import { checkMeasured, provesMeasured, type StillMeasured } from "./checks/still-measured";
import { checkConfigured, checkCoverage, checkPaid, effectiveRoutes } from "./checks/coverage";
import { isOn } from "./environment/switched-off";
import { vendors, type BoundVendor, type StackDeclaration } from "./vendors";

export interface DeclaredStack {
  /** What is declared: the rows that could be read, and a stand-in for a policy that could not. */
  readonly rows: SoundRows;
  readonly plan: MonitoringPlan;
  readonly declarations: readonly StackDeclaration[];
  /** Keys (`type name`) of the resources made for each measure and objective, by the measure's name and the objective's id. */
  readonly resourcesOf: ReadonlyMap<string, readonly string[]>;
  /** Who is told of each level, followed through the declarations. */
  readonly proofs: readonly RouteProof[];
  /** The measures and objectives that read each feed here. */
  readonly reads: ReadonlyMap<Feed, readonly string[]>;
  /** Why the silence of each measure would be noticed, by its name. */
  readonly stillMeasured: StillMeasured;
  /** What is kept quiet on purpose. */
  readonly quiet: readonly QuietReport[];
  /** The boards, where Grafana is on. */
  readonly dashboards: Boards["dashboards"];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The whole stack of one environment as data: the one place that calls renderers and checks. Pure. The offline tools
 * print it, and the program turns each declaration into a resource, so what is listed is what is created.
 *
 * @param now milliseconds since 1970: what is kept quiet on purpose must not be over. Without it nothing is taken for over.
 */
export const declareStack = (
  catalogue: Catalogue,
  policies: Policies,
  environment: Environment,
  now?: number,
): DeclaredStack => {
  const rows = soundRows(catalogue, policies, environment.name);
  const declared = declareRows(rows, environment, now);
  return { rows, ...declared, diagnostics: sortDiagnostics([...rows.diagnostics, ...declared.diagnostics]) };
};

const declareRows = (
  { catalogue, policies }: SoundRows,
  environment: Environment,
  now?: number,
): Omit<DeclaredStack, "rows"> => {
  const wanted = resolvePlan(catalogue, policies, environment);
  const plan = { ...wanted, routes: effectiveRoutes(wanted.routes, environment) };
  const quiets = catalogue.quiet ?? {};
  const context = contextOf(plan, quiets, environment);
  const rendered = renderWatches(watchesOf(plan, environment), context);
  const objectives = renderObjectives(plan.objectives, context);
  const destinations = pagedDestinations(rendered, objectives);
  const boards = drawBoards(plan, rendered, objectives, context);
  const on = vendors.filter(({ name }) => isOn(environment, name));
  const declarations: readonly StackDeclaration[] = [
    ...(isOn(environment, "pagerduty") ? renderPaging(plan, destinations, policies, context) : []),
    ...(isOn(environment, "datadog") ? renderIncidents(environment) : []),
    // Datadog's integration with AWS is among them, which its heartbeat goes by.
    ...renderLogs(environment),
    ...renderPipelines(environment),
    ...on.flatMap((vendor) => renderVendor(vendor, rendered, objectives, destinations, context)),
    ...renderFeeds(environment),
    ...boards.declarations,
  ];
  const stillMeasured = provesMeasured(plan, environment);
  const quiet = reportQuiets(on, declarations, context);
  const proof = proveRoutes(plan, declarations, policies, environment, refusedOf(rendered, objectives));
  return {
    plan,
    declarations,
    proofs: proof.proofs,
    resourcesOf: groupResources(rendered, objectives),
    reads: readsHere(plan, environment),
    stillMeasured,
    quiet,
    dashboards: boards.dashboards,
    diagnostics: [
      ...checkRows(plan, catalogue, environment),
      ...checkRoutes(policies, environment, usedPriorities(plan)),
      ...checkIncidents(environment.name),
      ...checkCoverage(wanted, environment),
      ...checkRefusals(rendered, objectives, environment),
      ...checkDeclarations(declarations, environment),
      ...boards.diagnostics,
      ...checkMeasured(plan, stillMeasured, environment),
      ...checkQuiets(quiets, plan, quiet, environment, now),
      ...proof.diagnostics,
    ],
  };
};

const renderPaging = (
  plan: MonitoringPlan,
  destinations: readonly PagedDestination[],
  policies: Policies,
  context: RenderContext,
): readonly StackDeclaration[] => [
  ...renderPagerDuty(destinations, policies, context),
  ...renderLogRocket(plan, destinations, context),
];

/** What comes after the vendors, because it takes keys and hosts of theirs. */
const renderFeeds = (environment: Environment): readonly StackDeclaration[] => [
  ...renderForwarder(environment),
  ...renderVercel(environment),
  ...renderSupabaseKey(environment),
];

const contextOf = (plan: MonitoringPlan, quiets: Quiets, environment: Environment): RenderContext => ({
  environment,
  routeOf: ({ priority }) => plan.routes[priority],
  quiet: resolveQuiet(quiets, plan),
});

/** What is wrong with rows, whatever becomes of them. */
const checkRows = (plan: MonitoringPlan, { emission }: Catalogue, environment: Environment): readonly Diagnostic[] => [
  ...checkPlan(plan, emission, environment),
  ...checkConfigured(plan, environment),
  ...checkQueries(plan, environment),
  ...checkDrained(plan, emission, environment),
  ...checkPaid(plan, environment),
];

/** What a vendor's resources share comes first: a monitor that is saved before its rule is not routed by it. */
const renderVendor = (
  vendor: BoundVendor,
  rendered: readonly Outcome[],
  objectives: readonly ObjectiveOutcome[],
  destinations: readonly PagedDestination[],
  context: RenderContext,
): readonly StackDeclaration[] => {
  const own = [
    ...rendered.filter(({ watch }) => watch.source.vendor === vendor.name),
    ...objectives.filter(({ objective }) => objective.source.vendor === vendor.name),
  ].flatMap(({ declarations }) => declarations);
  return [
    ...vendor.shared(
      destinations.filter(({ from }) => from.includes(vendor.name)),
      own,
      context,
      rendered.map(({ watch }) => watch),
    ),
    ...vendor.inOrder(own),
    ...renderQuiets(vendor, own, context),
  ];
};

const toDiagnostic = (where: string, refusal: Refusal): Diagnostic => ({ severity: "error", where, ...refusal });

const checkRefusals = (
  rendered: readonly Outcome[],
  objectives: readonly ObjectiveOutcome[],
  environment: Environment,
): readonly Diagnostic[] =>
  [
    ...rendered.map(({ watch, ...outcome }) => ({ name: watch.measure.name, ...outcome })),
    ...objectives.map(({ objective, ...outcome }) => ({ name: objective.id, ...outcome })),
  ].flatMap(({ name, refusal, unsuppressed }) =>
    [...(refusal === undefined ? [] : [refusal]), ...unsuppressed].map((each) =>
      toDiagnostic(`${name} (${environment.name})`, each),
    ),
  );

const checkDeclarations = (
  declarations: readonly StackDeclaration[],
  environment: Environment,
): readonly Diagnostic[] => [
  ...declarations.flatMap((declaration) => checkDeclaration(declaration, environment)),
  ...checkUnique(declarations, environment),
];

const checkDeclaration = (declaration: StackDeclaration, environment: Environment): readonly Diagnostic[] =>
  workingOn(declaration.name, () => refusalsOf(declaration)).map((refusal) =>
    toDiagnostic(`${declaration.name} (${environment.name})`, refusal),
  );

const isVercel = (declaration: StackDeclaration): declaration is VercelDeclaration => declaration.vendor === "vercel";

const refusalsOf = (declaration: StackDeclaration): readonly Refusal[] => {
  if (isPagerDuty(declaration)) return checkPagerDuty(declaration);
  if (isVercel(declaration)) return checkVercel(declaration);
  return vendors.flatMap((vendor) => vendor.check(declaration));
};

const checkUnique = (declarations: readonly StackDeclaration[], environment: Environment): readonly Diagnostic[] => {
  const seen = new Set<string>();
  return declarations.flatMap((declaration) => {
    const key = keyOf(declaration);
    const twice = seen.has(key);
    seen.add(key);
    return twice
      ? [
          toDiagnostic(`${declaration.name} (${environment.name})`, {
            what: `${key} is declared twice`,
            rule: "a resource is known by its type and logical name",
            remedy: "give one of the two rows another key",
          }),
        ]
      : [];
  });
};
