import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as DatadogProvider } from "@pulumi/datadog/provider";
import { Provider as ElasticProvider } from "@pulumi/elasticstack";
import { Provider as NewRelicProvider } from "@pulumi/newrelic/provider";
import pagerduty from "@pulumi/pagerduty/package.json";
import { ProviderResource, type Config, type Output } from "@pulumi/pulumi";
import { Provider as SentryProvider } from "@pulumi/sentry";
import { Provider as GrafanaProvider } from "@pulumiverse/grafana/provider";
import { Provider as VercelProvider } from "@pulumiverse/vercel/provider";
import type { Vendor } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import type { SecretReference } from "../monitors/model/late";
import { isOn } from "./environment/switched-off";
import { valueOn } from "../monitors/model/unknown-value";

/** The stack's secrets, as outputs that stay secret in state, in plans and in whatever they flow into. */
export type Secrets = (path: SecretReference["path"]) => Output<string>;

export const readSecrets =
  (config: Config): Secrets =>
  ([key, ...path]) =>
    config.requireSecretObject<unknown>(key).apply((value) => textAt(value, path));

const textAt = (value: unknown, path: readonly string[]): string => {
  const found = valueOn(value, path);
  if (typeof found !== "string") throw new Error(`the configuration has no text at …${path.join(".")}`);
  return found;
};

/**
 * One explicit provider for each vendor that is on. None is handed a key: its plugin reads that from the job's environment
 * (keys.ts), so that no key is written into the state.
 */
export const createProviders = (environment: Environment): Readonly<Partial<Record<Vendor, ProviderResource>>> => ({
  ...(isOn(environment, "datadog") ? { datadog: createDatadog(environment) } : {}),
  ...(isOn(environment, "cloudwatch") ? { cloudwatch: createAws(environment) } : {}),
  ...(isOn(environment, "newrelic") && environment.newrelic !== undefined
    ? { newrelic: createNewRelic(environment.newrelic) }
    : {}),
  ...(isOn(environment, "prometheus") ? { prometheus: createGrafana(environment) } : {}),
  ...(isOn(environment, "sentry") ? { sentry: createSentry(environment) } : {}),
  ...(isOn(environment, "elastic") ? { elastic: createElastic(environment) } : {}),
  ...(isOn(environment, "pagerduty") && environment.pagerduty !== undefined
    ? { pagerduty: createPagerDuty(environment.pagerduty) }
    : {}),
  ...(environment.vercel === undefined ? {} : { vercel: createVercel(environment.vercel) }),
});

const createDatadog = ({ datadog }: Environment): ProviderResource =>
  new DatadogProvider("datadog", { apiUrl: `https://api.${datadog.site}/` });

/** Credentials come from the job's own role; an account that is not ours is refused before anything is made. */
const createAws = ({ aws }: Environment): ProviderResource =>
  new AwsProvider("aws", { region: aws.region, allowedAccountIds: [aws.accountId] });

const createNewRelic = ({ accountId, region }: NonNullable<Environment["newrelic"]>): ProviderResource =>
  new NewRelicProvider("newrelic", { accountId, region });

/** `anonymous` keeps the bridge from copying GRAFANA_AUTH into the state; the key is a header of the environment's. */
const createGrafana = ({ grafana }: Environment): ProviderResource =>
  new GrafanaProvider("grafana", {
    url: grafana.url,
    auth: "anonymous",
    connectionsApiUrl: grafana.scrape.apiUrl,
  });

const createSentry = ({ sentry: { baseUrl } }: Environment): ProviderResource =>
  new SentryProvider("sentry", baseUrl === undefined ? {} : { baseUrl });

/** One key for both: a rule of Kibana's asks Elasticsearch with the key of whoever made it. */
const createElastic = ({ elastic }: Environment): ProviderResource =>
  new ElasticProvider("elastic", {
    elasticsearches: [{ endpoints: [elastic.elasticsearch] }],
    kibanas: [{ endpoints: [elastic.kibana] }],
  });

/** The team is said here once: a resource without it would be made in the token's own account. */
const createVercel = ({ team }: NonNullable<Environment["vercel"]>): ProviderResource =>
  new VercelProvider("vercel", { team });

/** The SDK's own class insists on a token. The engine sees the same provider. */
class PagerDutyProvider extends ProviderResource {
  constructor(inputs: { readonly serviceRegion?: "eu" }) {
    super("pagerduty", "pagerduty", inputs, { version: pagerduty.version.replace(/^v/, "") });
  }
}

/** Without a region the provider talks to the US one. */
const createPagerDuty = ({ serviceRegion }: NonNullable<Environment["pagerduty"]>): ProviderResource =>
  new PagerDutyProvider(serviceRegion === "eu" ? { serviceRegion } : {});
