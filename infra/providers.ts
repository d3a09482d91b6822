import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as DatadogProvider } from "@pulumi/datadog/provider";
import { Provider as ElasticProvider } from "@pulumi/elasticstack";
import { Provider as NewRelicProvider } from "@pulumi/newrelic/provider";
import { Provider as PagerDutyProvider } from "@pulumi/pagerduty/provider";
import type { Config, Output, ProviderResource } from "@pulumi/pulumi";
import { Provider as SentryProvider } from "@pulumi/sentry";
import { Provider as GrafanaProvider } from "@pulumiverse/grafana/provider";
import { Provider as VercelProvider } from "@pulumiverse/vercel/provider";
import type { Vendor } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import type { SecretReference } from "../monitors/model/late";
import { isOn } from "./switched-off";

/** The stack's secrets, as outputs that stay secret in state, in plans and in whatever they flow into. */
export type Secrets = (path: SecretReference["path"]) => Output<string>;

export const readSecrets =
  (config: Config): Secrets =>
  ([key, ...path]) =>
    config.requireSecretObject<unknown>(key).apply((value) => textAt(value, path));

const textAt = (value: unknown, path: readonly string[]): string => {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  if (typeof found !== "string") throw new Error(`the configuration has no text at …${path.join(".")}`);
  return found;
};

/** One explicit provider for each vendor that is on, so that no resource is ever made with what a machine has lying about. */
export const createProviders = (
  environment: Environment,
  secrets: Secrets,
): Readonly<Partial<Record<Vendor, ProviderResource>>> => ({
  ...(isOn(environment, "datadog") ? { datadog: createDatadog(environment, secrets) } : {}),
  ...(isOn(environment, "cloudwatch") ? { cloudwatch: createAws(environment) } : {}),
  ...(isOn(environment, "newrelic") && environment.newrelic !== undefined
    ? { newrelic: createNewRelic(environment.newrelic, secrets) }
    : {}),
  ...(isOn(environment, "prometheus") ? { prometheus: createGrafana(environment, secrets) } : {}),
  ...(isOn(environment, "sentry") ? { sentry: createSentry(environment, secrets) } : {}),
  ...(isOn(environment, "elastic") ? { elastic: createElastic(environment, secrets) } : {}),
  ...(isOn(environment, "pagerduty") && environment.pagerduty !== undefined
    ? { pagerduty: createPagerDuty(environment.pagerduty, secrets) }
    : {}),
  ...(environment.vercel === undefined ? {} : { vercel: createVercel(environment.vercel, secrets) }),
});

const createDatadog = ({ datadog }: Environment, secrets: Secrets): ProviderResource =>
  new DatadogProvider("datadog", {
    apiUrl: `https://api.${datadog.site}/`,
    apiKey: secrets(["datadog", "apiKey"]),
    appKey: secrets(["datadog", "appKey"]),
  });

/** Credentials come from the job's own role; an account that is not ours is refused before anything is made. */
const createAws = ({ aws }: Environment): ProviderResource =>
  new AwsProvider("aws", { region: aws.region, allowedAccountIds: [aws.accountId] });

const createNewRelic = (
  { accountId, region }: NonNullable<Environment["newrelic"]>,
  secrets: Secrets,
): ProviderResource => new NewRelicProvider("newrelic", { accountId, region, apiKey: secrets(["newrelic", "apiKey"]) });

const createGrafana = ({ grafana }: Environment, secrets: Secrets): ProviderResource =>
  new GrafanaProvider("grafana", {
    url: grafana.url,
    auth: secrets(["grafana", "auth"]),
    connectionsApiUrl: grafana.scrape.apiUrl,
    connectionsApiAccessToken: secrets(["grafana", "scrape", "apiToken"]),
  });

const createSentry = ({ sentry: { baseUrl } }: Environment, secrets: Secrets): ProviderResource =>
  new SentryProvider("sentry", { token: secrets(["sentry", "token"]), ...(baseUrl === undefined ? {} : { baseUrl }) });

/** One key for both: a rule of Kibana's asks Elasticsearch with the key of whoever made it. */
const createElastic = ({ elastic }: Environment, secrets: Secrets): ProviderResource => {
  const apiKey = secrets(["elastic", "apiKey"]);
  return new ElasticProvider("elastic", {
    elasticsearches: [{ endpoints: [elastic.elasticsearch], apiKey }],
    kibanas: [{ endpoints: [elastic.kibana], apiKey }],
  });
};

/** The team is said here once: a resource without it would be made in the token's own account. */
const createVercel = ({ team }: NonNullable<Environment["vercel"]>, secrets: Secrets): ProviderResource =>
  new VercelProvider("vercel", { team, apiToken: secrets(["vercel", "apiToken"]) });

const createPagerDuty = (
  { serviceRegion }: NonNullable<Environment["pagerduty"]>,
  secrets: Secrets,
): ProviderResource =>
  new PagerDutyProvider("pagerduty", {
    token: secrets(["pagerduty", "token"]),
    // Slack connections are written with a user's own key.
    userToken: secrets(["pagerduty", "userToken"]),
    // Without it the provider talks to the US region.
    ...(serviceRegion === "eu" ? { serviceRegion } : {}),
  });
