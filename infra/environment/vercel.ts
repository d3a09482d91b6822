import { z } from "zod";
import type { OptionalVariable } from "../../monitors/model/environment";
import { pathOrAddress } from "./address";
import type { ConfigurationForm } from "./fields";

const text = z.string().trim().min(1, "must not be empty");

/** Vercel's own words for its ids: https://vercel.com/docs/rest-api (team_…, prj_…). */
const project = text.regex(/^prj_\w+$/, "must be the id of a project of Vercel's: prj_0123");

/** As long as the digest, or whoever has the logs could try all keys. */
const hashKey = z.string().regex(/^[A-Za-z0-9]{32,}$/, "must be 32 letters and digits or more, and nothing else");

const percent = text.regex(/^(100|\d{1,2})$/, 'must be a whole number of percent, in quotes: "10"');
const amount = text.regex(/^\d{1,6}(\.\d{1,3})?$/, 'must be a number, in quotes: "2048"');
const address = pathOrAddress("must be a path, or an address that begins with https://, and nothing after it");

const optional = {
  PUBLIC_DATADOG_PROXY: address,
  PUBLIC_GA4_MEASUREMENT_ID: text.regex(/^G-[A-Z0-9]+$/, "must be a measurement id of Google Analytics: G-0123"),
  PUBLIC_LOGROCKET_APP_ID: text.regex(/^[\w-]+\/[\w-]+$/, "must be LogRocket's id of the app: driplo/storefront"),
  PUBLIC_LOGROCKET_SAMPLE_PERCENT: percent,
  PUBLIC_SENTRY_TUNNEL: address,
  PUBLIC_VITALS_ENDPOINT: address,
  PUBLIC_VITALS_SAMPLE_PERCENT: percent,
  DRIPLO_FUNCTION_CPUS: amount,
  DRIPLO_FUNCTION_MEMORY_MB: amount,
} as const satisfies Readonly<Record<OptionalVariable, z.ZodType>>;

/** The projects that are this environment, and what the shop is told there. */
export const vercelIn = (form: ConfigurationForm, secret: z.ZodType) =>
  z
    .strictObject({
      team: text.regex(/^[\w-]+$/, "must be the team's slug or id: driplo, or team_0123"),
      projects: z.strictObject({ api: project, storefront: project }),
      accountHashKey: form === "program" ? hashKey : secret,
      optional: z.strictObject(optional).partial().default({}),
    })
    .refine(({ projects }) => projects.api !== projects.storefront, {
      error: "must be another project than api: a line's service is told by its project",
      path: ["projects", "storefront"],
    });
