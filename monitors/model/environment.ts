import type { services } from "./sources/server";
import type { SecretReference } from "./late";
import type { Priority } from "./priority";
import type { RungNumber } from "./route";
import type { EnvironmentName } from "./environment-name";

/**
 * What a source points at and what differs from one environment to the next: hosts, accounts, ids. The configuration
 * gives each one a value; a source names the role and never the value.
 */
export const identityRoles = {
  storefrontHost: "public name of the storefront",
  apiHost: "public name of the API, with the health routes",
  storefrontAlias: "CNAME target of the storefront's name",
  apiAlias: "CNAME target of the API's name",
  cdnDistribution: "id of the CloudFront distribution",
  webAcl: "metric name of the AWS WAF web ACL in front of it",
  workerGroup: "name of the workers' Auto Scaling group",
  rumApplication: "id of the Datadog RUM application",
  sentryEnvironment: "name of this environment in the events that Sentry is sent",
  supabaseProject: "reference of the Supabase project, as in its host names",
} as const;

export type IdentityRole = keyof typeof identityRoles;

export type Identities = Readonly<Record<IdentityRole, string>>;

/** What a vendor measures for those alone who pay for it. The configuration says yes or no to each. */
export const paidFeatures = {
  shieldAdvanced: "AWS Shield Advanced, which detects attacks on the CDN",
} as const;

export type PaidFeature = keyof typeof paidFeatures;

/** A project of Vercel's for each deployment of the shop. */
export type VercelProject = keyof typeof services;

/**
 * What the shop is told where somebody wants it: systems that not everybody has, addresses of one's own in front of others, samples of
 * what no alert reads. `instrumentation/` says of each what it does without.
 */
export const optionalVariables = [
  "PUBLIC_DATADOG_PROXY",
  "PUBLIC_GA4_MEASUREMENT_ID",
  "PUBLIC_LOGROCKET_APP_ID",
  "PUBLIC_LOGROCKET_SAMPLE_PERCENT",
  "PUBLIC_SENTRY_TUNNEL",
  "PUBLIC_VITALS_ENDPOINT",
  "PUBLIC_VITALS_SAMPLE_PERCENT",
  "DRIPLO_FUNCTION_CPUS",
  "DRIPLO_FUNCTION_MEMORY_MB",
] as const;

export type OptionalVariable = (typeof optionalVariables)[number];

/** What only named principals may do. */
export const trustedFor = ["identity", "secrets"] as const;

export type TrustedFor = (typeof trustedFor)[number];

/** A person of the rotation, by role. Offline only the roles are known, and that an address or a number exists. */
export interface Person {
  readonly name: SecretReference;
  readonly email: SecretReference;
  /** Without it the person cannot be phoned. */
  readonly phone?: { readonly countryCode: number; readonly number: SecretReference };
}

/** Who is on call: declared here by the stack that owns the account, read by id by the others. */
export type OnCall =
  | {
      readonly declaredHere: true;
      readonly people: Readonly<Record<string, Person>>;
      /** Role keys of each rung, in the order of the rotation. */
      readonly rotations: Readonly<Record<RungNumber, readonly string[]>>;
    }
  | { readonly declaredHere: false; readonly schedules: Readonly<Record<RungNumber, readonly string[]>> };

/** A system that can be switched off in configuration, with a reason. */
export const switchableVendors = [
  "datadog",
  "cloudwatch",
  "newrelic",
  "prometheus",
  "sentry",
  "elastic",
  "pagerduty",
] as const;

export type SwitchableVendor = (typeof switchableVendors)[number];

