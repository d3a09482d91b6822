import { renderBoards } from "../dashboards/grafana/resources";
import { cloudWatchVendor } from "../monitors/cloudwatch/vendor";
import { datadogVendor } from "../monitors/datadog/vendor";
import type { Declaration } from "../monitors/declaration/declaration";
import { elasticVendor } from "../monitors/elastic/vendor";
import { newRelicVendor } from "../monitors/newrelic/vendor";
import { prometheusVendor } from "../monitors/prometheus/vendor";
import { sentryVendor } from "../monitors/sentry/vendor";
import { renderResponse, renderStatusPage } from "../policies/incidents/render";
import { pagerDutyCosts } from "../policies/pagerduty/costs";
import { isPagerDuty } from "../policies/pagerduty/declaration";
import { check as checkPagerDuty } from "../policies/pagerduty/limits";
import { renderPagerDuty } from "../policies/pagerduty/render";
import { bind } from "./bind";
import { isOn } from "./environment/switched-off";
import { renderCheckoutRole } from "./integrations/aws/checkouts";
import { renderForwarder } from "./integrations/aws/forwarder";
import { renderAwsFeeds } from "./integrations/aws/render";
import { renderTrailFeed } from "./integrations/aws/trail";
import { renderBusinessFeeds } from "./integrations/business-metrics/render";
import { renderLogStore } from "./integrations/elastic/render";
import { renderStripeEvents } from "./integrations/elastic/stripe-events";
import {
  cloudWatchBeat,
  datadogBeat,
  elasticBeat,
  grafanaBeat,
  newRelicBeat,
  sentryBeat,
} from "./integrations/heartbeat/render";
import { renderLogRocket } from "./integrations/logrocket/render";
import { renderPipelines } from "./integrations/logs/pipelines";
import { renderLogs } from "./integrations/logs/render";
import { renderStripeFeed } from "./integrations/stripe/render";
import { renderSupabaseKey } from "./integrations/supabase/log-drains";
import { renderSupabaseFeeds } from "./integrations/supabase/render";
import { vercelCosts } from "./integrations/vercel/costs";
import { isVercel } from "./integrations/vercel/declaration";
import { check as checkVercel } from "./integrations/vercel/limits";
import { renderVercel } from "./integrations/vercel/render";
import type { BoundVendor, Part } from "./part";

/** A part that is there while its system is on. */
const part = <D extends Declaration>(at: Exclude<Part["at"], "vercel">, row: Omit<Part<D>, "at" | "on">): Part<D> => ({
  at,
  on: (environment) => isOn(environment, at),
  ...row,
});

/** What evaluates rows, and whatever of `shared`, `beat` and `rows` is not a part of its own. */
const evaluating = <D extends Declaration>(
  evaluates: BoundVendor<D>,
  { order, render }: Pick<Part<D>, "order" | "render">,
): Part<D> => part<D>(evaluates.name, { order, render, check: evaluates.check, costs: evaluates.costs, evaluates });

const datadog = bind(datadogVendor, datadogBeat);
const cloudWatch = bind(cloudWatchVendor, cloudWatchBeat);
const newRelic = bind(newRelicVendor, newRelicBeat);
const grafana = bind(prometheusVendor, grafanaBeat);
const sentry = bind(sentryVendor, sentryBeat);
const elastic = bind(elasticVendor, elasticBeat);

/**
 * Everything that a stack is made of, in the order in which it is created. A new vendor is one row here; the class that creates its
 * resources is a row of `components.ts`, which does not compile without it.
 */
