import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { ref } from "../../../monitors/model/late";
import { isOn } from "../../environment/switched-off";
import type { Link } from "../link";

/**
 * Supabase's log drains: to Datadog, whose rows search the lines, and to the log store. Its provider has none (supabase/terraform-provider-supabase
 * docs/resources); its Management API has them.
 * @see https://supabase.com/docs/reference/api/v2-create-log-drain, and supabase/supabase packages/api-types/types/api-v2.d.ts
 *   (`CreateLogDrainRequestOpenApi`): plans Pro, Team and Enterprise, permission `analytics_config_write`
 */
const KEY = { type: "datadog:index/apiKey:ApiKey", name: "supabase" } as const;

/** A key of its own, to be withdrawn without silencing anybody else. */
export const renderSupabaseKey = ({ name }: Environment): readonly DatadogDeclaration[] => [
  { vendor: "datadog", ...KEY, args: { name: `driplo-${name}-supabase` } },
];

/** Supabase's words for Datadog's sites: Logflare/logflare lib/logflare/backends/adaptor/datadog_adaptor.ex. Others it does not reach. */
const regions: Readonly<Partial<Record<Environment["datadog"]["site"], string>>> = {
  "datadoghq.com": "US1",
  "us3.datadoghq.com": "US3",
  "us5.datadoghq.com": "US5",
  "datadoghq.eu": "EU",
  "ap1.datadoghq.com": "AP1",
  "ddog-gov.com": "US1-FED",
};

/** A site of Datadog's that Supabase has no word for; its lines go to the log store alone. */
export const unreachedSite = (environment: Environment): string | undefined =>
  isOn(environment, "datadog") && regions[environment.datadog.site] === undefined
    ? environment.datadog.site
    : undefined;

export const supabaseLinks = (environment: Environment): readonly Link[] => [
  ...toDatadog(environment),
  ...toLogStore(environment),
];

const toDatadog = (environment: Environment): readonly Link[] => {
  const region = regions[environment.datadog.site];
  if (!isOn(environment, "datadog") || region === undefined) return [];
  const name = `driplo-${environment.name}-datadog`;
  const config = { api_key: ref(KEY.type, KEY.name, "key"), region };
  return [{ name, facts: { backend: "datadog", region }, body: drain(name, "datadog", config) }];
};

/** Logstash's HTTP input reads neither HTTP/2 nor gzip without being told to. */
const toLogStore = (environment: Environment): readonly Link[] => {
  if (!isOn(environment, "elastic") || environment.vercel === undefined) return [];
  const name = `driplo-${environment.name}-log-store`;
  const { url } = environment.elastic.drain;
  // As Vercel's drain of logs sends it: the password is in the state already.
  const headers = { Authorization: ref("vercel:index/logDrain:LogDrain", "log-store", "headers.Authorization") };
  return [
    {
      name,
      facts: { backend: "webhook", endpoint: url, http: "http1", gzip: "false" },
      body: drain(name, "webhook", { url, http: "http1", gzip: false, headers }),
    },
  ];
};

const drain = (name: string, backend: string, config: Link["body"]): Link["body"] => ({
  data: { type: "log_drain", attributes: { name, backend_type: backend, config } },
});
