import { keyOf } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import type { Priority } from "../monitors/model/priority";
import type { Policies } from "../monitors/model/route";
import type { Catalogue } from "../monitors/model/signal";
import { checkPlan } from "../monitors/plan/check";
import { destinationName } from "../monitors/plan/destination";
import { sortDiagnostics, type Diagnostic } from "../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { resolvePlan } from "../monitors/plan/resolve";
import type { Refusal, RenderContext, Watch } from "../monitors/plan/vendor";
import { checkRoutes } from "../policies/check";
import { checkIncidents } from "../policies/incidents/check";
import { renderIncidents } from "../policies/incidents/render";
import type { PagerDutyDeclaration } from "../policies/pagerduty/declaration";
import { check as checkPagerDuty } from "../policies/pagerduty/limits";
import { renderPagerDuty, type PagedDestination } from "../policies/pagerduty/render";
import { renderLogs } from "./integrations/logs/render";
import { checkQueries } from "./integrations/business-metrics/check";
import type { RouteProof } from "./routing/proof";
import { proveRoutes } from "./routing/prove";
import { checkConfigured, checkCoverage, effectiveRoutes, isOn } from "./switched-off";
import { vendors, type BoundVendor, type StackDeclaration, type Watched } from "./vendors";

export interface DeclaredStack {
  readonly plan: MonitoringPlan;
  readonly declarations: readonly StackDeclaration[];
  /** Keys (`type name`) of the resources made for each measure, by the measure's name. */
  readonly resourcesOf: ReadonlyMap<string, readonly string[]>;
  /** Who is told of each level, followed through the declarations. */
  readonly proofs: readonly RouteProof[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The whole stack of one environment as data: the one place that calls renderers and checks. Pure. The offline tools
 * print it, and the program turns each declaration into a resource, so what is listed is what is created.
 */
export const declareStack = (catalogue: Catalogue, policies: Policies, environment: Environment): DeclaredStack => {
  const wanted = resolvePlan(catalogue, policies, environment);
  const plan = { ...wanted, routes: effectiveRoutes(wanted.routes, environment) };
  const context: RenderContext = { environment, routeOf: ({ priority }) => plan.routes[priority] };
  const rendered = watchesOf(plan, environment).flatMap((watch) => renderWatch(watch, context));
  const destinations = pagedDestinations(rendered);
  const declarations: readonly StackDeclaration[] = [
    ...(isOn(environment, "pagerduty") ? renderPagerDuty(destinations, policies, context) : []),
    ...(isOn(environment, "datadog") ? renderIncidents(environment) : []),
    ...vendors
      .filter(({ name }) => isOn(environment, name))
      .flatMap((vendor) => renderVendor(vendor, rendered, destinations, context)),
    ...renderLogs(environment),
  ];
  const proof = proveRoutes(plan, declarations, policies, environment, refusedWatches(rendered));
  return {
    plan,
    declarations,
    proofs: proof.proofs,
    resourcesOf: groupResources(rendered),
    diagnostics: sortDiagnostics([
      ...checkPlan(plan, catalogue.emission, environment),
      ...checkRoutes(policies, environment, usedPriorities(plan)),
      ...checkIncidents(environment.name),
      ...checkConfigured(plan, environment),
      ...checkQueries(plan, environment),
      ...checkCoverage(wanted, environment),
      ...rendered.flatMap(({ watch, refusal }) =>
        refusal === undefined ? [] : [toDiagnostic(`${watch.measure.name} (${environment.name})`, refusal)],
      ),
      ...declarations.flatMap((declaration) => checkDeclaration(declaration, environment)),
      ...checkUnique(declarations, environment),
      ...proof.diagnostics,
    ]),
  };
};

interface Outcome extends Watched {
  readonly watch: Watch;
}

/** Every measure once for its source and once for its backstop, less the vendors that are switched off. */
export const watchesOf = (plan: MonitoringPlan, environment: Environment): readonly Watch[] =>
  plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) => {
      const first: Watch = { signal, measure, source: measure.source, role: "first" };
      const watches: readonly Watch[] =
        measure.backstop === undefined ? [first] : [first, { ...first, source: measure.backstop, role: "backstop" }];
      return watches.filter(({ source }) => isOn(environment, source.vendor));
    }),
  );

/** What a vendor has refused is said already; that nothing evaluates it follows. */
const refusedWatches = (rendered: readonly Outcome[]): ReadonlySet<string> =>
  new Set(
    rendered.flatMap(({ watch, refusal }) =>
      refusal === undefined ? [] : [`${watch.measure.name} ${watch.source.vendor}`],
    ),
  );

const renderWatch = (watch: Watch, context: RenderContext): readonly Outcome[] =>
  vendors
    .filter(({ name }) => name === watch.source.vendor)
    .map((vendor) => ({ watch, ...vendor.watch(watch, context) }));

/** What a vendor's resources share comes first: a monitor that is saved before its rule is not routed by it. */
const renderVendor = (
  vendor: BoundVendor,
  rendered: readonly Outcome[],
  destinations: readonly PagedDestination[],
  context: RenderContext,
): readonly StackDeclaration[] => {
  const own = rendered
    .filter(({ watch }) => watch.source.vendor === vendor.name)
    .flatMap(({ declarations }) => declarations);
  return [
    ...vendor.shared(
      destinations.filter(({ from }) => from.includes(vendor.name)),
      own,
      context,
    ),
    ...own,
  ];
};

const usedPriorities = (plan: MonitoringPlan): ReadonlySet<Priority> =>
  new Set(
    plan.signals
      .filter(({ stage }) => stage === "live")
      .flatMap(({ measures }) => measures.flatMap(({ levels }) => levels.map(({ priority }) => priority))),
  );

/** Where the rendered levels go, each destination once, with the vendors that send there. */
const pagedDestinations = (rendered: readonly Outcome[]): readonly PagedDestination[] => {
  const found = new Map<string, PagedDestination>();
  for (const { watch, refusal } of rendered) {
    if (refusal !== undefined || watch.signal.stage === "draft") continue;
    const { service, serviceTitle } = watch.signal;
    for (const { priority } of watch.measure.levels) {
      const name = destinationName({ service, priority });
      const from = found.get(name)?.from ?? [];
      const { vendor } = watch.source;
      if (!from.includes(vendor)) found.set(name, { service, serviceTitle, priority, from: [...from, vendor] });
    }
  }
  return [...found.values()];
};

const groupResources = (rendered: readonly Outcome[]): ReadonlyMap<string, readonly string[]> => {
  const grouped = new Map<string, readonly string[]>();
  for (const { watch, declarations } of rendered)
    grouped.set(watch.measure.name, [...(grouped.get(watch.measure.name) ?? []), ...declarations.map(keyOf)]);
  return grouped;
};

const toDiagnostic = (where: string, refusal: Refusal): Diagnostic => ({ severity: "error", where, ...refusal });

const checkDeclaration = (declaration: StackDeclaration, environment: Environment): readonly Diagnostic[] =>
  refusalsOf(declaration).map((refusal) => toDiagnostic(`${declaration.name} (${environment.name})`, refusal));

const isPagerDuty = (declaration: StackDeclaration): declaration is PagerDutyDeclaration =>
  declaration.vendor === "pagerduty";

const refusalsOf = (declaration: StackDeclaration): readonly Refusal[] =>
  isPagerDuty(declaration) ? checkPagerDuty(declaration) : vendors.flatMap((vendor) => vendor.check(declaration));

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
