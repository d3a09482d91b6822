import { version } from "$app/environment";
import { env } from "$env/dynamic/public";
import {
  collector,
  datadog,
  googleAnalytics,
  instrument,
  logRocket,
  sentry,
  vercelAnalytics,
} from "@driplo/instrumentation/browser";
import { loadGtag } from "./gtag";

/**
 * The shop's one instrument. Each SDK is a chunk of its own, which no browser loads before its purpose is granted. The variables are those of
 * the package's `browser/README.md`; the release is the commit (`kit.version.name` in svelte.config.js).
 */
export const shop = instrument([
  datadog({
    load: async () => (await import("@datadog/browser-rum")).datadogRum,
    variables: env,
    release: version,
  }),
  sentry({ load: () => import("./sentry-sdk"), variables: env, release: version }),
  collector({ load: () => import("web-vitals"), variables: env }),
  googleAnalytics({ load: loadGtag, variables: env }),
  vercelAnalytics({
    load: () => import("@vercel/analytics"),
    vitals: { load: () => import("web-vitals"), variables: env },
  }),
  logRocket({ load: async () => (await import("logrocket")).default, variables: env, release: version }),
]);
