import type { ConfigurationForm } from "../infra/environment/fields";
import { isRecord } from "../monitors/model/unknown-value";

/** What a stack's configuration is made of, before it is read: text, lists and objects. */
export type Values = Readonly<Record<string, unknown>>;

/** A configuration of prod without a fault. A secret is ciphertext in the file, and in clear in what the engine hands over. */
export const validConfiguration = (form: ConfigurationForm): Values => {
  const secret = (clear: string): unknown => (form === "file" ? { secure: "v1:abc:def" } : clear);
  const person = (role: string): Values => ({
    name: secret(`Name of ${role}`),
    email: secret(`${role}@shop.test`),
    phone: { countryCode: 33, number: secret("600000000") },
  });
  return {
    ownsAccount: form === "file" ? "true" : true,
    identities,
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
    stripe: stripeConfiguration,
    datadog: {
      site: "datadoghq.eu",
      clientToken: "pub0123456789abcdef0123456789abcdef",
    },
    vercel: vercelConfiguration(secret),
    grafana: grafanaConfiguration(secret),
    sentry: sentryConfiguration,
    elastic: elasticConfiguration(secret),
    pagerduty: { serviceRegion: "eu" },
    slack: slackConfiguration,
    email: "alerts@shop.test",
    runbookSite: "https://runbooks.shop.test",
    people: { ann: person("ann"), ben: person("ben"), cem: person("cem"), dia: person("dia") },
    rotations: { 1: ["ann"], 2: ["ben"], 3: ["cem"], 4: ["dia"] },
  };
};

/** The values with one of them set, or taken out where `value` is undefined: `edit(values, "aws.region", "eu-west-3")`. */
export const edit = (values: Values, path: string, value: unknown): Values => {
  const [key = "", ...rest] = path.split(".");
  const inner = values[key];
  const next = rest.length === 0 ? value : edit(isRecord(inner) ? inner : {}, rest.join("."), value);
  return Object.fromEntries(Object.entries({ ...values, [key]: next }).filter(([, each]) => each !== undefined));
};

const slackConfiguration = {
  account: "shop",
  workspaceId: "T00000001",
  channels: {
    P0: { name: "urgent", id: "C00000001" },
    P1: { name: "urgent", id: "C00000001" },
    P2: { name: "alerts", id: "C00000002" },
    P3: { name: "trends", id: "C00000003" },
  },
};

const stripeConfiguration = {
  eventSource: "aws.partner/stripe.com/ed_prod0own",
  connectEventSource: "aws.partner/stripe.com/ed_prod0connected",
};

const vercelConfiguration = (secret: (text: string) => unknown) => ({
  team: "shop",
  projects: { api: "prj_prodApi", storefront: "prj_prodStorefront" },
  accountHashKey: secret("abcdefghijklmnopqrstuvwxabcdefgh"),
});

const grafanaConfiguration = (secret: (text: string) => unknown) => ({
  url: "https://shop.grafana.net",
  datasourceUid: "prometheus-uid",
  datasources: { cloudwatch: "cloudwatch-uid", datadog: "datadog-uid", sentry: "sentry-uid" },
  slackToken: secret("slack-token"),
  report: {
    by: "mail",
    executive: ["leadership@shop.test"],
    operations: ["operations@shop.test"],
    alertQuality: ["on-call@shop.test"],
  },
  scrape: {
    stackId: "11",
    apiUrl: "https://connections-api.grafana.net",
    supabaseKey: secret("supabase-key"),
  },
  push: {
    url: "https://influx.grafana.net/api/v1/push/influx/write",
    user: "12",
    token: secret("push-token"),
  },
  postgres: {
    address: "db.shop.test:5432",
    database: "postgres",
    user: "driplo_monitoring",
    password: secret("abcdefghijklmnopqrstuvwx"),
  },
});

const sentryConfiguration = {
  organization: "shop",
  project: "storefront",
  team: "storefront-team",
  checkIns: "https://o1.ingest.sentry.io/api/2/cron/___MONITOR_SLUG___/abc/",
  slackIntegration: "shop-slack",
  pagerdutyIntegration: "shop-pagerduty",
};

const elasticConfiguration = (secret: (text: string) => unknown) => ({
  elasticsearch: "https://shop.es.test",
  kibana: "https://shop.kb.test",
  hashKey: secret("hashKeyOfTheShopsLogs000"),
  slackToken: secret("elastic-slack-token"),
  drain: { url: "https://logs.shop.test", user: "drain", password: secret("passwordOfTheShopsDrains") },
  cdnLogs: { bucket: "shop-cdn-logs", prefix: "cdn/" },
});

const identities = {
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
};
