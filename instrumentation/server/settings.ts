import { environmentNames, type EnvironmentName } from "../../monitors/model/environment-name";
import type { ServiceName } from "../../monitors/model/sources/server";
import {
  featuresOf,
  serverFeatures,
  serverVariable,
  serverVariableNames,
  type ServerFeature,
  type ServerVariable,
} from "./variables";

/** What is sent, and where to; a feature that lacks a variable is undefined, and `off` says why. */
export interface Settings {
  readonly resources: ResourceSettings | undefined;
  readonly checkouts: CheckoutSettings | undefined;
  /** Key of the hash that stands for an account. */
  readonly accountKey: string | undefined;
  readonly security: boolean;
  /** One line for each feature that is off. A secret's value is never in it. */
  readonly off: readonly string[];
}

export interface ResourceSettings {
  readonly environment: EnvironmentName;
  readonly site: string;
  readonly apiKey: string;
  readonly memoryMegabytes: number | undefined;
  readonly cpus: number | undefined;
}

export interface CheckoutSettings {
  readonly environment: EnvironmentName;
  readonly region: string;
  readonly roleArn: string;
}

export type Variables = Readonly<Partial<Record<string, string>>>;

export const readSettings = (variables: Variables, service: ServiceName): Settings => {
  const read = (name: ServerVariable): string | undefined => {
    const value = variables[name]?.trim();
    return value !== undefined && serverVariable(name).form.pattern.test(value) ? value : undefined;
  };
  const environment = environmentNames.find((name) => name === read("DRIPLO_ENV"));
  const [site, apiKey] = [read("DATADOG_SITE"), read("DATADOG_API_KEY")];
  const [region, roleArn] = [read("DRIPLO_AWS_REGION"), read("DRIPLO_AWS_ROLE_ARN")];
  return {
    resources:
      environment === undefined || site === undefined || apiKey === undefined
        ? undefined
        : {
            environment,
            site,
            apiKey,
            memoryMegabytes: asNumber(read("DRIPLO_FUNCTION_MEMORY_MB")),
            cpus: asNumber(read("DRIPLO_FUNCTION_CPUS")),
          },
    checkouts:
      environment === undefined || region === undefined || roleArn === undefined
        ? undefined
        : { environment, region, roleArn },
    accountKey: read("DRIPLO_ACCOUNT_HASH_KEY"),
    security: read("SENTRY_DSN") !== undefined,
    off: featuresOf[service].flatMap((feature) => wordFaults(feature, variables)),
  };
};

/** Nothing has a limit of 0. */
const asNumber = (text: string | undefined): number | undefined => Number(text ?? 0) || undefined;

const wordFaults = (feature: ServerFeature, variables: Variables): readonly string[] => {
  const faults = serverVariableNames.filter(
    (name) => serverVariable(name).features.includes(feature) && isAtFault(name, variables),
  );
  if (faults.length === 0) return [];
  const off = faults.some((name) => serverVariable(name).required);
  const why = faults.map((name) => wordFault(name, variables)).join("; ");
  return [`driplo instrumentation: ${off ? "off" : "limit guessed"}: ${serverFeatures[feature]}: ${why}`];
};

/** Empty is missing: Vercel keeps a variable that was emptied. */
const isAtFault = (name: ServerVariable, variables: Variables): boolean => {
  const { required, form } = serverVariable(name);
  const value = variables[name]?.trim() ?? "";
  return value === "" ? required : !form.pattern.test(value);
};

const wordFault = (name: ServerVariable, variables: Variables): string =>
  (variables[name]?.trim() ?? "") === "" ? `${name} is not set` : `${name} must be ${serverVariable(name).form.words}`;