/** One environment's configuration, resolved: identities and recipients, and nothing that decides when an alert fires. */
export interface Environment {
  readonly name: EnvironmentName;
  /** Exactly one stack declares what exists once per account. */
  readonly ownsAccount: boolean;
  readonly identities: Identities;
  readonly aws: {
    readonly region: string;
    readonly accountId: string;
    /** Whether the CDN's distribution is protected by it. */
    readonly shieldAdvanced: boolean;
    /** Where the account's trail writes its records: a bucket in `region`. */
    readonly trailBucket: string;
    /** ARNs of roles and users that may do what anybody else's doing is an alert of: change identities, read secrets. */
    readonly trustedPrincipals: Readonly<Record<TrustedFor, readonly [string, ...string[]]>>;
    /**
     * The API's deployment, as Vercel's tokens name it. `provider`: an account has one identity provider for each issuer, so that it
     * is declared by one stack, or by nobody where it is there already.
     */
    readonly vercel: {
      readonly team: string;
      readonly project: string;
      readonly environment: string;
      readonly provider: "declared" | "existing";
    };
  };
  /**
   * Names of the partner event sources that Stripe made in our AWS account, one for each of its event destinations: events of our
   * own account, and of the accounts connected to it.
   */
  readonly stripe: { readonly eventSource: string; readonly connectEventSource: string };
  /** The client token is the one that the browser shows to everybody who opens the shop: it may send, and is no secret. */
  readonly datadog: { readonly site: string; readonly clientToken: string };
  /** Absent where nobody has said which projects of Vercel's are this environment: then what Vercel would send is read in vain. */
  readonly vercel?:
    | {
        /** Slug or id (`team_…`). */
        readonly team: string;
        readonly projects: Readonly<Record<VercelProject, string>>;
        readonly optional: Readonly<Partial<Record<OptionalVariable, string | undefined>>>;
      }
    | undefined;
  /** Absent where the environment has no New Relic account: then it is switched off, or no source reads from it. */
  readonly newrelic?: { readonly accountId: string; readonly region: "US" | "EU" } | undefined;
  /** Prometheus's data and the rules on it are Grafana's. */
  readonly grafana: {
    readonly url: string;
    /** The Prometheus data source in it that the metrics are in. */
    readonly datasourceUid: string;
    /** Uids of the data sources that only boards read, where a person has made them. */
    readonly datasources: Readonly<Partial<Record<"cloudwatch" | "datadog" | "sentry", string | undefined>>>;
    /**
     * Who gets which board by mail each week. `by`: Grafana's own reports, which want Cloud Pro, Advanced or Enterprise, or `npm run mail`.
     */
    readonly report: Readonly<Record<"executive" | "operations" | "alertQuality", readonly string[]>> & {
      readonly by: "grafana" | "mail";
    };
    /** Grafana Cloud's own scraping of a public endpoint. */
    readonly scrape: { readonly stackId: string; readonly apiUrl: string };
    /** Where points in Influx's line protocol are written into that data source, and by which user. */
    readonly push: { readonly url: string; readonly user: string };
    /** The shop's database, as Grafana reaches it; the role may read what the numbers count, and no more. */
    readonly postgres: { readonly address: string; readonly database: string; readonly user: string };
  };
  readonly sentry: {
    /** Slugs, as in Sentry's addresses. One project holds the events of every environment. */
    readonly organization: string;
    readonly project: string;
    readonly team: string;
    /** `https://<host>/api/`. @default Sentry's own, https://sentry.io/api/ */
    readonly baseUrl?: string | undefined;
    /** The address of check-ins as Sentry shows it for a key of the project, with `___MONITOR_SLUG___` in it. The key may only send. */
    readonly checkIns: string;
    /** Names under which the apps are installed in Sentry. PagerDuty's is needed where a route pages. */
    readonly slackIntegration: string;
    readonly pagerdutyIntegration?: string | undefined;
  };
  /** The log store: Elasticsearch with its Kibana, and the Logstash in front of it. */
  readonly elastic: {
    readonly elasticsearch: string;
    readonly kibana: string;
    /** Where drains send logs, and as whom; the password is the secret `elastic.drain.password`. */
    readonly drain: {
      readonly url: string;
      readonly user: string;
      /** What Vercel wants to find in the header `x-vercel-verify` of an answer. @default no such header */
      readonly verify?: string | undefined;
    };
    /** The bucket into which CloudFront writes its standard logs, and the path in it. */
    readonly cdnLogs: { readonly bucket: string; readonly prefix: string };
  };
  /** Absent where the environment has no PagerDuty account to write to. */
  readonly pagerduty?: { readonly serviceRegion: "us" | "eu" } | undefined;
  readonly slack: {
    /** The workspace's name in Datadog's Slack integration. */
    readonly account: string;
    /** Slack's own id of the workspace (T…), for AWS. */
    readonly workspaceId: string;
    readonly channels: Readonly<Record<Priority, { readonly name: string; readonly id: string }>>;
  };
  /** The team's list for what is not critical. */
  readonly email: string;
  readonly onCall: OnCall;
  /** Why each system that is off is off. */
  readonly switchedOff: Readonly<Partial<Record<SwitchableVendor, string | undefined>>>;
  /** SQL of each business number, by its name, as its file has it. */
  readonly businessQueries: Readonly<Partial<Record<string, string>>>;
  /** SQL of each question of the boards, by its name. */
  readonly boardQueries: Readonly<Partial<Record<string, string>>>;
  /** Pages that exist below `runbooks/`. */
  readonly runbooks: ReadonlySet<string>;
  /** Where runbooks are read: `https://github.com/driplo/monitoring/blob/main/runbooks`. */
  readonly runbookSite: string;
}
