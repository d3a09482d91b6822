import type { Vendor } from "../../monitors/declaration/declaration";
import { switchableVendors, type Environment, type SwitchableVendor } from "../../monitors/model/environment";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { isOn } from "./switched-off";

/**
 * The vendors' keys, by the variables from which their plugins read them by themselves. A provider is handed none, because the engine
 * writes what a provider was handed into the stack's state, and whoever may preview a stack can decrypt its state: a preview with
 * keys of its own would hold those of `up` all the same.
 */
export const keyVariables: Readonly<Record<Vendor, readonly string[]>> = {
  // DataDog/terraform-provider-datadog docs/index.md
  datadog: ["DD_API_KEY", "DD_APP_KEY"],
  // The job's own role.
  cloudwatch: [],
  // newrelic/terraform-provider-newrelic website/docs/guides/provider_configuration.html.markdown
  newrelic: ["NEW_RELIC_API_KEY"],
  // GRAFANA_AUTH is not used: its bridge and its SDK copy that variable into the state. The header is read by the provider itself, as
  // JSON (grafana/terraform-provider-grafana pkg/provider/configure_clients.go, setGrafanaEnvDefaults and framework_provider.go).
  prometheus: ["GRAFANA_HTTP_HEADERS", "GRAFANA_CONNECTIONS_API_ACCESS_TOKEN"],
  // jianyuan/terraform-provider-sentry internal/provider, token
  sentry: ["SENTRY_AUTH_TOKEN"],
  // Kibana's is Elasticsearch's where none is given (elastic/terraform-provider-elasticstack internal/clients/config/kibana.go).
  elastic: ["ELASTICSEARCH_API_KEY"],
  // PagerDuty/terraform-provider-pagerduty pagerduty/provider.go
  pagerduty: ["PAGERDUTY_TOKEN", "PAGERDUTY_USER_TOKEN"],
  // @pulumiverse/vercel's provider.d.ts, apiToken
  vercel: ["VERCEL_API_TOKEN"],
};

/** The keys of `npm run links`, which asks these vendors by their own API, by the variables that hold them. */
export const linkKeys = {
  vercel: "VERCEL_API_TOKEN",
  supabase: "SUPABASE_ACCESS_TOKEN",
  stripe: "STRIPE_API_KEY",
} as const;

/** What a key looks like, where its vendor says so: a key of another kind is found before a vendor refuses it. */
const keyForms: Readonly<Record<string, { readonly form: RegExp; readonly words: string }>> = {
  // Of 32 and 40 hexadecimal digits, the second of late with a prefix (DataDog/datadog-agent pkg/util/scrubber/default.go).
  DD_API_KEY: { form: /^[0-9a-f]{32}$/i, words: "a key of Datadog's: 32 digits or a to f" },
  DD_APP_KEY: {
    form: /^(?:[0-9a-f]{40}|ddapp_\w{34})$/i,
    words: "an application key of Datadog's: 40 digits or a to f, or ddapp_…",
  },
  // "Both types of REST API keys are 20-character strings" (https://support.pagerduty.com/main/docs/api-access-keys).
  PAGERDUTY_TOKEN: { form: /^\S{20}$/, words: "a REST API key of PagerDuty's: 20 characters" },
  PAGERDUTY_USER_TOKEN: { form: /^\S{20}$/, words: "a REST API key of PagerDuty's: 20 characters" },
  // As its provider's own check has it: vercel/terraform-provider-vercel vercel/provider.go, `apiTokenRe`.
  VERCEL_API_TOKEN: { form: /^\w*[0-9A-Za-z]{24}\w*$/, words: "a token of Vercel's: 24 letters and digits" },
};

/** Says whose keys the shell holds. Without it a key that lies about on a machine might be another account's. */
export const KEYS_OF = "DRIPLO_KEYS_OF";

/** What is missing or malformed of a stack's keys, before anything is asked of a vendor. No key is printed. */
export const checkKeys = (
  environment: Pick<Environment, "name" | "switchedOff" | "newrelic" | "pagerduty" | "vercel">,
  variables: Readonly<Record<string, string | undefined>>,
): readonly Diagnostic[] => {
  const said = variables[KEYS_OF];
  const names = keyNames(environment);
  const missing = names.filter((name) => (variables[name] ?? "") === "");
  return [
    ...(said === environment.name
      ? []
      : [fault(KEYS_OF, said === undefined ? "is not set" : `is ${JSON.stringify(said)}`, environment.name)]),
    ...missing.map((name) => fault(name, "is not set", environment.name)),
    ...names.flatMap((name) => {
      const [known, value] = [keyForms[name], variables[name] ?? ""];
      return value === "" || known === undefined || known.form.test(value)
        ? []
        : [fault(name, `is not ${known.words}`, environment.name)];
    }),
  ];
};

const fault = (name: string, what: string, stack: string): Diagnostic => ({
  severity: "error",
  where: `the shell, ${name}`,
  what,
  rule: `the keys of ${stack} stand in the environment, and ${KEYS_OF}=${stack} says that they are its own`,
  remedy: `docs/bootstrap.md, "Keys and roles"`,
});

const keyNames = (environment: Parameters<typeof checkKeys>[0]): readonly string[] => [
  ...switchableVendors
    .filter((vendor) => isOn(environment, vendor) && isConfigured(environment, vendor))
    .flatMap((vendor) => keyVariables[vendor]),
  ...(environment.vercel === undefined ? [] : keyVariables.vercel),
];

const isConfigured = (environment: Parameters<typeof checkKeys>[0], vendor: SwitchableVendor): boolean =>
  vendor === "newrelic" || vendor === "pagerduty" ? environment[vendor] !== undefined : true;
