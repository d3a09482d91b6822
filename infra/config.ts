import { z } from "zod";
import {
  switchableVendors,
  type Environment,
  type EnvironmentName,
  type OnCall,
  type Person,
} from "../monitors/model/environment";
import type { SecretReference } from "../monitors/model/late";
import { priorities } from "../monitors/model/priority";
import type { Diagnostic } from "../monitors/plan/diagnostic";

/**
 * One stack's configuration: its schema, and every fault of it at once. Pure, so that `review` reads `Pulumi.<env>.yaml`
 * by the same rules as the program reads what the engine hands it.
 */

/** `file`: as it stands in Pulumi.<env>.yaml, secrets as ciphertext. `program`: as the engine gives it, in clear. */
export type ConfigurationForm = "file" | "program";

export const PROJECT = "driplo-monitoring";

const text = z.string().trim().min(1, "must not be empty");
const host = text.regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, "must be a host name without scheme or path: api.driplo.com");
const role = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a role key in small letters: engineer-1");
const SECRET_IN_CLEAR = "must be a secret, and is missing or stands here in clear";

/** PagerDuty's provider takes digits alone, without the leading 0 that is dialled inside the country. */
const nationalNumber = z
  .string()
  .regex(/^[1-9]\d{3,14}$/, "must be the digits of the number without country code and leading 0");

/** Pulumi's ciphertexts: `v1:<nonce>:<text>` of a passphrase or a key, plain base64 of Pulumi Cloud. Nothing stands beside it. */
const CIPHERTEXT = /^(v\d+:[\w+/=]+:[\w+/=]+|[A-Za-z0-9+/]{40,}={0,2})$/;

const encrypted = z.strictObject({ secure: z.string().regex(CIPHERTEXT) });

const isEncrypted = (value: unknown): boolean => encrypted.safeParse(value).success;

const secretIn = (form: ConfigurationForm) =>
  form === "program" ? text : z.unknown().refine(isEncrypted, SECRET_IN_CLEAR);

/** `pulumi config set` writes booleans as text. */
const yesOrNo = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")], {
  error: "must be true or false",
});

const rungsOf = <S extends z.ZodType>(schema: S) => z.strictObject({ 1: schema, 2: schema, 3: schema, 4: schema });

/** The account holds this environment's spans alone: no query names the environment. */
const newRelicIn = (form: ConfigurationForm) =>
  z.strictObject({
    accountId: text.regex(/^\d+$/, "must be the digits of the account, in quotes"),
    region: z.enum(["US", "EU"], "must be the account's data centre: US or EU"),
    apiKey: secretIn(form),
  });

/** Top-level keys of the stack's configuration, below the project's namespace. */
const shape = (form: ConfigurationForm) => {
  const secret = secretIn(form);
  const phone = z.strictObject({
    countryCode: z.number().int().min(1).max(999),
    number: form === "program" ? nationalNumber : secret,
  });
  return {
    ownsAccount: yesOrNo,
    identities: z.strictObject({
      storefrontHost: host,
      apiHost: host,
      storefrontAlias: host,
      apiAlias: host,
      cdnDistribution: text,
      workerGroup: text,
      rumApplication: z.uuid("must be the RUM application's id, a UUID"),
    }),
    aws: z.strictObject({
      region: text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region: eu-west-3"),
      accountId: text.regex(/^\d{12}$/, "must be the 12 digits of the account, in quotes"),
    }),
    datadog: z.strictObject({ site: text, apiKey: secret, appKey: secret }),
    newrelic: newRelicIn(form).optional(),
    pagerduty: z.strictObject({ token: secret, serviceRegion: z.enum(["us", "eu"]) }).optional(),
    slack: z.strictObject({
      account: text,
      workspaceId: text.regex(/^T[A-Z0-9]+$/, "must be Slack's id of the workspace: T0123ABCD"),
      channels: z.record(
        z.enum(priorities),
        z.strictObject({
          name: text.regex(/^[a-z0-9_-]+$/, "must be the channel's name without #"),
          id: text.regex(/^C[A-Z0-9]+$/, "must be Slack's id of the channel: C0123ABCD"),
        }),
      ),
    }),
    runbookSite: z.url("must be the address below which runbooks are read"),
    email: z.email("must be the e-mail address of the team's list"),
    people: z.record(role, z.strictObject({ name: secret, email: secret, phone: phone.optional() })).optional(),
    rotations: rungsOf(z.array(role)).optional(),
    schedules: rungsOf(z.array(text).min(1)).optional(),
    switchedOff: z
      .partialRecord(z.enum(switchableVendors), z.string().trim().min(10, "must say why, in a few words"))
      .default({}),
  };
};

type Configuration = z.output<z.ZodObject<ReturnType<typeof shape>>>;

type PersonValues = NonNullable<Configuration["people"]>[string];

