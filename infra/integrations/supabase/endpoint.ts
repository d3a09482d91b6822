/**
 * Where Supabase publishes a project's metrics, and how to ask for them: basic authentication, the user `service_role`, a
 * secret key of the project as password, a new point a minute. Beta: names may change.
 * @see https://supabase.com/docs/guides/telemetry/metrics
 */
export const metricsPath = "/customer/v1/privileged/metrics";

export const metricsHost = (project: string): string => `${project}.supabase.co`;

export const METRICS_USER = "service_role";
