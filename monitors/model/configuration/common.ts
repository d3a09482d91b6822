import { z } from "zod";
import { priorities } from "../priority";
import { address } from "./address";
import { host, key, text, yesOrNo } from "./fields";

/** What belongs to no vendor, or to several. */

export const ownsAccount = key(
  yesOrNo,
  "true in the one stack that declares what exists once per account: PagerDuty's users and schedules, Sentry's project",
  "true",
);

const own = { own: true } as const;

/**
 * What a source points at and what differs from one environment to the next. The configuration gives each one a value; a source names
 * the role and never the value.
 */
export const identities = z.strictObject({
  storefrontHost: key(host, "public name of the storefront", "www.shop.test", own),
  apiHost: key(host, "public name of the API, with the health routes", "api.shop.test", own),
  storefrontAlias: key(host, "CNAME target of the storefront's name", "storefront.alias.test"),
  apiAlias: key(host, "CNAME target of the API's name", "api.alias.test"),
  cdnDistribution: key(text, "id of the CloudFront distribution", "EPRODDISTRIBUTION", own),
  webAcl: key(
    text.regex(/^[\w-]{1,128}$/, "must be the metric name of the web ACL: letters, digits, - and _"),
    "metric name of the AWS WAF web ACL in front of it",
    "prod-web-acl",
    own,
  ),
  workerGroup: key(text, "name of the workers' Auto Scaling group", "prod-workers", own),
  rumApplication: key(
    z.uuid("must be the RUM application's id, a UUID"),
    "id of the Datadog RUM application",
    "00000000-0000-4000-8000-00000000000a",
    own,
  ),
  sentryEnvironment: key(
    text.regex(/^[^/\s]{1,64}$/, "must be a name of up to 64 characters without blanks and slashes"),
    "name of this environment in the events that Sentry is sent",
    "production",
    own,
  ),
  supabaseProject: key(
    text.regex(/^[a-z]{20}$/, "must be the reference of the Supabase project: 20 small letters"),
    "reference of the Supabase project, as in its host names",
    "prodprojectreference",
    own,
  ),
});

const channel = z.strictObject({
  name: key(text.regex(/^[a-z0-9_-]+$/, "must be the channel's name without #"), "the channel's name without #"),
  id: key(text.regex(/^C[A-Z0-9]+$/, "must be Slack's id of the channel: C0123ABCD"), "Slack's id of the channel"),
});

export const slack = z.strictObject({
  account: key(text, "the workspace's name in Datadog's Slack integration", "shop"),
  workspaceId: key(
    text.regex(/^T[A-Z0-9]+$/, "must be Slack's id of the workspace: T0123ABCD"),
    "Slack's own id of the workspace, for AWS",
    "T1",
  ),
  channels: key(z.record(z.enum(priorities), channel), "the channel of each priority", {
    P0: { name: "urgent", id: "C1" },
    P1: { name: "urgent", id: "C1" },
    P2: { name: "alerts", id: "C2" },
    P3: { name: "trends", id: "C3" },
  }),
});

export const email = key(
  z.email("must be the e-mail address of the team's list"),
  "the team's list, for what is not critical",
  "alerts@shop.test",
);

export const runbookSite = key(
  address("must be the address below which runbooks are read: https://…, and nothing after its path"),
  "the address below which runbooks are read",
  "https://runbooks.shop.test",
);

/** A system that can be switched off in configuration, with a reason. */
export const switchableVendors = [
  "datadog",
  "cloudwatch",
  "newrelic",
  "prometheus",
  "sentry",
  "elastic",
  "pagerduty",
] as const;

export const switchedOff = z
  .partialRecord(
    z.enum(switchableVendors),
    key(z.string().trim().min(10, "must say why, in a few words"), "why the vendor is off, in a few words"),
  )
  .default({});
