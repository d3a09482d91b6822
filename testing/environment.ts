import { readBoardQueries } from "../infra/environment/board-queries";
import { drillOnCall } from "../infra/environment/drill-on-call";
import { readBusinessQueries } from "../infra/environment/sql-files";
import type { Environment, SwitchableVendor } from "../monitors/model/environment";
import { resolvePlan } from "../monitors/plan/resolve";
import type { MonitoringPlan } from "../monitors/plan/plan";
import type { Catalogue } from "../monitors/model/signal";
import { policies } from "../policies";
import { catalogue } from "../monitors/catalogue";
import { exampleEnvironment } from "./configuration";
import { repositoryRoot } from "../infra/environment/repository-root";

export type { PlannedLevel, PlannedMeasure } from "../monitors/plan/plan";

/** Environments in memory, whole and without a fault; a test changes the one thing that it is about. */

const runbooksOf = ({ services }: Catalogue): ReadonlySet<string> =>
  new Set(
    Object.values(services).flatMap(({ signals, objectives = {} }) =>
      [...Object.values(signals), ...Object.values(objectives)].map(({ runbook }) => runbook),
    ),
  );

export const testProd: Environment = {
  ...exampleEnvironment,
  businessQueries: readBusinessQueries(repositoryRoot()).queries,
  boardQueries: readBoardQueries(repositoryRoot()).queries,
  runbooks: runbooksOf(catalogue),
};

const DEV_LIST = "alerts-dev@shop.test";

const devChannel = { name: "alerts-dev", id: "C9" };

/** What dev has of its own, or does without. */
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
    ...testProd.aws,
    accountId: "222222222222",
    trailBucket: "dev-trail",
    trustedPrincipals: {
      identity: ["arn:aws:iam::222222222222:role/deploy"],
      secrets: ["arn:aws:iam::222222222222:role/deploy", "arn:aws:iam::222222222222:user/rotation"],
    },
    vercel: { ...testProd.aws.vercel, project: "api-dev" },
  },
  stripe: {
    eventSource: "aws.partner/stripe.com/ed_test_dev0own",
    connectEventSource: "aws.partner/stripe.com/ed_test_dev0connected",
  },
  vercel: testProd.vercel && {
    ...testProd.vercel,
    projects: { api: "prj_devApi", storefront: "prj_devStorefront" },
    optional: { PUBLIC_GA4_MEASUREMENT_ID: "G-DEV" },
  },
  newrelic: { accountId: "2222222", region: "EU" },
  slack: { ...testProd.slack, channels: { P0: devChannel, P1: devChannel, P2: devChannel, P3: devChannel } },
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
