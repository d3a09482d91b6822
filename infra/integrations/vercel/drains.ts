import type { Unwrap } from "../../../monitors/declaration/declaration";
import type { Environment, VercelProject } from "../../../monitors/model/environment";
import { services } from "../../../monitors/model/sources/server";
import { basic, ref, type Reference } from "../../../monitors/model/late";
import { isOn } from "../../environment/switched-off";
import type { TraceDrainSamplingRule } from "@pulumiverse/vercel/types/input";
import type { VercelDeclaration } from "./declaration";
import { datadogLogs, datadogTraces, newRelicTraces } from "./intake";

/**
 * What Vercel sends of itself: to Datadog the lines and the spans that the catalogue reads, to New Relic the spans, to the log
 * store the lines. Where an environment's deployments are is said by its projects; of these only production is sent, for a
 * preview is somebody's draft.
 */

type Vercel = NonNullable<Environment["vercel"]>;

const API_KEY = "datadog:index/apiKey:ApiKey";
const LICENSE_KEY = "newrelic:index/apiAccessKey:ApiAccessKey";
const LOG_DRAIN = "vercel:index/logDrain:LogDrain";
const TRACE_DRAIN = "vercel:index/traceDrain:TraceDrain";
const NAME = "vercel";

/** Keys of their own: each can be withdrawn without silencing anybody else. */
const datadogKey: Reference = ref(API_KEY, NAME, "key");
export const serverKey: Reference = ref(API_KEY, "server", "key");

const projects = Object.keys(services).filter((key): key is VercelProject => key in services);

/**
 * https://vercel.com/docs/drains/reference/logs: requests answered by functions (lambda), middleware (edge), files (static) and
 * rewrites (external), what the firewall turned away (A38), and builds (A62). Nothing reads redirects.
 */
const SOURCES = ["build", "edge", "external", "firewall", "lambda", "static"] as const;

const PRODUCTION = ["production"] as const;

/**
 * Counts of a sample are no counts. Each is said and not left to a default: without any rule previews would be sent too, and
 * New Relic's account holds this environment alone.
 */
const UNSAMPLED: readonly Unwrap<TraceDrainSamplingRule>[] = [
  { environment: "production", rate: 1 },
  { environment: "preview", rate: 0 },
];

const drainName = ({ name }: Environment, drain: string): string => `driplo-${name}-${drain}`;

export const renderDrains = (environment: Environment, vercel: Vercel): readonly VercelDeclaration[] => [
  ...(isOn(environment, "datadog") ? renderDatadog(environment, vercel) : []),
  ...(isOn(environment, "newrelic") && environment.newrelic !== undefined
    ? renderNewRelic(environment, vercel, environment.newrelic)
    : []),
  ...(isOn(environment, "elastic") ? [renderLogStore(environment, vercel)] : []),
];

const allOf = ({ projects: { api, storefront } }: Vercel): readonly string[] => [api, storefront];

const renderDatadog = (environment: Environment, vercel: Vercel): readonly VercelDeclaration[] => [
  ...[NAME, "server"].map((name): VercelDeclaration => ({
    vendor: "datadog",
    type: API_KEY,
    name,
    args: { name: drainName(environment, name) },
  })),
  // A drain for each project: the service of a line stands in the address, and nowhere in the line.
  ...projects.map((project): VercelDeclaration => ({
    vendor: "vercel",
    type: LOG_DRAIN,
    name: `datadog.${project}`,
    args: {
      name: drainName(environment, `datadog-${project}`),
      endpoint: datadogLogs(environment, project),
      // The API takes an array of lines: https://docs.datadoghq.com/api/latest/logs/#send-logs
      deliveryFormat: "json",
      headers: { "DD-API-KEY": datadogKey },
      environments: [...PRODUCTION],
      projectIds: [vercel.projects[project]],
      sources: [...SOURCES],
      samplingRate: 1,
    },
  })),
  {
    vendor: "vercel",
    type: TRACE_DRAIN,
    name: "datadog",
    args: {
      name: drainName(environment, "datadog-traces"),
      endpoint: datadogTraces(environment),
      // https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/traces/: protobuf is taken everywhere, JSON only of late.
      deliveryFormat: "proto",
      headers: { "dd-api-key": datadogKey, ...TRACE_METRICS },
      projectIds: [...allOf(vercel)],
      samplingRules: [...UNSAMPLED],
    },
  },
];

/**
 * Trace metrics are computed for those who ask (`compute_stats`), and named as the Agent names them: with the span's own name for
 * an operation, each route would be a metric. The endpoint for Vercel computes them by default, which is no promise.
 * @see https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/traces/ (configure the exporter; unexpected span operation names)
 */
const TRACE_METRICS = {
  compute_stats: "true",
  "dd-otel-span-mapping": "{span_name_as_resource_name: false}",
} as const;

const renderNewRelic = (
  environment: Environment,
  vercel: Vercel,
  newrelic: NonNullable<Environment["newrelic"]>,
): readonly VercelDeclaration[] => [
  {
    vendor: "newrelic",
    type: LICENSE_KEY,
    name: NAME,
    // The provider does not mark it (newrelic/resource_newrelic_api_access_key.go).
    secretOutputs: ["key"],
    args: {
      accountId: newrelic.accountId,
      keyType: "INGEST",
      ingestType: "LICENSE",
      name: drainName(environment, NAME),
      notes: "Vercel's trace drain",
    },
  },
  {
    vendor: "vercel",
    type: TRACE_DRAIN,
    name: "newrelic",
    args: {
      name: drainName(environment, "newrelic-traces"),
      endpoint: newRelicTraces(newrelic),
      deliveryFormat: "proto",
      headers: { "api-key": ref(LICENSE_KEY, NAME, "key") },
      projectIds: [...allOf(vercel)],
      samplingRules: [...UNSAMPLED],
    },
  },
];

/** An array, of which Logstash's codec json makes an event for each element; the project of each stands in it. */
const renderLogStore = (environment: Environment, vercel: Vercel): VercelDeclaration => ({
  vendor: "vercel",
  type: LOG_DRAIN,
  name: "log-store",
  args: {
    name: drainName(environment, "log-store"),
    endpoint: environment.elastic.drain.url,
    deliveryFormat: "json",
    headers: {
      Authorization: basic(environment.elastic.drain.user, environment.elastic.drain.password),
    },
    environments: [...PRODUCTION],
    projectIds: [...allOf(vercel)],
    sources: [...SOURCES],
    samplingRate: 1,
  },
});
