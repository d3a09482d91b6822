import type { DashboardDeclaration } from "../dashboards/grafana/declaration";
import type { CloudWatchDeclaration } from "../monitors/cloudwatch/declaration";
import { cloudWatchVendor } from "../monitors/cloudwatch/vendor";
import type { DatadogDeclaration } from "../monitors/datadog/declaration";
import { datadogVendor } from "../monitors/datadog/vendor";
import type { Declaration } from "../monitors/declaration/declaration";
import type { Source, VendorName } from "../monitors/model/sources/source";
import type { NewRelicDeclaration } from "../monitors/newrelic/declaration";
import { newRelicVendor } from "../monitors/newrelic/vendor";
import type { PrometheusDeclaration } from "../monitors/prometheus/declaration";
import { prometheusVendor } from "../monitors/prometheus/vendor";
import type { SentryDeclaration } from "../monitors/sentry/declaration";
import { sentryVendor } from "../monitors/sentry/vendor";
import type { Chart } from "../monitors/plan/chart";
import type { Destination } from "../monitors/plan/destination";
import type { Followed } from "../monitors/plan/following";
import type { PlannedLevel } from "../monitors/plan/plan";
import type { PlannedQuiet } from "../monitors/plan/quiet";
import type { Refusal, RenderContext, Vendor, Watch } from "../monitors/plan/vendor";
import type { IncidentDeclaration } from "../policies/incidents/declaration";
import type { PagerDutyDeclaration } from "../policies/pagerduty/declaration";
import { renderAwsFeeds } from "./integrations/aws/render";
import { cloudWatchBeat, datadogBeat, grafanaBeat, newRelicBeat, sentryBeat } from "./integrations/heartbeat/render";
import { renderTrailFeed } from "./integrations/aws/trail";
import { renderBusinessFeeds } from "./integrations/business-metrics/render";
import type { LogDeclaration } from "./integrations/logs/declaration";
import { renderSupabaseFeeds } from "./integrations/supabase/render";

/** Every vendor that evaluates, in the order in which their resources are made. A new one is one line here. */

export type StackDeclaration =
  | DatadogDeclaration
  | CloudWatchDeclaration
  | NewRelicDeclaration
  | PrometheusDeclaration
  | SentryDeclaration
  | PagerDutyDeclaration
  | IncidentDeclaration
  | LogDeclaration
  | DashboardDeclaration;

/** A vendor as the assembly sees it: it is handed any source and any declaration, and answers for its own. */
export interface BoundVendor {
  readonly name: VendorName;
  readonly watch: (watch: Watch, context: RenderContext) => Watched;
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
  readonly follow: (
    declarations: readonly StackDeclaration[],
  ) => (declaration: StackDeclaration) => Followed | undefined;
  readonly chart: (
    declarations: readonly StackDeclaration[],
    context: RenderContext,
  ) => (declaration: StackDeclaration, watch: Watch, level: PlannedLevel) => Chart | undefined;
  readonly check: (declaration: StackDeclaration) => readonly Refusal[];
}

/** What a vendor made of a measure, or why it made nothing. */
export interface Watched {
  readonly declarations: readonly StackDeclaration[];
  readonly refusal: Refusal | undefined;
}

/** @param feeds what must be switched on before the vendor, or another that listens to it, has anything to look at */
const bind = <S extends Source, D extends StackDeclaration>(
  vendor: Vendor<S, D>,
  feeds: (context: RenderContext, watches: readonly Watch[]) => readonly D[] = () => [],
): BoundVendor => {
  const reads = (watch: Watch): watch is Watch<S> => watch.source.vendor === vendor.name;
  const { renderQuiet } = vendor;
  const made = (declaration: Declaration): declaration is D => declaration.vendor === vendor.name;
  return {
    name: vendor.name,
    watch: (watch, context) => {
      if (!reads(watch)) return { declarations: [], refusal: undefined };
      const refusal = vendor.accepts(watch);
      return { refusal, declarations: refusal === undefined ? vendor.render(watch, context) : [] };
    },
    shared: (destinations, rendered, context, watches) => [
      ...vendor.renderShared(destinations, rendered.filter(made), context),
      ...feeds(context, watches),
    ],
    quiet:
      renderQuiet === undefined
        ? undefined
        : (quiet, covered, context) =>
            renderQuiet === "within render" ? [] : renderQuiet(quiet, covered.filter(made), context),
    follow: (declarations) => {
      const follow = vendor.followIn(declarations.filter(made));
      return (declaration) => (made(declaration) ? follow(declaration) : undefined);
    },
    chart: (declarations, context) => {
      const chart = vendor.chartIn?.(declarations.filter(made), context);
      return (declaration, watch, level) => (made(declaration) ? chart?.(declaration, watch, level) : undefined);
    },
    check: (declaration) => (made(declaration) ? vendor.check(declaration) : []),
  };
};

export const vendors: readonly BoundVendor[] = [
  bind(datadogVendor, datadogBeat),
  bind(cloudWatchVendor, (context, watches) => [
    ...renderAwsFeeds(context),
    ...renderTrailFeed(context),
    ...cloudWatchBeat(context, watches),
  ]),
  bind(newRelicVendor, newRelicBeat),
  bind(prometheusVendor, (context, watches) => [
    ...renderSupabaseFeeds(context),
    ...renderBusinessFeeds(context),
    ...grafanaBeat(context, watches),
  ]),
  bind(sentryVendor, sentryBeat),
];
