import { z } from "zod";
import { address } from "../model/configuration/address";
import { key, text } from "../model/configuration/fields";

/** sentry.io, de.sentry.io, o1.ingest.us.sentry.io: https://docs.sentry.io/organization/data-storage-location/ */
const SENTRY = "sentry.io";

/** Slugs as they stand in Sentry's addresses: what a name that is no slug would find is another thing, or nothing. */
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, "must be a slug of Sentry, as in its addresses: storefront");

const checkIns = address(
  "must be the address of check-ins as Sentry shows it: https://….sentry.io/api/1/cron/___MONITOR_SLUG___/…/",
  SENTRY,
  /\/api\/\d+\/cron\/___MONITOR_SLUG___\/\w+\/$/,
);

const api = address(
  "must be the address of Sentry's API: https://de.sentry.io/api/",
  SENTRY,
  /^https:\/\/[^/]+\/api\/$/,
);

/** Sentry, and the names of the apps that are installed in it. One project holds the events of every environment. */
export const sentry = z.strictObject({
  organization: key(slug, "slug of the organisation", "shop"),
  project: key(slug, "slug of the project that holds the events of every environment", "storefront"),
  team: key(slug, "slug of the team that is told by e-mail", "storefront-team"),
  // The key of a project may only send, and stands in the address that browsers are given.
  checkIns: key(
    checkIns,
    "the address of check-ins as Sentry shows it for a key of the project (Client keys › Crons)",
    "https://o1.ingest.sentry.io/api/2/cron/___MONITOR_SLUG___/abc/",
    { shown: true },
  ),
  baseUrl: key(api.optional(), "the address of Sentry's API, where it is not https://sentry.io/api/"),
  slackIntegration: key(text, "name under which Slack's app is installed in Sentry", "shop-slack"),
  pagerdutyIntegration: key(
    text.optional(),
    "name under which PagerDuty's app is installed in Sentry; needed where a route pages",
    "shop-pagerduty",
  ),
});
