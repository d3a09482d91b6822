import type { Environment, OnCall } from "../../monitors/model/environment";
import type { EnvironmentName } from "../../monitors/model/environment-name";

const NOBODY = "arn:aws:iam::000000000000:role/unknown";

const aws: Environment["aws"] = {
  region: "eu-west-3",
  accountId: "000000000000",
  shieldAdvanced: true,
  trailBucket: "unknown",
  trustedPrincipals: { identity: [NOBODY], secrets: [NOBODY] },
  vercel: { team: "unknown", project: "unknown", environment: "unknown", provider: "existing" },
};

const vercel: Environment["vercel"] = {
  team: "unknown",
  projects: { api: "prj_unknown0", storefront: "prj_unknown1" },
  optional: {},
};

const elastic: Environment["elastic"] = {
  elasticsearch: "https://unknown.invalid",
  kibana: "https://unknown.invalid",
  drain: { url: "https://unknown.invalid", user: "unknown" },
  cdnLogs: { bucket: "unknown", prefix: "unknown/" },
};

const MAILBOX = "unknown@unknown.invalid";

const grafana: Environment["grafana"] = {
  url: "https://unknown.grafana.net",
  datasourceUid: "unknown",
  datasources: { cloudwatch: "unknown", datadog: "unknown", sentry: "unknown" },
  scrape: { stackId: "0", apiUrl: "https://unknown.grafana.net" },
  report: { by: "mail", executive: [MAILBOX], operations: [MAILBOX], alertQuality: [MAILBOX] },
  push: { url: "https://unknown.grafana.net/api/v1/push/influx/write", user: "0" },
  postgres: { address: "database.invalid:5432", database: "unknown", user: "unknown" },
};

const sentry: Environment["sentry"] = {
  organization: "unknown",
  project: "unknown",
  team: "unknown",
  checkIns: "https://unknown.sentry.io/api/0/cron/___MONITOR_SLUG___/0/",
  slackIntegration: "unknown",
  pagerdutyIntegration: "unknown",
};

const nobody: OnCall = {
  declaredHere: false,
  schedules: { 1: ["unknown"], 2: ["unknown"], 3: ["unknown"], 4: ["unknown"] },
};

/** What could be read of a file that is at fault. */
export interface ReadParts {
  readonly onCall?: OnCall | undefined;
  readonly switchedOff?: Environment["switchedOff"] | undefined;
}

/**
 * Stands in where a stack's file cannot be read, so that the catalogue's own faults are found in the same run. Each value has the
 * form that its vendor takes, so that no check of it is one more fault. It is never applied: the file's faults are errors, and a plan with errors creates nothing.
 */
export const placeholderEnvironment = (
  name: EnvironmentName,
  { runbooks, businessQueries, boardQueries }: Pick<Environment, "runbooks" | "businessQueries" | "boardQueries">,
  { onCall = nobody, switchedOff = {} }: ReadParts = {},
): Environment => {
  const channel = { name: "unknown", id: "C0" };
  return {
    name,
    ownsAccount: false,
    identities: {
      storefrontHost: "storefront.invalid",
      apiHost: "api.invalid",
      storefrontAlias: "alias.invalid",
      apiAlias: "alias.invalid",
      cdnDistribution: "unknown",
      webAcl: "unknown",
      workerGroup: "unknown",
      rumApplication: "00000000-0000-4000-8000-000000000000",
      sentryEnvironment: "unknown",
      supabaseProject: "unknownunknownunknow",
    },
    aws,
    stripe: {
      eventSource: "aws.partner/stripe.com/ed_unknown",
      connectEventSource: "aws.partner/stripe.com/ed_unknown_connect",
    },
    datadog: { site: "datadoghq.eu", clientToken: `pub${"0".repeat(32)}` },
    vercel,
    newrelic: { accountId: "1", region: "EU" },
    grafana,
    sentry,
    elastic,
    pagerduty: { serviceRegion: "eu" },
    slack: { account: "unknown", workspaceId: "T0", channels: { P0: channel, P1: channel, P2: channel, P3: channel } },
    email: MAILBOX,
    onCall,
    switchedOff,
    businessQueries,
    boardQueries,
    runbooks,
    runbookSite: "https://unknown.invalid",
  };
};
