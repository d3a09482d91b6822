import type { DashboardDeclaration } from "../dashboards/grafana/declaration";
import type { CloudWatchDeclaration } from "../monitors/cloudwatch/declaration";
import { cloudWatchVendor } from "../monitors/cloudwatch/vendor";
import type { DatadogDeclaration } from "../monitors/datadog/declaration";
import { datadogVendor } from "../monitors/datadog/vendor";
import type { Declaration } from "../monitors/declaration/declaration";
import type { ElasticDeclaration } from "../monitors/elastic/declaration";
import { elasticVendor } from "../monitors/elastic/vendor";
import type { Source, VendorName } from "../monitors/model/sources/source";
import type { NewRelicDeclaration } from "../monitors/newrelic/declaration";
import { newRelicVendor } from "../monitors/newrelic/vendor";
import type { PrometheusDeclaration } from "../monitors/prometheus/declaration";
import { prometheusVendor } from "../monitors/prometheus/vendor";
import type { SentryDeclaration } from "../monitors/sentry/declaration";
import { sentryVendor } from "../monitors/sentry/vendor";
import type { BudgetChart, Chart } from "../monitors/plan/chart";
import type { Destination } from "../monitors/plan/destination";
import type { Evaluator } from "../monitors/plan/evaluate";
import type { Followed } from "../monitors/plan/following";
import type { PlannedLevel, PlannedObjective } from "../monitors/plan/plan";
import type { PlannedQuiet } from "../monitors/plan/quiet";
import type { Example, Telling } from "../monitors/plan/telling";
import type { Vendor } from "../monitors/plan/vendor";
import type { RenderContext, Suppressor, Watch } from "../monitors/plan/watch";
import type { Refusal } from "../monitors/plan/refusal";
import type { IncidentDeclaration } from "../policies/incidents/declaration";
import type { PagerDutyDeclaration } from "../policies/pagerduty/declaration";
import { renderAwsFeeds } from "./integrations/aws/render";
import {
  cloudWatchBeat,
  datadogBeat,
  elasticBeat,
  grafanaBeat,
  newRelicBeat,
  sentryBeat,
} from "./integrations/heartbeat/render";
import { renderTrailFeed } from "./integrations/aws/trail";
import { renderCheckoutRole } from "./integrations/aws/checkouts";
import { renderBusinessFeeds } from "./integrations/business-metrics/render";
import { renderLogStore } from "./integrations/elastic/render";
import { renderStripeEvents } from "./integrations/elastic/stripe-events";
import type { LogDeclaration } from "./integrations/logs/declaration";
import { renderStripeFeed } from "./integrations/stripe/render";
import type { VercelDeclaration } from "./integrations/vercel/declaration";
import { renderSupabaseFeeds } from "./integrations/supabase/render";

export type StackDeclaration =
  | DatadogDeclaration
  | CloudWatchDeclaration
  | NewRelicDeclaration
  | PrometheusDeclaration
  | SentryDeclaration
  | ElasticDeclaration
  | PagerDutyDeclaration
  | IncidentDeclaration
  | LogDeclaration
  | VercelDeclaration
  | DashboardDeclaration;

/** A vendor as the assembly sees it: it is handed any source and any declaration, and answers for its own. */
export interface BoundVendor {
  readonly name: VendorName;
  readonly watch: (watch: Watch, context: RenderContext) => Watched;
  readonly objective: (objective: PlannedObjective, context: RenderContext) => Watched;
  /** What was rendered for the rows, each resource after those that it reads. */
  readonly inOrder: (rendered: readonly StackDeclaration[]) => readonly StackDeclaration[];
  readonly shared: (
    destinations: readonly Destination[],
    rendered: readonly StackDeclaration[],
    context: RenderContext,
    watches: readonly Watch[],
  ) => readonly StackDeclaration[];
  /** Undefined where the vendor cannot be kept quiet. */
  readonly quiet:
    | ((
        quiet: PlannedQuiet,
        covered: readonly StackDeclaration[],
        context: RenderContext,
      ) => readonly StackDeclaration[])
    | undefined;
  /** What of its own goes on telling while the vendor is kept quiet. */
  readonly staysLoud: (declaration: StackDeclaration) => boolean;
  readonly follow: (
    declarations: readonly StackDeclaration[],
  ) => (declaration: StackDeclaration) => Followed | undefined;
  readonly tells: (
    declarations: readonly StackDeclaration[],
  ) => (declaration: StackDeclaration, example: Example) => readonly Telling[];
  readonly chart: (
    declarations: readonly StackDeclaration[],
    context: RenderContext,
  ) => (declaration: StackDeclaration, watch: Watch, level: PlannedLevel) => Chart | undefined;
  readonly chartObjective: (
    objective: PlannedObjective,
    rendered: readonly StackDeclaration[],
    context: RenderContext,
  ) => readonly BudgetChart[];
  /**
   * How the vendor would judge a series by this declaration of its own. Another revision's may have arguments that the vendor does not
   * read any more: whoever hands those over catches what is thrown.
   */
  readonly evaluator: (declarations: readonly Declaration[]) => (declaration: Declaration) => Evaluator | undefined;
  readonly check: (declaration: StackDeclaration) => readonly Refusal[];
}

