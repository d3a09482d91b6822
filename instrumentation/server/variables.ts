import { environmentNames } from "../../monitors/model/environment-name";
import { services, type ServiceName } from "../../monitors/model/sources/server";

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

/** What each deployment sends of these: the other needs none of their variables. */
export const featuresOf: Readonly<Record<ServiceName, readonly ServerFeature[]>> = {
  [services.api]: ["resources", "checkouts", "accounts", "security"],
  [services.storefront]: ["security"],
};

interface VariableRow {
  /** Never to be read back at Vercel, and never in a log. */
  readonly secret: boolean;
  readonly required: boolean;
  /** The features that are off without it, where it is required. */
  readonly features: readonly [ServerFeature, ...ServerFeature[]];
  readonly what: string;
  readonly form: Form;
}

interface Form {
  readonly pattern: RegExp;
  /** As in "must be …". */
  readonly words: string;
}

const NUMBER: Form = { pattern: /^\d{1,6}(\.\d{1,3})?$/, words: "a number such as 2048 or 0.5" };

export const serverVariables = {
  DRIPLO_ENV: {
    secret: false,
    required: true,
    features: ["resources", "checkouts"],
    what: "name of the environment as the stack has it (prod, dev): the env of every metric and line",
    form: { pattern: new RegExp(`^(${environmentNames.join("|")})$`), words: environmentNames.join(" or ") },
  },
  DATADOG_SITE: {
    secret: false,
    required: true,
    features: ["resources"],
    what: "Datadog's site, such as datadoghq.eu",
    form: { pattern: /^[a-z0-9.-]+\.[a-z]{2,}$/, words: "a host name: datadoghq.eu" },
  },
  DATADOG_API_KEY: {
    secret: true,
    required: true,
    features: ["resources"],
    what: "API key that metrics are sent with",
    form: { pattern: /^[\w-]{32,}$/, words: "an API key: 32 letters and digits or more" },
  },
  DRIPLO_FUNCTION_MEMORY_MB: {
    secret: false,
    required: false,
    features: ["resources"],
    what: "memory of a function in MB, where the platform does not tell it",
    form: NUMBER,
  },
  DRIPLO_FUNCTION_CPUS: {
    secret: false,
    required: false,
    features: ["resources"],
    what: "CPUs of a function, where the platform does not tell them",
    form: NUMBER,
  },
  DRIPLO_AWS_REGION: {
    secret: false,
    required: true,
    features: ["checkouts"],
    what: "region whose CloudWatch the alarms are in (aws.region); AWS_REGION is where the function runs",
    form: { pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, words: "an AWS region: eu-west-3" },
  },
  DRIPLO_AWS_ROLE_ARN: {
    secret: false,
    required: true,
    features: ["checkouts"],
    what: "role that may put this one metric and nothing else (infra/integrations/aws/checkouts.ts)",
    form: { pattern: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, words: "the ARN of a role" },
  },
  DRIPLO_ACCOUNT_HASH_KEY: {
    secret: true,
    required: true,
    features: ["accounts"],
    what: "key of the hash that stands for an account in a line: openssl rand -hex 32",
    form: { pattern: /^\S{24,}$/, words: "24 characters or more, without blanks" },
  },
  SENTRY_DSN: {
    secret: false,
    required: true,
    features: ["security"],
    what: "address of the Sentry project; the shop's own set-up of Sentry's SDK reads it too",
    form: { pattern: /^https?:\/\/\w+@[^/\s]+\/(\S+\/)?\d+$/, words: "a DSN of Sentry: https://key@host/project" },
  },
} as const satisfies Readonly<Record<string, VariableRow>>;

export type ServerVariable = keyof typeof serverVariables;

/** The row, with its fields widened. */
export const serverVariable = (name: ServerVariable): VariableRow => serverVariables[name];

const isServerVariable = (name: string): name is ServerVariable => Object.hasOwn(serverVariables, name);

export const serverVariableNames: readonly ServerVariable[] = Object.keys(serverVariables).filter(isServerVariable);
