/**
 * What the shop's build must be told, as SvelteKit's public variables (`$env/dynamic/public`): each is served to every browser and is no
 * secret. `infra/integrations/vercel` sets them in the project. The release is none of them: SvelteKit knows it (`version` of
 * `$app/environment`, with `kit.version.name` the commit).
 */

interface Variable {
  /** Whether an alert has no data without it. Without a variable that is missing its system is off, and the console says so once. */
  readonly required: boolean;
  readonly what: string;
}

export const variables = {
  PUBLIC_ENVIRONMENT: { required: true, what: "name of the environment, as of its stack: Datadog's env" },
  PUBLIC_DATADOG_APPLICATION_ID: {
    required: true,
    what: "id of the RUM application, as identities.rumApplication has it",
  },
  PUBLIC_DATADOG_CLIENT_TOKEN: { required: true, what: "client token of the RUM application: it may only send" },
  PUBLIC_DATADOG_SITE: { required: true, what: "Datadog's site, as datadog.site has it" },
  PUBLIC_DATADOG_PROXY: {
    required: false,
    what: "an address of ours that passes RUM's events on (docs: Proxy Your Browser RUM Data), where blockers lose too many",
  },
  PUBLIC_SENTRY_DSN: { required: true, what: "DSN of the Sentry project: it may only send" },
  PUBLIC_SENTRY_ENVIRONMENT: {
    required: true,
    what: "name of the environment in Sentry's events, as identities.sentryEnvironment has it",
  },
  PUBLIC_SENTRY_TUNNEL: {
    required: false,
    what: "an address of ours that passes Sentry's envelopes on (docs: tunnel), for the same",
  },
  PUBLIC_GA4_MEASUREMENT_ID: { required: false, what: "Google Analytics' measurement id, G-…" },
  PUBLIC_LOGROCKET_APP_ID: { required: false, what: "LogRocket's app id, organisation/app" },
  PUBLIC_LOGROCKET_SAMPLE_PERCENT: {
    required: false,
    what: "of page loads whose visitor consented to replay, how many are recorded; 10 where it is not set",
  },
  PUBLIC_VITALS_ENDPOINT: { required: false, what: "address of our own that takes batches of web vitals: /api/vitals" },
  PUBLIC_VITALS_SAMPLE_PERCENT: {
    required: false,
    what: "of page loads, how many send web vitals, there and to Vercel; all where it is not set. What alerts read is not sampled by it",
  },
} as const satisfies Readonly<Record<`PUBLIC_${string}`, Variable>>;

export type VariableName = keyof typeof variables;

/** As SvelteKit gives them: strings, and nothing where one is not set. */
export type Variables = Readonly<Partial<Record<VariableName, string | undefined>>>;