export const parts = {
  pagerduty: part("pagerduty", {
    order: [],
    render: ({ destinations, policies, context }) => renderPagerDuty(destinations, policies, context),
    check: (declaration) => (isPagerDuty(declaration) ? checkPagerDuty(declaration) : []),
    costs: pagerDutyCosts,
  }),
  logrocket: part("pagerduty", {
    order: ["pagerduty"],
    render: ({ plan, destinations, context }) => renderLogRocket(plan, destinations, context),
  }),
  incidents: part("datadog", { order: [], render: ({ context }) => renderResponse(context.environment) }),
  statusPage: part("datadog", { order: [], render: ({ context }) => renderStatusPage(context.environment) }),
  logs: part("datadog", { order: [], render: ({ context }) => renderLogs(context.environment) }),
  pipelines: part("datadog", { order: [], render: ({ context }) => renderPipelines(context.environment) }),
  supabaseKey: part("datadog", { order: [], render: ({ context }) => renderSupabaseKey(context.environment) }),
  datadog: evaluating(datadog, {
    // Datadog's integration with AWS is among the logs, which its heartbeat goes by.
    order: ["pagerduty", "logs"],
    render: (from) => [...datadog.shared(from), ...datadog.beat(from), ...datadog.rows(from)],
  }),
  topics: part("cloudwatch", { order: ["pagerduty"], render: cloudWatch.shared }),
  awsMetrics: part("cloudwatch", { order: [], render: ({ context }) => renderAwsFeeds(context) }),
  trail: part("cloudwatch", { order: [], render: ({ context }) => renderTrailFeed(context) }),
  checkouts: part("cloudwatch", { order: [], render: ({ context }) => renderCheckoutRole(context) }),
  stripe: part("cloudwatch", {
    order: [],
    render: ({ context }) => [...renderStripeFeed(context), ...renderStripeEvents(context)],
  }),
  cloudwatch: evaluating(cloudWatch, {
    order: ["datadog", "topics", "trail", "stripe"],
    render: (from) => [...cloudWatch.beat(from), ...cloudWatch.rows(from)],
  }),
  newrelic: evaluating(newRelic, {
    order: ["pagerduty", "datadog"],
    render: (from) => [...newRelic.shared(from), ...newRelic.beat(from), ...newRelic.rows(from)],
  }),
  contactPoints: part("prometheus", { order: ["pagerduty"], render: grafana.shared }),
  supabase: part("prometheus", { order: [], render: ({ context }) => renderSupabaseFeeds(context) }),
  business: part("prometheus", { order: [], render: ({ context }) => renderBusinessFeeds(context) }),
  prometheus: evaluating(grafana, {
    order: ["contactPoints", "business"],
    render: (from) => [...grafana.beat(from), ...grafana.rows(from)],
  }),
  sentry: evaluating(sentry, {
    order: ["pagerduty"],
    render: (from) => [...sentry.shared(from), ...sentry.beat(from), ...sentry.rows(from)],
  }),
  connectors: part("elastic", { order: ["pagerduty"], render: elastic.shared }),
  logStore: part("elastic", { order: ["connectors"], render: ({ context }) => renderLogStore(context) }),
  elastic: evaluating(elastic, {
    order: ["connectors"],
    render: (from) => [...elastic.beat(from), ...elastic.rows(from)],
  }),
  // What comes after the vendors takes keys and hosts of theirs.
  forwarder: part("cloudwatch", { order: [], render: ({ context }) => renderForwarder(context.environment) }),
  vercel: {
    at: "vercel",
    on: ({ vercel }) => vercel !== undefined,
    order: ["sentry"],
    render: ({ context }) => renderVercel(context.environment),
    check: (declaration) => (isVercel(declaration) ? checkVercel(declaration) : []),
    costs: vercelCosts,
  } satisfies Part,
  dashboards: part("prometheus", {
    order: ["datadog", "cloudwatch", "business"],
    render: ({ dashboards, context }) => renderBoards(dashboards, context),
  }),
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

/** What the part of this name declares. */
export type DeclarationIn<Name extends PartName> = ReturnType<(typeof parts)[Name]["render"]>[number];

export type StackDeclaration = DeclarationIn<PartName>;

export const isPartName = (name: string): name is PartName => Object.hasOwn(parts, name);

export const partNames: readonly PartName[] = Object.keys(parts).filter(isPartName);

/** The same rows, as any part. */
export const partOf = (name: PartName): Part => parts[name];
