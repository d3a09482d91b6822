import { keyOf } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import { listWords } from "../monitors/model/list-words";
import type { Priority } from "../monitors/model/priority";
import type { Quiets } from "../monitors/model/quiet";
import type { Policies } from "../monitors/model/route";
import type { Catalogue } from "../monitors/model/signal";
import { needsOf } from "../monitors/model/sources/source";
import { checkPlan } from "../monitors/plan/check";
import { destinationName } from "../monitors/plan/destination";
import { sortDiagnostics, type Diagnostic } from "../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { resolveQuiet } from "../monitors/plan/quiet";
import { resolvePlan } from "../monitors/plan/resolve";
import type { Refusal, RenderContext, Watch } from "../monitors/plan/vendor";
import { checkRoutes } from "../policies/check";
import { checkIncidents } from "../policies/incidents/check";
import { renderIncidents } from "../policies/incidents/render";
import type { PagerDutyDeclaration } from "../policies/pagerduty/declaration";
import { check as checkPagerDuty } from "../policies/pagerduty/limits";
import { renderPagerDuty, type PagedDestination } from "../policies/pagerduty/render";
import { drawBoards, type Boards } from "./boards";
import { renderLogs } from "./integrations/logs/render";
import { checkQuiets, renderQuiets, reportQuiets, type QuietReport } from "./quiet";
import { checkQueries } from "./integrations/business-metrics/check";
import type { RouteProof } from "./routing/proof";
import { proveRoutes } from "./routing/prove";
import { checkMeasured, provesMeasured, type StillMeasured } from "./still-measured";
import { checkConfigured, checkCoverage, checkPaid, effectiveRoutes, isOn, isSeen } from "./switched-off";
import { vendors, type BoundVendor, type StackDeclaration, type Watched } from "./vendors";

export interface DeclaredStack {
  readonly plan: MonitoringPlan;
  readonly declarations: readonly StackDeclaration[];
  /** Keys (`type name`) of the resources made for each measure, by the measure's name. */
  readonly resourcesOf: ReadonlyMap<string, readonly string[]>;
  /** Who is told of each level, followed through the declarations. */
  readonly proofs: readonly RouteProof[];
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
  const wanted = resolvePlan(catalogue, policies, environment);
  const plan = { ...wanted, routes: effectiveRoutes(wanted.routes, environment) };
  const quiets = catalogue.quiet ?? {};
  const context = contextOf(plan, quiets, environment);
  const rendered = renderWatches(watchesOf(plan, environment), context);
  const destinations = pagedDestinations(rendered);
  const boards = drawBoards(plan, rendered, context);
  const on = vendors.filter(({ name }) => isOn(environment, name));
  const declarations: readonly StackDeclaration[] = [
    ...(isOn(environment, "pagerduty") ? renderPagerDuty(destinations, policies, context) : []),
    ...(isOn(environment, "datadog") ? renderIncidents(environment) : []),
    // Datadog's integration with AWS is among them, which its heartbeat goes by.
    ...renderLogs(environment),
    ...on.flatMap((vendor) => renderVendor(vendor, rendered, destinations, context)),
    ...boards.declarations,
  ];
  const stillMeasured = provesMeasured(plan, environment);
  const quiet = reportQuiets(on, declarations, context);
  const proof = proveRoutes(plan, declarations, policies, environment, refusedWatches(rendered));
  return {
    plan,
    declarations,
    proofs: proof.proofs,
    resourcesOf: groupResources(rendered),
    stillMeasured,
    quiet,
    dashboards: boards.dashboards,
    diagnostics: sortDiagnostics([
      ...checkRows(plan, catalogue, environment),
      ...checkRoutes(policies, environment, usedPriorities(plan)),
      ...checkIncidents(environment.name),
      ...checkCoverage(wanted, environment),
      ...rendered.flatMap((outcome) => checkRefusal(outcome, environment)),
      ...declarations.flatMap((declaration) => checkDeclaration(declaration, environment)),
      ...checkUnique(declarations, environment),
      ...boards.diagnostics,
      ...checkMeasured(plan, stillMeasured, environment),
      ...checkQuiets(quiets, plan, quiet, environment, now),
      ...proof.diagnostics,
    ]),
  };
};

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
  ...checkPaid(plan, environment),
];

interface Outcome extends Watched {
  readonly watch: Watch;
}

/** Every measure once for its source and once for its backstop, less what cannot be seen where a vendor is switched off. */
export const watchesOf = (plan: MonitoringPlan, environment: Environment): readonly Watch[] =>
  plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) => {
      const first: Watch = { signal, measure, source: measure.source, role: "first" };
      const watches: readonly Watch[] =
        measure.backstop === undefined ? [first] : [first, { ...first, source: measure.backstop, role: "backstop" }];
      return watches.filter(({ source }) => isSeen(environment, source));
    }),
  );

/** What a vendor has refused is said already; that nothing evaluates it follows. */
const refusedWatches = (rendered: readonly Outcome[]): ReadonlySet<string> =>
  new Set(
    rendered.flatMap(({ watch, refusal }) =>
      refusal === undefined ? [] : [`${watch.measure.name} ${watch.source.vendor}`],
    ),
  );

/** What looks at other levels comes after them: its vendor wants them to be there. */
const renderWatches = (watches: readonly Watch[], context: RenderContext): readonly Outcome[] => {
  const looksAtLevels = ({ source }: Watch): boolean => needsOf(source).length > 0;
  const outcomes = watches.filter((watch) => !looksAtLevels(watch)).flatMap((watch) => renderWatch(watch, context));
  const there = new Set(
    outcomes
      .filter(({ refusal }) => refusal === undefined)
      .flatMap(({ watch }) => watch.measure.levels.map(({ name }) => `${watch.source.vendor} ${name}`)),
  );
  return [
    ...outcomes,
    ...watches.filter(looksAtLevels).flatMap((watch) => {
      const refusal = refuseMissing(watch, there);
      return refusal === undefined ? renderWatch(watch, context) : [{ watch, refusal, declarations: [] }];
    }),
  ];
};

const refuseMissing = ({ source }: Watch, there: ReadonlySet<string>): Refusal | undefined => {
  const missing = needsOf(source).filter((name) => !there.has(`${source.vendor} ${name}`));
  return missing.length === 0
    ? undefined
    : {
        what: `it looks at ${listWords(missing)}, which ${source.vendor} does not watch`,
        rule: "a source of levels names those of its own vendor, and of none that looks at levels itself",
        remedy: "name a level that is there, or give that row a source or backstop of this vendor",
      };
};

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
      rendered.map(({ watch }) => watch),
    ),
    ...own,
    ...renderQuiets(vendor, own, context),
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

const checkRefusal = ({ watch, refusal }: Outcome, { name }: Environment): readonly Diagnostic[] =>
  refusal === undefined ? [] : [toDiagnostic(`${watch.measure.name} (${name})`, refusal)];

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
