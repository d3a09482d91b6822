import type { ServerVariable } from "../variables";

/** Every variable of a function in production, invented. */
export const variables = (): Record<ServerVariable, string> => ({
  DRIPLO_ENV: "prod",
  DATADOG_SITE: "datadoghq.eu",
  DATADOG_API_KEY: "0123456789abcdef0123456789abcdef",
  DRIPLO_FUNCTION_MEMORY_MB: "4096",
  DRIPLO_FUNCTION_CPUS: "2",
  DRIPLO_AWS_REGION: "eu-west-3",
  DRIPLO_AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/driplo-prod-checkouts",
  DRIPLO_ACCOUNT_HASH_KEY: "an invented key that is long enough".replaceAll(" ", "-"),
  SENTRY_DSN: "https://public@o0.ingest.sentry.test/1",
});