export interface ReadConfiguration {
  /** Undefined where anything is wrong: half a configuration decides nothing. */
  readonly environment: Omit<Environment, "runbooks"> | undefined;
  /** Who is on call, where that much could be read. */
  readonly onCall: OnCall | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param values the keys below the project's namespace, parsed: objects as objects, secrets by `form`. */
export const readConfiguration = (
  name: EnvironmentName,
  values: Readonly<Record<string, unknown>>,
  form: ConfigurationForm,
): ReadConfiguration => {
  const schema = z.strictObject(shape(form));
  const parsed = schema.safeParse(values, { error: sayPlainly });
  const team = schema
    .pick({ ownsAccount: true, people: true, rotations: true, schedules: true })
    .strip()
    .safeParse(values);
  const people = team.success ? checkPeople(name, team.data) : [];
  return {
    onCall: team.success && people.length === 0 && team.data.ownsAccount ? toOnCall(team.data) : undefined,
    environment: parsed.success && people.length === 0 ? toEnvironment(name, parsed.data) : undefined,
    diagnostics: [...(parsed.success ? [] : parsed.error.issues.map((issue) => toDiagnostic(name, issue))), ...people],
  };
};

/** `people.engineer-1.phone`, as `pulumi config set --path` takes it. */
const pathOf = (issue: z.core.$ZodIssue): string => issue.path.map(String).join(".");

const SHAPES: Readonly<Record<string, string>> = {
  string: "text (in quotes, if it is all digits)",
  number: "a number",
  array: "a list",
  object: "a block of keys",
  record: "a block of keys",
};

/** In words for whoever edits the file; the schema's own messages go first. */
const sayPlainly: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "unrecognized_keys")
    return `unknown ${issue.keys.length === 1 ? "key" : "keys"}: ${issue.keys.join(", ")}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_key") return `${String(issue.input)} is no key here`;
  if (issue.code !== "invalid_type") return undefined;
  return issue.input === undefined ? "is missing" : `must be ${SHAPES[issue.expected] ?? issue.expected}`;
};

/** A misspelt key is refused, because one that is silently ignored is a setting that never takes effect. */
const toDiagnostic = (name: EnvironmentName, issue: z.core.$ZodIssue): Diagnostic => {
  const path = pathOf(issue);
  const key = `${PROJECT}:${path}`;
  return {
    severity: "error",
    where: `Pulumi.${name}.yaml${path === "" ? "" : `, ${path}`}`,
    what: issue.message,
    rule:
      issue.code === "unrecognized_keys" && path === ""
        ? `the keys are ${Object.keys(shape("file")).join(", ")}`
        : "the schema of infra/config.ts: every key known, none missing, secrets encrypted",
    remedy:
      issue.message === SECRET_IN_CLEAR
        ? `pulumi config set --stack ${name} --secret --path '${key}', and a new secret if this one was in clear`
        : `mend ${path === "" ? "the key" : key} in Pulumi.${name}.yaml`,
  };
};

const secret = (...path: readonly [string, ...string[]]): SecretReference => ({ late: "secret", path });

const toOnCall = ({
  people,
  rotations,
  schedules,
}: Pick<Configuration, "people" | "rotations" | "schedules">): OnCall => {
  if (people === undefined || rotations === undefined)
    return { declaredHere: false, schedules: schedules ?? { 1: [], 2: [], 3: [], 4: [] } };
  const person = ([key, { phone }]: readonly [string, PersonValues]): readonly [string, Person] => [
    key,
    {
      name: secret("people", key, "name"),
      email: secret("people", key, "email"),
      ...(phone === undefined
        ? {}
        : { phone: { countryCode: phone.countryCode, number: secret("people", key, "phone", "number") } }),
    },
  ];
  return { declaredHere: true, people: Object.fromEntries(Object.entries(people).map(person)), rotations };
};

const toEnvironment = (name: EnvironmentName, values: Configuration): Omit<Environment, "runbooks"> => ({
  name,
  ownsAccount: values.ownsAccount,
  identities: values.identities,
  aws: values.aws,
  datadog: { site: values.datadog.site },
  newrelic:
    values.newrelic === undefined
      ? undefined
      : { accountId: values.newrelic.accountId, region: values.newrelic.region },
  pagerduty: values.pagerduty === undefined ? undefined : { serviceRegion: values.pagerduty.serviceRegion },
  slack: values.slack,
  email: values.email,
  runbookSite: values.runbookSite,
  onCall: toOnCall(values),
  switchedOff: values.switchedOff,
});

/** What no field can see alone: a rotation names people that exist, and the account's owner says who is on call. */
const checkPeople = (
  name: EnvironmentName,
  { ownsAccount, people, rotations }: Pick<Configuration, "ownsAccount" | "people" | "rotations">,
): readonly Diagnostic[] => {
  const unknown = Object.entries(rotations ?? {}).flatMap(([rung, roles]) =>
    roles.filter((key) => people?.[key] === undefined).map((key) => ({ rung, key })),
  );
  const mismatched = ownsAccount
    ? people === undefined || rotations === undefined
    : people !== undefined || rotations !== undefined;
  return [
    ...unknown.map(({ rung, key }): Diagnostic => ({
      severity: "error",
      where: `Pulumi.${name}.yaml, rotations.${rung}`,
      what: `${key} is on a rotation and is no key of people`,
      rule: "a rotation lists role keys of people",
      remedy: `add people.${key}, or take ${key} off rotations.${rung}`,
    })),
    ...(mismatched
      ? [
          {
            severity: "error",
            where: `Pulumi.${name}.yaml, ownsAccount`,
            what: ownsAccount
              ? "people or rotations are missing"
              : "people or rotations stand in a stack that owns no account",
            rule: "exactly one stack declares PagerDuty's users and schedules: the one with ownsAccount: true",
            remedy: ownsAccount
              ? "add people and rotations"
              : "take people and rotations out, and name schedules by id",
          } satisfies Diagnostic,
        ]
      : []),
  ];
};
