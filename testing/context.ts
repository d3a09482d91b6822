import type { Environment } from "../monitors/model/environment";
import type { ObjectiveDefinition } from "../monitors/model/objective";
import { minutes, seconds } from "../monitors/model/quantity";
import type { Route, Routes } from "../monitors/model/route";
import type { Source } from "../monitors/model/sources/source";
import type { Catalogue, SignalDefinition } from "../monitors/model/signal";
import type { PlannedMeasure, PlannedObjective, PlannedSignal } from "../monitors/plan/plan";
import { resolvePlan } from "../monitors/plan/resolve";
import { exampleEnvironment, personOf } from "./configuration";
import type { RenderContext, Watch } from "../monitors/plan/watch";

/** A small environment with one route that pages loudly, one quietly, and one that does not page. For renderers' tests. */

const loud: Route = {
  pages: true,
  urgency: "high",
  steps: [
    { after: seconds(0), rung: 1, channels: ["pagerduty", "phone", "sms", "slack"] },
    { after: minutes(5), rung: 2, channels: ["pagerduty", "phone", "sms"] },
  ],
};
const low: Route = {
  pages: true,
  urgency: "low",
  steps: [{ after: seconds(0), rung: 1, channels: ["pagerduty", "slack", "email"] }],
};
const quiet: Route = { pages: false, steps: [{ after: seconds(0), rung: 1, channels: ["slack", "email"] }] };

export const testRoutes: Routes = { P0: loud, P1: loud, P2: low, P3: quiet };

export const testEnvironment: Environment = {
  ...exampleEnvironment,
  identities: {
    ...exampleEnvironment.identities,
    storefrontAlias: "shop.cdn.test",
    apiAlias: "api.cdn.test",
    cdnDistribution: "E1",
    webAcl: "shop-acl",
    workerGroup: "workers",
    rumApplication: "app-1",
    supabaseProject: "testprojectreference",
  },
  aws: {
    ...exampleEnvironment.aws,
    accountId: "123456789012",
    trailBucket: "trail",
    trustedPrincipals: {
      identity: ["arn:aws:iam::123456789012:role/deploy"],
      secrets: ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:user/rotation"],
    },
  },
  stripe: {
    eventSource: "aws.partner/stripe.com/ed_own",
    connectEventSource: "aws.partner/stripe.com/ed_connected",
  },
  vercel: exampleEnvironment.vercel && {
    ...exampleEnvironment.vercel,
    projects: { api: "prj_api", storefront: "prj_storefront" },
    optional: {},
  },
  email: "list@shop.test",
  onCall: {
    declaredHere: true,
    people: {
      ann: personOf("ann"),
      // Whom nobody can phone.
      bob: { ...personOf("bob"), phone: undefined },
    },
    rotations: { 1: ["ann", "bob"], 2: ["bob"], 3: ["ann"], 4: ["ann", "bob"] },
  },
  businessQueries: {
    new_listings: "select 1 as amount",
    search_success: "select 1 as part",
    disputes: "select 2 as part",
    successful_payments: "select 1 as happened",
  },
  boardQueries: {},
  runbooks: new Set(["api/page.md"]),
  runbookSite: "https://runbooks.test",
};

export const testContext: RenderContext = {
  environment: testEnvironment,
  routeOf: ({ priority }) => testRoutes[priority],
  quiet: [],
};

/** A catalogue of one row, `api.thing`. */
export const rowOf = (row: SignalDefinition): Catalogue => ({
  services: { api: { title: "API", owner: "platform", signals: { thing: row } } },
  emission: {},
});

/** A row that pages when a beat of the source stays away. */
export const heartbeatRow = <S extends Extract<Source, { readonly type: "heartbeat" | "scrape" }>>(
  source: S,
  at = minutes(10),
) =>
  ({
    title: "Thing",
    impact: "It hurts.",
    firstAction: "Look.",
    runbook: "api/page.md",
    kind: "heartbeat",
    critical: { at, priority: "P1" },
    missingData: "breach",
    source,
  }) as const;

export interface PlannedRow {
  readonly signal: PlannedSignal;
  readonly measure: PlannedMeasure;
}

const policies = {
  respondWithin: { P0: seconds(0), P1: minutes(15), P2: minutes(60), P3: minutes(1440) },
  rungs: {
    1: { who: "one", turns: "weekly" },
    2: { who: "two", turns: "weekly" },
    3: { who: "three", turns: "fixed" },
    4: { who: "four", turns: "fixed" },
  },
  routes: { prod: testRoutes, dev: testRoutes },
  handOff: { first: "2026-01-05T10:00:00+01:00", timeZone: "Europe/Paris" },
} as const;

/** The objective `api.slo`. */
export const planObjective = (row: ObjectiveDefinition): PlannedObjective => {
  const services = { api: { title: "API", owner: "platform", signals: {}, objectives: { slo: row } } } as const;
  const [objective] = resolvePlan({ services, emission: {} }, policies, testEnvironment).objectives;
  if (objective === undefined) throw new Error("the row gave no objective");
  return objective;
};

export const planRow = (row: SignalDefinition): PlannedRow => {
  const [signal] = resolvePlan(rowOf(row), policies, testEnvironment).signals;
  const measure = signal?.measures[0];
  if (signal === undefined || measure === undefined) throw new Error("the row gave no measure");
  return { signal, measure };
};

/** The row as the vendor of its source is asked to watch it. */
export const watchOf = <S extends Source>(
  row: SignalDefinition,
  source: S,
  role: Watch["role"] = "first",
): Watch<S> => ({ ...planRow(row), source, role });
