import type { Environment, EnvironmentName, OnCall } from "../monitors/model/environment";

const aws: Environment["aws"] = {
  region: "eu-west-3",
  accountId: "000000000000",
  shieldAdvanced: true,
  trailBucket: "unknown",
  trustedPrincipals: { identity: ["unknown"], secrets: ["unknown"] },
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

const grafana: Environment["grafana"] = {
  url: "https://unknown.invalid",
  datasourceUid: "unknown",
  datasources: { cloudwatch: "unknown", datadog: "unknown", sentry: "unknown" },
  scrape: { stackId: "0", apiUrl: "https://unknown.invalid" },
  push: { url: "https://unknown.invalid", user: "0" },
  postgres: { address: "database.invalid:5432", database: "unknown", user: "unknown" },
};

/**
 * Stands in where a stack's file cannot be read, so that the catalogue's own faults are found in the same run. It is never
 * applied: the file's faults are errors, and a plan with errors creates nothing.
 */
export const placeholderEnvironment = (
  name: EnvironmentName,
  { runbooks, businessQueries, boardQueries }: Pick<Environment, "runbooks" | "businessQueries" | "boardQueries">,
  onCall: OnCall = {
    declaredHere: false,
    schedules: { 1: ["unknown"], 2: ["unknown"], 3: ["unknown"], 4: ["unknown"] },
  },
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
      rumApplication: "unknown",
      sentryEnvironment: "unknown",
      supabaseProject: "unknown",
    },
    aws,
    stripe: { eventSource: "unknown", connectEventSource: "unknown.connect" },
    datadog: { site: "datadoghq.eu", clientToken: "unknown" },
    vercel,
    newrelic: { accountId: "0", region: "EU" },
    grafana,
    sentry: {
      organization: "unknown",
      project: "unknown",
      team: "unknown",
      checkIns: "https://unknown.invalid",
      slackIntegration: "unknown",
      pagerdutyIntegration: "unknown",
    },
    elastic,
    pagerduty: { serviceRegion: "eu" },
    slack: { account: "unknown", workspaceId: "T0", channels: { P0: channel, P1: channel, P2: channel, P3: channel } },
    email: "unknown@unknown.invalid",
    onCall,
    switchedOff: {},
    businessQueries,
    boardQueries,
    runbooks,
    runbookSite: "https://unknown.invalid",
  };
};
