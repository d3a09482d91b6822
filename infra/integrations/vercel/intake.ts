import type { Environment, VercelProject } from "../../../monitors/model/environment";
import { services } from "../../../monitors/model/sources/server";
import { DRAINED } from "../../../monitors/model/sources/vercel";

/** Where the vendors take what Vercel sends. No key stands in an address: addresses are shown, headers are not. */

/**
 * That source, service and tags can stand in the address, beside a body of JSON, is how Cloudflare sends its own logs there:
 * https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/datadog/. The hosts:
 * https://docs.datadoghq.com/logs/log_collection/#logging-endpoints
 */
export const datadogLogs = ({ name, datadog }: Environment, project: VercelProject): string =>
  `https://http-intake.logs.${datadog.site}/api/v2/logs?ddsource=${DRAINED}&service=${services[project]}&ddtags=env:${name}`;

/**
 * Datadog's own endpoint for Vercel: the common one "assumes a host is present".
 * @see https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/managed_platforms/
 */
export const datadogTraces = ({ datadog }: Environment): string =>
  `https://vercel.integrations.otlp.${datadog.site}/v1/traces`;

/** https://docs.newrelic.com/docs/opentelemetry/best-practices/opentelemetry-otlp/ (endpoints by data centre) */
export const newRelicTraces = ({ region }: NonNullable<Environment["newrelic"]>): string =>
  region === "EU" ? "https://otlp.eu01.nr-data.net/v1/traces" : "https://otlp.nr-data.net/v1/traces";
