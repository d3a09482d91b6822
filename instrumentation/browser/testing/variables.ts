import type { Variables } from "../variables";

/** Every variable of a page, invented. */
export const variables = {
  PUBLIC_ENVIRONMENT: "test",
  PUBLIC_DATADOG_APPLICATION_ID: "00000000-0000-4000-8000-000000000001",
  PUBLIC_DATADOG_CLIENT_TOKEN: "pub0",
  PUBLIC_DATADOG_SITE: "datadoghq.eu",
  PUBLIC_DATADOG_PROXY: "/rum",
  PUBLIC_SENTRY_DSN: "https://public@sentry.example/1",
  PUBLIC_SENTRY_ENVIRONMENT: "test",
  PUBLIC_SENTRY_TUNNEL: "/sentry",
  PUBLIC_GA4_MEASUREMENT_ID: "G-TEST",
  PUBLIC_LOGROCKET_APP_ID: "driplo/test",
  PUBLIC_LOGROCKET_SAMPLE_PERCENT: "100",
  PUBLIC_VITALS_ENDPOINT: "/api/vitals",
} as const satisfies Variables;