/** What a vendor made of a measure, or why it made nothing. */
export interface Watched {
  readonly declarations: readonly StackDeclaration[];
  readonly refusal: Refusal | undefined;
  /** Why what should keep it quiet does not; it is watched all the same. */
  readonly unsuppressed: readonly Refusal[];
}

export const nothing: Watched = { declarations: [], refusal: undefined, unsuppressed: [] };

/** @param feeds what must be switched on before the vendor, or another that listens to it, has anything to look at */
const bind = <S extends Source, D extends StackDeclaration>(
  vendor: Vendor<S, D>,
  feeds: (context: RenderContext, watches: readonly Watch[]) => readonly D[] = () => [],
): BoundVendor => {
  const isOwn = (source: Source): source is S => source.vendor === vendor.name;
  const reads = (watch: Watch): watch is Watch<S> => isOwn(watch.source);
  const { renderQuiet } = vendor;
  const made = (declaration: Declaration): declaration is D => declaration.vendor === vendor.name;
  return {
    name: vendor.name,
    watch: (watch, context) => {
      if (!reads(watch)) return nothing;
      const refusal = vendor.accepts(watch);
      if (refusal !== undefined) return { ...nothing, refusal };
      const { suppressors, refusals } = suppressorsOf(vendor, watch);
      return { ...nothing, declarations: vendor.render({ ...watch, suppressors }, context), unsuppressed: refusals };
    },
    objective: (objective, context) =>
      isOwn(objective.source) ? watchBudget(vendor, objective, objective.source, context) : nothing,
    inOrder: (rendered) => vendor.suppression?.inOrder(rendered.filter(made)) ?? rendered,
    shared: (destinations, rendered, context, watches) => [
      ...vendor.renderShared(destinations, rendered.filter(made), context),
      ...feeds(context, watches),
    ],
    quiet:
      renderQuiet === undefined
        ? undefined
        : (quiet, covered, context) =>
            renderQuiet === "within render" ? [] : renderQuiet(quiet, covered.filter(made), context),
    staysLoud: (declaration) =>
      made(declaration) && (renderQuiet === undefined || vendor.staysLoud?.includes(declaration.type) === true),
    follow: (declarations) => {
      const follow = vendor.followIn(declarations.filter(made));
      return (declaration) => (made(declaration) ? follow(declaration) : undefined);
    },
    tells: bindTelling(vendor, made),
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
    check: (declaration) => (made(declaration) ? vendor.check(declaration) : []),
  };
};

const bindTelling =
  <S extends Source, D extends StackDeclaration>(
    { tellsIn }: Vendor<S, D>,
    made: (declaration: Declaration) => declaration is D,
  ): BoundVendor["tells"] =>
  (declarations) => {
    const tells = tellsIn(declarations.filter(made));
    return (declaration, example) => (made(declaration) ? tells(declaration, example) : []);
  };

const watchBudget = <S extends Source, D extends StackDeclaration>(
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
const suppressorsOf = <S extends Source, D extends StackDeclaration>(
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

/** Every vendor that evaluates, in the order in which their resources are made. A new one is one line here. */
export const vendors: readonly BoundVendor[] = [
  bind(datadogVendor, datadogBeat),
  bind(cloudWatchVendor, (context, watches) => [
    ...renderAwsFeeds(context),
    ...renderTrailFeed(context),
    ...renderCheckoutRole(context),
    ...renderStripeFeed(context),
    ...renderStripeEvents(context),
    ...cloudWatchBeat(context, watches),
  ]),
  bind(newRelicVendor, newRelicBeat),
  bind(prometheusVendor, (context, watches) => [
    ...renderSupabaseFeeds(context),
    ...renderBusinessFeeds(context),
    ...grafanaBeat(context, watches),
  ]),
  bind(sentryVendor, sentryBeat),
  bind(elasticVendor, (context, watches) => [...renderLogStore(context), ...elasticBeat(context, watches)]),
];
