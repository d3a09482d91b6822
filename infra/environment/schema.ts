import { z } from "zod";
import { switchableVendors } from "../../monitors/model/environment";
import { priorities } from "../../monitors/model/priority";
import { address, datadogSites, GRAFANA_CLOUD, SENTRY } from "./address";
import { elasticIn } from "./elastic";
import { vercelIn } from "./vercel";
import { generated, host, role, secretIn, text, yesOrNo, type ConfigurationForm } from "./fields";

/** What one stack's configuration may hold, key by key. */

export const PROJECT = "driplo-monitoring";

/** PagerDuty's provider takes digits alone, without the leading 0 that is dialled inside the country. */
const nationalNumber = z
  .string()
  .regex(/^[1-9]\d{3,14}$/, "must be the digits of the number without country code and leading 0");

const rungsOf = <S extends z.ZodType>(schema: S) => z.strictObject({ 1: schema, 2: schema, 3: schema, 4: schema });

/**
 * A role by itself and not a session of it, or a user, with its path. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const principal = text.regex(
  /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
  "must be the ARN of a role or user: arn:aws:iam::123456789012:role/deploy",
);

/** EventBridge takes no empty list of whom not to match. */
const principals = z.tuple([principal], principal);
/**
 * Which deployment of Vercel's may take the role that counts checkouts. AWS compares the words of the token with these: the team's
 * slug and the project's name as they stand in Vercel's addresses, not their ids.
 */
const vercelIdentity = z.strictObject({
  team: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be the team's slug, as in Vercel's addresses: driplo"),
  project: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "must be the project's name at Vercel: api"),
  environment: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be an environment of Vercel's: production or preview"),
  provider: z.enum(["declared", "existing"], "must be declared, or existing where the account has it already"),
});

/** The account holds this environment's spans alone: no query names the environment. */
const newRelic = z.strictObject({
  // The provider refuses a leading 0.
  accountId: text.regex(/^[1-9]\d*$/, "must be the digits of the account without a leading 0, in quotes"),
  region: z.enum(["US", "EU"], "must be the account's data centre: US or EU"),
});

/** https://grafana.com/docs/grafana/latest/developers/http_api/data_source/ */
const sourceUid = text.regex(/^[\w-]{1,40}$/, "must be the uid of a data source of Grafana's");

const PUSH =
  "must be Grafana Cloud's address for the line protocol: https://influx-….grafana.net/api/v1/push/influx/write";

/** Who gets a report by mail. */
const list = z.array(z.email("must be an e-mail address")).min(1, "must name somebody");

/** Grafana, its Slack app, and Grafana Cloud's scraping of Supabase. */
const grafanaIn = (form: ConfigurationForm) => {
  const secret = secretIn(form);
  return z.strictObject({
    url: address("must be the address of Grafana: https://driplo.grafana.net", GRAFANA_CLOUD),
    datasourceUid: text.regex(/^[\w-]{1,40}$/, "must be the uid of Grafana's Prometheus data source"),
    datasources: z
      .strictObject({ cloudwatch: sourceUid.optional(), datadog: sourceUid.optional(), sentry: sourceUid.optional() })
      .default({}),
    report: z.strictObject({ by: z.enum(["grafana", "mail"], "must be grafana or mail"), executive: list, operations: list, alertQuality: list }),
    slackToken: secret,
    scrape: z.strictObject({
      stackId: text.regex(/^\d+$/, "must be the digits of the Grafana Cloud stack, in quotes"),
      apiUrl: address("must be the address of Grafana Cloud's Connections API: https://….grafana.net", GRAFANA_CLOUD),
      supabaseKey: secret,
    }),
    push: z.strictObject({
      url: address(PUSH, GRAFANA_CLOUD, /\/api\/v1\/push\/influx\/write$/),
      user: text.regex(/^\d+$/, "must be the digits of the metrics instance, in quotes"),
      token: secret,
    }),
    postgres: z.strictObject({
      address: text.regex(
        /^[a-z0-9.-]+\.[a-z]{2,}:\d+$/,
        "must be the host and port of the database: db.driplo.com:5432",
      ),
      database: text,
      user: text.regex(/^[a-z][\w.]*$/, "must be the role that reads business numbers: driplo_monitoring"),
      password: form === "program" ? generated : secret,
    }),
  });
};

/** Slugs as they stand in Sentry's addresses: what a name that is no slug would find is another thing, or nothing. */
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, "must be a slug of Sentry, as in its addresses: storefront");

const CHECK_INS =
  "must be the address of check-ins as Sentry shows it: https://….sentry.io/api/1/cron/___MONITOR_SLUG___/…/";
