import { z } from "zod";
import { pathOrAddress } from "../../../monitors/model/configuration/address";
import { generated, key, secret, text } from "../../../monitors/model/configuration/fields";
import type { services } from "../../../monitors/model/sources/server";

/** Vercel's own words for its ids: https://vercel.com/docs/rest-api (team_…, prj_…). */
const project = text.regex(/^prj_\w+$/, "must be the id of a project of Vercel's: prj_0123");

const percent = text.regex(/^(100|\d{1,2})$/, 'must be a whole number of percent, in quotes: "10"').optional();
const amount = text.regex(/^\d{1,6}(\.\d{1,3})?$/, 'must be a number, in quotes: "2048"').optional();
const address = pathOrAddress(
  "must be a path, or an address that begins with https://, and nothing after it",
).optional();
const analytics = text.regex(/^G-[A-Z0-9]+$/, "must be a measurement id of Google Analytics: G-0123").optional();
const logRocket = text.regex(/^[\w-]+\/[\w-]+$/, "must be LogRocket's id of the app: driplo/storefront").optional();

/**
 * What the shop is told where somebody wants it: systems that not everybody has, addresses of one's own in front of others, samples of
 * what no alert reads. `instrumentation/` says of each what it does without.
 */
const optional = z.strictObject({
  PUBLIC_DATADOG_PROXY: key(address, "an address of yours that passes RUM's events on"),
  PUBLIC_GA4_MEASUREMENT_ID: key(analytics, "Google Analytics' measurement id", "G-PROD", { own: true }),
  PUBLIC_LOGROCKET_APP_ID: key(logRocket, "LogRocket's app", undefined, { own: true }),
  PUBLIC_LOGROCKET_SAMPLE_PERCENT: key(percent, "how many page loads LogRocket records"),
  PUBLIC_SENTRY_TUNNEL: key(address, "an address of yours that passes Sentry's envelopes on"),
  PUBLIC_VITALS_ENDPOINT: key(address, "an address of yours that takes web vitals", "/api/vitals"),
  PUBLIC_VITALS_SAMPLE_PERCENT: key(percent, "how many page loads send web vitals, there and to Vercel"),
  DRIPLO_FUNCTION_CPUS: key(amount, "a function's CPUs, where the platform does not tell them", "1"),
  DRIPLO_FUNCTION_MEMORY_MB: key(amount, "a function's memory in MB, where the platform does not tell it"),
});

const projects = {
  api: key(project, "id of the project that runs the API (Project › Settings › General)", "prj_prodApi", { own: true }),
  storefront: key(project, "id of the project that runs the storefront", "prj_prodStorefront", { own: true }),
} as const satisfies Readonly<Record<keyof typeof services, z.ZodType>>;

/** The projects that are this environment, and what the shop is told there. */
export const vercel = z
  .strictObject({
    team: key(
      text.regex(/^[\w-]+$/, "must be the team's slug or id: driplo, or team_0123"),
      "slug or id of the team",
      "shop",
    ),
    projects: z.strictObject(projects),
    // As long as the digest, or whoever has the logs could try all keys.
    accountHashKey: secret("key of the hash under which accounts stand in the logs of sign-ins", generated(32)),
    optional: optional.default({}),
  })
  .refine(({ projects: { api, storefront } }) => api !== storefront, {
    error: "must be another project than api: a line's service is told by its project",
    path: ["projects", "storefront"],
  });
