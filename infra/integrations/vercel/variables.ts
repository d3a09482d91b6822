import type { Late } from "../../../monitors/model/late";
import type { Environment, OptionalVariable, VercelProject } from "../../../monitors/model/environment";
import { checkoutRoleArn } from "../aws/checkouts";
import { services } from "../../../monitors/model/sources/server";
import { clientKeys, dsn } from "../../../monitors/sentry/project";
import { isOn } from "../../environment/switched-off";
import { serverKey } from "./drains";

/**
 * What the shop's own instrumentation is told, under the names by which `instrumentation/browser/variables.ts` and
 * `instrumentation/server/variables.ts` read it. SvelteKit shows the browser what begins with PUBLIC_ and nothing else
 * (https://svelte.dev/docs/kit/$env-dynamic-public).
 */
export interface Variable {
  readonly key: string;
  readonly readBy: readonly VercelProject[];
  /** Nobody can read it back at Vercel, in its dashboard or by its API. */
  readonly sensitive: boolean;
  readonly says: string;
  /** Undefined where the system that it is for is switched off, or nobody has an account there. */
  readonly value: (environment: Environment, project: VercelProject) => string | Late | undefined;
  /** What must be there before the value is asked for. */
  readonly after?: (environment: Environment) => readonly string[];
}

const open = { sensitive: false } as const;
const browser = { ...open, readBy: ["storefront"] } as const;
const api = { ...open, readBy: ["api"] } as const;
const servers = { ...open, readBy: ["api", "storefront"] } as const;

const ifDatadog =
  <T>(value: (environment: Environment) => T) =>
  (environment: Environment): T | undefined =>
    isOn(environment, "datadog") ? value(environment) : undefined;

/** What the configuration may say. */
const optional = (key: OptionalVariable, says: string) =>
  ({
    key,
    ...(key.startsWith("PUBLIC_") ? browser : api),
    says,
    value: ({ vercel }: Environment) => vercel?.optional[key],
  }) as const;

const sentryDsn = {
  says: "Where Sentry takes this project's errors; it may only send",
  value: (environment: Environment) => (isOn(environment, "sentry") ? dsn(environment) : undefined),
  after: (environment: Environment) => (isOn(environment, "sentry") ? clientKeys(environment) : []),
} as const;

const environmentName = {
  says: "The environment's name, as the monitors' searches have it",
  value: ({ name }: Environment) => name,
} as const;

const datadogSite = { says: "Datadog's data centre", value: ifDatadog(({ datadog }) => datadog.site) } as const;

const inBrowser: readonly Variable[] = [
  { key: "PUBLIC_ENVIRONMENT", ...browser, ...environmentName },
  {
    key: "PUBLIC_DATADOG_APPLICATION_ID",
    ...browser,
    says: "The RUM application that sessions are of",
    value: ifDatadog(({ identities }) => identities.rumApplication),
  },
  {
    key: "PUBLIC_DATADOG_CLIENT_TOKEN",
    ...browser,
    says: "Datadog's client token: made to be shown, it may only send",
    value: ifDatadog(({ datadog }) => datadog.clientToken),
  },
  { key: "PUBLIC_DATADOG_SITE", ...browser, ...datadogSite },
  { key: "PUBLIC_SENTRY_DSN", ...browser, ...sentryDsn },
  {
    key: "PUBLIC_SENTRY_ENVIRONMENT",
    ...browser,
    says: "The environment's name in Sentry",
    value: ({ identities }) => identities.sentryEnvironment,
  },
  optional("PUBLIC_DATADOG_PROXY", "An address of ours that passes RUM's events on"),
  optional("PUBLIC_SENTRY_TUNNEL", "An address of ours that passes Sentry's envelopes on"),
  optional("PUBLIC_GA4_MEASUREMENT_ID", "Google Analytics' measurement id"),
  optional("PUBLIC_LOGROCKET_APP_ID", "LogRocket's app"),
  optional("PUBLIC_LOGROCKET_SAMPLE_PERCENT", "How many page loads LogRocket records"),
  optional("PUBLIC_VITALS_ENDPOINT", "An address of ours that takes web vitals"),
  optional("PUBLIC_VITALS_SAMPLE_PERCENT", "How many page loads send web vitals; no alert reads those"),
];

const onServers: readonly Variable[] = [
  { key: "DRIPLO_ENV", ...api, ...environmentName },
  { key: "DATADOG_SITE", ...api, ...datadogSite },
  {
    key: "DATADOG_API_KEY",
    ...api,
    sensitive: true,
    says: "The key that the server's own metrics are sent with (A17, A18)",
    value: ifDatadog(() => serverKey),
  },
  {
    key: "DRIPLO_AWS_REGION",
    ...api,
    says: "Where the alarm on payments looks for checkouts (A52)",
    value: ({ aws }) => aws.region,
  },
  {
    key: "DRIPLO_AWS_ROLE_ARN",
    ...api,
    says: "The role that may count checkouts, and nothing else (A52)",
    value: checkoutRoleArn,
  },
  {
    key: "DRIPLO_ACCOUNT_HASH_KEY",
    ...api,
    sensitive: true,
    says: "The key of the hash under which an account stands in the logs (A57)",
    value: ({ vercel }) => vercel?.accountHashKey,
  },
  optional("DRIPLO_FUNCTION_MEMORY_MB", "A function's memory, where the platform does not tell it (A17)"),
  optional("DRIPLO_FUNCTION_CPUS", "A function's CPUs, where the platform does not tell them (A18)"),
  { key: "SENTRY_DSN", ...servers, ...sentryDsn },
  {
    key: "OTEL_SERVICE_NAME",
    ...servers,
    says: "The service of spans, as the monitors' searches have it",
    value: (_, project) => services[project],
  },
  {
    key: "OTEL_RESOURCE_ATTRIBUTES",
    ...servers,
    says: "The environment of spans, as the monitors' searches have it",
    // Datadog's `env`: https://docs.datadoghq.com/opentelemetry/mapping/semantic_mapping/
    value: ({ name }) => `deployment.environment.name=${name}`,
  },
];

export const variables: readonly Variable[] = [...inBrowser, ...onServers];
