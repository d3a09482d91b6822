import { readBoardQueries } from "../infra/environment/board-queries";
import { drillOnCall } from "../infra/environment/drill-on-call";
import { readBusinessQueries } from "../infra/environment/sql-files";
import type { Environment, Person, SwitchableVendor } from "../monitors/model/environment";
import { resolvePlan } from "../monitors/plan/resolve";
import type { MonitoringPlan } from "../monitors/plan/plan";
import type { Catalogue } from "../monitors/model/signal";
import { policies } from "../policies";
import { catalogue } from "../monitors/catalogue";
import { shop } from "./shop";
import { repositoryRoot } from "../infra/environment/repository-root";

export type { PlannedLevel, PlannedMeasure } from "../monitors/plan/plan";

/** Environments in memory, whole and without a fault; a test changes the one thing that it is about. */

const person = (role: string): Person => ({
  name: { late: "secret", path: ["people", role, "name"] },
  email: { late: "secret", path: ["people", role, "email"] },
  phone: { countryCode: 33, number: { late: "secret", path: ["people", role, "phone", "number"] } },
});

const runbooksOf = ({ services }: Catalogue): ReadonlySet<string> =>
  new Set(
    Object.values(services).flatMap(({ signals, objectives = {} }) =>
      [...Object.values(signals), ...Object.values(objectives)].map(({ runbook }) => runbook),
    ),
  );

export const testProd: Environment = {
  ...shop,
  name: "prod",
  ownsAccount: true,
  identities: {
    storefrontHost: "www.shop.test",
    apiHost: "api.shop.test",
    storefrontAlias: "storefront.alias.test",
    apiAlias: "api.alias.test",
    cdnDistribution: "EPRODDISTRIBUTION",
    webAcl: "prod-web-acl",
    workerGroup: "prod-workers",
    rumApplication: "00000000-0000-4000-8000-00000000000a",
    sentryEnvironment: "production",
    supabaseProject: "prodprojectreference",
  },
  aws: {
    region: "eu-west-3",
    accountId: "111111111111",
    shieldAdvanced: true,
    trailBucket: "prod-trail",
    trustedPrincipals: {
      identity: ["arn:aws:iam::111111111111:role/deploy"],
      secrets: ["arn:aws:iam::111111111111:role/deploy", "arn:aws:iam::111111111111:user/rotation"],
    },
    vercel: { team: "shop", project: "api", environment: "production", provider: "declared" },
  },
  stripe: {
    eventSource: "aws.partner/stripe.com/ed_prod0own",
    connectEventSource: "aws.partner/stripe.com/ed_prod0connected",
  },
  vercel: {
    team: "shop",
    projects: { api: "prj_prodApi", storefront: "prj_prodStorefront" },
    optional: { PUBLIC_GA4_MEASUREMENT_ID: "G-PROD", PUBLIC_VITALS_ENDPOINT: "/api/vitals", DRIPLO_FUNCTION_CPUS: "1" },
  },
  email: "alerts@shop.test",
  onCall: {
    declaredHere: true,
    people: { ann: person("ann"), ben: person("ben"), cem: person("cem"), dia: person("dia") },
    rotations: { 1: ["ann"], 2: ["ben"], 3: ["cem"], 4: ["dia"] },
  },
  switchedOff: {},
  businessQueries: readBusinessQueries(repositoryRoot()).queries,
  boardQueries: readBoardQueries(repositoryRoot()).queries,
  runbooks: runbooksOf(catalogue),
  runbookSite: "https://runbooks.shop.test",
};

const DEV_LIST = "alerts-dev@shop.test";

const devChannel = { name: "alerts-dev", id: "C9" };

export const testDev: Environment = {
  ...testProd,
  name: "dev",
  ownsAccount: false,
  identities: {
    storefrontHost: "dev.shop.test",
    apiHost: "api.dev.shop.test",
    storefrontAlias: "dev-storefront.alias.test",
    apiAlias: "dev-api.alias.test",
    cdnDistribution: "EDEVDISTRIBUTION",
    webAcl: "dev-web-acl",
    workerGroup: "dev-workers",
    rumApplication: "00000000-0000-4000-8000-00000000000d",
    sentryEnvironment: "development",
    supabaseProject: "developmentreference",
  },
  aws: {
    region: "eu-west-3",
    accountId: "222222222222",
    shieldAdvanced: true,
    trailBucket: "dev-trail",
    trustedPrincipals: {
      identity: ["arn:aws:iam::222222222222:role/deploy"],
      secrets: ["arn:aws:iam::222222222222:role/deploy", "arn:aws:iam::222222222222:user/rotation"],
    },
    vercel: { team: "shop", project: "api-dev", environment: "production", provider: "declared" },
  },
  stripe: {
    eventSource: "aws.partner/stripe.com/ed_test_dev0own",
    connectEventSource: "aws.partner/stripe.com/ed_test_dev0connected",
  },
  vercel: {
    team: "shop",
    projects: { api: "prj_devApi", storefront: "prj_devStorefront" },
    optional: { PUBLIC_GA4_MEASUREMENT_ID: "G-DEV" },
  },
  newrelic: { accountId: "2222222", region: "EU" },
  slack: {
    account: "shop",
    workspaceId: "T1",
    channels: { P0: devChannel, P1: devChannel, P2: devChannel, P3: devChannel },
  },
  email: DEV_LIST,
  onCall: drillOnCall("dev", DEV_LIST),
};

/** The environment without a vendor, for a reason. */
export const without = (environment: Environment, vendor: SwitchableVendor): Environment => ({
  ...environment,
  switchedOff: { ...environment.switchedOff, [vendor]: "the trial is over" },
});

export const planOf = (rows: Catalogue, environment: Environment = testProd): MonitoringPlan =>
  resolvePlan(rows, policies, environment);
