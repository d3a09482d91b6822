/**
 * The environment variables that the server reads, one row each. `infra` declares them at Vercel; `readSettings` says at the start
 * which feature is off because one of them is missing.
 */

/** What a variable is for; a feature whose required variables are not all there is off, and the shop goes on. */
export const serverFeatures = {
  resources: "memory and CPU of the functions (A17, A18)",
  checkouts: "checkouts started (A52's second source)",
  accounts: "sign-in outcomes by account, and not by client address alone (A57)",
  security: "refusals as events of Sentry (A57, A58, A60, A61)",
} as const;

export type ServerFeature = keyof typeof serverFeatures;

interface VariableRow {
  /** Never to be read back at Vercel, and never in a log. */
  readonly secret: boolean;
  readonly required: boolean;
  /** `all`: without it nothing is sent, as nothing could be told from another environment's. */
  readonly feature: ServerFeature | "all";
  readonly what: string;
}

export const serverVariables = {
  DRIPLO_ENV: {
    secret: false,
    required: true,
    feature: "all",
    what: "name of the environment as the stack has it (prod, dev): the env of every metric and line",
  },
  DATADOG_SITE: { secret: false, required: true, feature: "resources", what: "Datadog's site, such as datadoghq.eu" },
  DATADOG_API_KEY: { secret: true, required: true, feature: "resources", what: "API key that metrics are sent with" },
  DRIPLO_FUNCTION_MEMORY_MB: {
    secret: false,
    required: false,
    feature: "resources",
    what: "memory of a function in MB, where the platform does not tell it",
  },
  DRIPLO_FUNCTION_CPUS: {
    secret: false,
    required: false,
    feature: "resources",
    what: "CPUs of a function, where the platform does not tell them",
  },
  DRIPLO_AWS_REGION: {
    secret: false,
    required: true,
    feature: "checkouts",
    what: "region whose CloudWatch the alarms are in (aws.region); AWS_REGION is where the function runs",
  },
  DRIPLO_AWS_ROLE_ARN: {
    secret: false,
    required: true,
    feature: "checkouts",
    what: "role that may put this one metric and nothing else (infra/integrations/aws/vercel.ts)",
  },
  DRIPLO_ACCOUNT_HASH_KEY: {
    secret: true,
    required: true,
    feature: "accounts",
    what: "key of the hash that stands for an account in a line, 32 characters or more: openssl rand -hex 32",
  },
  SENTRY_DSN: {
    secret: false,
    required: true,
    feature: "security",
    what: "address of the Sentry project; the shop's own set-up of Sentry's SDK reads it too",
  },
} as const satisfies Readonly<Record<string, VariableRow>>;

export type ServerVariable = keyof typeof serverVariables;

/** The row, with its fields widened. */
export const serverVariable = (name: ServerVariable): VariableRow => serverVariables[name];

const isServerVariable = (name: string): name is ServerVariable => Object.hasOwn(serverVariables, name);

export const serverVariableNames: readonly ServerVariable[] = Object.keys(serverVariables).filter(isServerVariable);
