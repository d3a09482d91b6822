import { DRAINED, pinoLevels } from "../../../monitors/model/sources/vercel";
import type { LogPipeline } from "../logs/declaration";

/**
 * The drain's own names to Datadog's standard ones, which the catalogue searches for, and what our server writes as JSON to attributes
 * of the line. For the lines of every environment, so that the account's owner declares it.
 * @see https://vercel.com/docs/drains/reference/logs (names of the drain)
 * @see https://docs.datadoghq.com/standard-attributes/ (Datadog's)
 */
const RENAMED = [
  ["proxy.clientIp", "network.client.ip"],
  ["proxy.method", "http.method"],
  ["proxy.statusCode", "http.status_code"],
  ["proxy.userAgent", "http.useragent"],
] as const;

const LEVEL_WORD = "driplo.level";

const processors: LogPipeline["args"]["processors"] = [
  {
    // First, for what the server says of a client is nearer the truth than the proxy's.
    grokParser: {
      name: "A line of JSON is attributes",
      isEnabled: true,
      source: "message",
      samples: ['{"evt":{"name":"sign_in","outcome":"failure"}}'],
      // https://docs.datadoghq.com/logs/log_configuration/parsing/ (JSON)
      grok: { matchRules: "json %{data::json}", supportRules: "" },
    },
  },
  ...RENAMED.map(([from, to]) => ({
    attributeRemapper: {
      name: `${from} to ${to}`,
      isEnabled: true,
      sources: [from],
      sourceType: "attribute",
      target: to,
      targetType: "attribute",
      preserveSource: true,
      overrideOnConflict: false,
    },
  })),
  {
    // Builds have no proxy, and get no address.
    stringBuilderProcessor: {
      name: "The address asked for",
      isEnabled: true,
      template: "%{proxy.scheme}://%{proxy.host}%{proxy.path}",
      target: "http.url",
      isReplaceMissing: false,
    },
  },
  {
    urlParser: {
      name: "Its parts",
      isEnabled: true,
      sources: ["http.url"],
      target: "http.url_details",
      normalizeEndingSlashes: false,
    },
  },
  {
    // A status remapper takes a number above 7 for info (https://docs.datadoghq.com/logs/log_configuration/processors/log_status_remapper/).
    categoryProcessor: {
      name: "pino's numbers are levels",
      isEnabled: true,
      target: LEVEL_WORD,
      categories: Object.entries(pinoLevels).map(([name, number]) => ({
        name,
        filter: { query: `@level:${number}` },
      })),
    },
  },
  { statusRemapper: { name: "The level is the status", isEnabled: true, sources: [LEVEL_WORD, "level"] } },
];

export const renderVercelPipeline = (): LogPipeline => ({
  vendor: "datadog",
  type: "datadog:index/logsCustomPipeline:LogsCustomPipeline",
  name: "vercel",
  args: {
    name: "Driplo: Vercel's drain",
    description: "Names of the drain to Datadog's; what the server writes as JSON to attributes",
    isEnabled: true,
    filters: [{ query: `source:${DRAINED}` }],
    processors,
  },
});
