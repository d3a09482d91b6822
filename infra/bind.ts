import type { Declaration } from "../monitors/declaration/declaration";
import type { Source, VendorName } from "../monitors/model/sources/source";
import type { PlannedObjective } from "../monitors/plan/plan";
import type { Refusal } from "../monitors/plan/refusal";
import type { Vendor } from "../monitors/plan/vendor";
import type { RenderContext, Suppressor, Watch } from "../monitors/plan/watch";
import { coveredBy, nothing, type BoundVendor, type Rendering, type Watched } from "./part";

/** @param beat by what another vendor hears that it still tells @default nothing */
export const bind = <S extends Source, D extends Declaration>(
  vendor: Vendor<S, D>,
  beat: (context: RenderContext, watches: readonly Watch[]) => readonly D[] = () => [],
): BoundVendor<D> => {
  const isOwn = (source: Source): source is S => source.vendor === vendor.name;
  const made = (declaration: Declaration): declaration is D => declaration.vendor === vendor.name;
  return {
    name: vendor.name,
    ...watchingBy(vendor, isOwn),
    shared: (from) =>
      vendor.renderShared(
        from.destinations.filter((destination) => destination.from.includes(vendor.name)),
        renderedBy(vendor, made, from),
        from.context,
      ),
    beat: ({ context, watches }) => beat(context, watches),
    rows: (from) => rowsOf(vendor, renderedBy(vendor, made, from), from.context),
    staysLoud: (declaration) =>
      made(declaration) && (vendor.renderQuiet === undefined || vendor.staysLoud?.includes(declaration.type) === true),
    ...readingBy(vendor, made),
    check: (declaration) => (made(declaration) ? vendor.check(declaration) : []),
    delays: {
      sight: (source) => (isOwn(source) ? vendor.delays.sight(source) : undefined),
      notification: vendor.delays.notification,
    },
    costs: vendor.costs,
  };
};

const watchingBy = <S extends Source, D extends Declaration>(
  vendor: Vendor<S, D>,
  isOwn: (source: Source) => source is S,
): Pick<BoundVendor<D>, "watch" | "objective"> => {
  const reads = (watch: Watch): watch is Watch<S> => isOwn(watch.source);
  return {
    watch: (watch, context) => {
      if (!reads(watch)) return nothing;
      const refusal = vendor.accepts(watch);
      if (refusal !== undefined) return { ...nothing, refusal };
      const { suppressors, refusals } = suppressorsOf(vendor, watch);
      return { ...nothing, declarations: vendor.render({ ...watch, suppressors }, context), unsuppressed: refusals };
    },
    objective: (objective, context) =>
      isOwn(objective.source) ? watchBudget(vendor, objective, objective.source, context) : nothing,
  };
};

const readingBy = <S extends Source, D extends Declaration>(
  vendor: Vendor<S, D>,
  made: (declaration: Declaration) => declaration is D,
): Pick<BoundVendor<D>, "follow" | "tells" | "chart" | "chartObjective" | "evaluator"> => ({
  follow: (declarations) => {
    const follow = vendor.followIn(declarations.filter(made));
    return (declaration) => (made(declaration) ? follow(declaration) : undefined);
  },
  tells: (declarations) => {
    const tells = vendor.tellsIn(declarations.filter(made));
    return (declaration, example) => (made(declaration) ? tells(declaration, example) : []);
  },
  chart: (declarations, context) => {
    const chart = vendor.chartIn?.(declarations.filter(made), context);
    return (declaration, watch, level) => (made(declaration) ? chart?.(declaration, watch, level) : undefined);
  },
  chartObjective: (objective, rendered, context) =>
    vendor.objectives?.chart(objective, rendered.filter(made), context) ?? [],
  evaluator: (declarations) => {
    const evaluator = vendor.evaluatorIn?.(declarations.filter(made));
    return (declaration) => (made(declaration) ? evaluator?.(declaration) : undefined);
  },
});

/** What it made of the rows and of the objectives. */
const renderedBy = <S extends Source, D extends Declaration>(
  { name }: Vendor<S, D>,
  made: (declaration: Declaration) => declaration is D,
  { outcomes, objectives }: Rendering,
): readonly D[] =>
  [
    ...outcomes.filter(({ watch }) => watch.source.vendor === name),
    ...objectives.filter(({ objective }) => objective.source.vendor === name),
  ].flatMap(({ declarations }) => declarations.filter(made));

/** What keeps them quiet comes after the resources that it names. */
const rowsOf = <S extends Source, D extends Declaration>(
  { suppression, renderQuiet }: Vendor<S, D>,
  rendered: readonly D[],
  context: RenderContext,
): readonly D[] => [
  ...(suppression?.inOrder(rendered) ?? rendered),
  ...(renderQuiet === undefined || renderQuiet === "within render"
    ? []
    : context.quiet.flatMap((quiet) => renderQuiet(quiet, coveredBy(quiet, rendered), context))),
];

const watchBudget = <S extends Source, D extends Declaration>(
  { name, objectives }: Vendor<S, D>,
  objective: PlannedObjective,
  source: S,
  context: RenderContext,
): Watched => {
  const refusal = objectives === undefined ? noObjectives(name) : objectives.accepts(source);
  return refusal === undefined
    ? { ...nothing, declarations: objectives?.render(objective, source, context) ?? [] }
    : { ...nothing, refusal };
};

/** A suppressor that the vendor itself refuses to watch is said at its own row, and suppresses nothing. */
const suppressorsOf = <S extends Source, D extends Declaration>(
  vendor: Vendor<S, D>,
  watch: Watch<S>,
): { readonly suppressors: readonly Suppressor<S>[]; readonly refusals: readonly Refusal[] } => {
  const judged = (watch.suppressors ?? [])
    .filter((each) => vendor.accepts({ ...each, role: "first" }) === undefined)
    .map((each) => ({
      each,
      refusal: vendor.suppression === undefined ? noSuppression(vendor.name) : vendor.suppression.accepts(watch, each),
    }));
  return {
    suppressors: judged.filter(({ refusal }) => refusal === undefined).map(({ each }) => each),
    refusals: judged.flatMap(({ refusal }) => refusal ?? []),
  };
};

const noSuppression = (vendor: VendorName): Refusal => ({
  what: `${vendor} is to keep it quiet while another fires`,
  rule: "suppression is declared at Datadog alone",
  remedy: "take suppressedBy out of the row",
});

const noObjectives = (vendor: VendorName): Refusal => ({
  what: `${vendor} is to watch its budget`,
  rule: "objectives are declared at Datadog alone",
  remedy: "count its events there (datadog.spans)",
});