const API = "must be the address of Sentry's API: https://de.sentry.io/api/";

/** Sentry, and the names of the apps that are installed in it. */
const sentry = z.strictObject({
  organization: slug,
  project: slug,
  team: slug,
  checkIns: address(CHECK_INS, SENTRY, /\/api\/\d+\/cron\/___MONITOR_SLUG___\/\w+\/$/),
  baseUrl: address(API, SENTRY, /^https:\/\/[^/]+\/api\/$/).optional(),
  slackIntegration: text,
  pagerdutyIntegration: text.optional(),
});

/** As Stripe names them: https://docs.stripe.com/event-destinations/eventbridge; of test mode and sandboxes with `ed_test_`. */
const partnerSource = text.regex(
  /^aws\.partner\/stripe\.com\/ed_\w+$/,
  "must be the name of Stripe's partner event source: aws.partner/stripe.com/ed_0123",
);

/** Each has a bus of its own name. */
const stripe = z
  .strictObject({ eventSource: partnerSource, connectEventSource: partnerSource })
  .refine(({ eventSource, connectEventSource }) => eventSource !== connectEventSource, {
    error: "must be another source than eventSource: Stripe has a destination for each",
    path: ["connectEventSource"],
  });

/** https://docs.datadoghq.com/account_management/api-app-keys/#client-tokens: made for browsers, and no secret. */
const clientToken = text.regex(/^pub[0-9a-f]{32}$/, "must be a client token of Datadog's: pub and 32 digits or a to f");

/** What the catalogue's sources name by role. */
const identities = z.strictObject({
  storefrontHost: host,
  apiHost: host,
  storefrontAlias: host,
  apiAlias: host,
  cdnDistribution: text,
  webAcl: text.regex(/^[\w-]{1,128}$/, "must be the metric name of the web ACL: letters, digits, - and _"),
  workerGroup: text,
  rumApplication: z.uuid("must be the RUM application's id, a UUID"),
  sentryEnvironment: text.regex(/^[^/\s]{1,64}$/, "must be a name of up to 64 characters without blanks and slashes"),
  supabaseProject: text.regex(/^[a-z]{20}$/, "must be the reference of the Supabase project: 20 small letters"),
});

const slack = z.strictObject({
  account: text,
  workspaceId: text.regex(/^T[A-Z0-9]+$/, "must be Slack's id of the workspace: T0123ABCD"),
  channels: z.record(
    z.enum(priorities),
    z.strictObject({
      name: text.regex(/^[a-z0-9_-]+$/, "must be the channel's name without #"),
      id: text.regex(/^C[A-Z0-9]+$/, "must be Slack's id of the channel: C0123ABCD"),
    }),
  ),
});

/** Top-level keys of the stack's configuration, below the project's namespace. */
export const configurationKeys = (form: ConfigurationForm) => {
  const secret = secretIn(form);
  const phone = z.strictObject({
    countryCode: z.number().int().min(1).max(999),
    number: form === "program" ? nationalNumber : secret,
  });
  return {
    ownsAccount: yesOrNo,
    identities,
    aws: z.strictObject({
      region: text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region: eu-west-3"),
      accountId: text.regex(/^\d{12}$/, "must be the 12 digits of the account, in quotes"),
      shieldAdvanced: yesOrNo,
      trailBucket: text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of the trail's bucket"),
      trustedPrincipals: z.strictObject({ identity: principals, secrets: principals }),
      vercel: vercelIdentity,
    }),
    stripe,
    datadog: z.strictObject({
      site: z.enum(datadogSites, `must be a site of Datadog's: ${datadogSites.join(", ")}`),
      clientToken,
    }),
    vercel: vercelIn(form, secret).optional(),
    newrelic: newRelic.optional(),
    grafana: grafanaIn(form),
    sentry,
    elastic: elasticIn(secret, form === "program" ? generated : secret),
    pagerduty: z.strictObject({ serviceRegion: z.enum(["us", "eu"]) }).optional(),
    slack,
    runbookSite: address("must be the address below which runbooks are read: https://…, and nothing after its path"),
    email: z.email("must be the e-mail address of the team's list"),
    people: z.record(role, z.strictObject({ name: secret, email: secret, phone: phone.optional() })).optional(),
    rotations: rungsOf(z.array(role)).optional(),
    schedules: rungsOf(z.array(text).min(1)).optional(),
    switchedOff: z
      .partialRecord(z.enum(switchableVendors), z.string().trim().min(10, "must say why, in a few words"))
      .default({}),
  };
};

export type Configuration = z.output<z.ZodObject<ReturnType<typeof configurationKeys>>>;

export type PersonValues = NonNullable<Configuration["people"]>[string];
