import { z } from "zod";
import type { Environment, OnCall, Person } from "../../monitors/model/environment";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { SecretReference } from "../../monitors/model/late";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { checkClear, shownKey } from "./clear";
import { configurationKeys, PROJECT, type Configuration, type PersonValues } from "./schema";
import { drillOnCall } from "./drill-on-call";
import { SECRET_IN_CLEAR, type ConfigurationForm } from "./fields";

/**
 * Reads one stack's configuration, and finds every fault of it at once. Pure, so that `review` reads `Pulumi.<env>.yaml` by the
 * same rules as the program reads what the engine hands it.
 */

export interface ReadConfiguration {
  /** Undefined where anything is wrong: half a configuration decides nothing. */
  readonly environment: Omit<Environment, "runbooks" | "businessQueries" | "boardQueries"> | undefined;
  /** Who is on call, where that much could be read. */
  readonly onCall: OnCall | undefined;
  /** What is switched off, where that much could be read: a vendor that is not asked has no faults. */
  readonly switchedOff: Environment["switchedOff"] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param values the keys below the project's namespace, parsed: objects as objects, secrets by `form`. */
export const readConfiguration = (
  name: EnvironmentName,
  values: Readonly<Record<string, unknown>>,
  form: ConfigurationForm,
): ReadConfiguration => {
  const schema = z.strictObject(configurationKeys(form));
  const parsed = schema.safeParse(values, { error: sayPlainly });
  const team = schema
    .pick({ ownsAccount: true, people: true, rotations: true, schedules: true })
    .strip()
    .safeParse(values);
  const off = schema.pick({ switchedOff: true }).strip().safeParse(values);
  const people = team.success ? checkPeople(name, team.data) : [];
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => toDiagnostic(name, issue));
  // What the engine hands over has its secrets in clear.
  const clear = form === "file" ? checkClear(name, values, new Set(faults.map(({ where }) => where))) : [];
  return {
    onCall: team.success && people.length === 0 && team.data.ownsAccount ? toOnCall(team.data) : undefined,
    switchedOff: off.data?.switchedOff,
    environment:
      parsed.success && people.length === 0 && clear.length === 0 ? toEnvironment(name, parsed.data) : undefined,
    diagnostics: [...faults, ...clear, ...people],
  };
};

/** `people.engineer-1.phone`, as `pulumi config set --path` takes it. */
const pathOf = (issue: z.core.$ZodIssue): string => issue.path.map((key) => shownKey(String(key))).join(".");

const SHAPES: Readonly<Record<string, string>> = {
  string: "text (in quotes, if it is all digits)",
  number: "a number",
  array: "a list",
  object: "a block of keys",
  record: "a block of keys",
};

const MOST_NAMED = 10;

/** What is no name of a key may be what was meant as its value. */
const NAME = /^\w[\w.-]{0,31}$/;

const nameOf = (key: string): string =>
  NAME.test(key) ? shownKey(key) : `one of ${key.length} letters that is no name`;

const someOf = (keys: readonly string[]): string =>
  [
    ...keys.slice(0, MOST_NAMED).map(nameOf),
    ...(keys.length > MOST_NAMED ? [`and ${keys.length - MOST_NAMED} more`] : []),
  ].join(", ");

/** In words for whoever edits the file; the schema's own messages go first. */
const sayPlainly: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "unrecognized_keys")
    return `unknown ${issue.keys.length === 1 ? "key" : "keys"}: ${someOf(issue.keys)}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_key") return `${nameOf(String(issue.input))} is no key here`;
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
        ? `the keys are ${Object.keys(configurationKeys("file")).join(", ")}`
        : "the schema of infra/environment/schema.ts: every key known, none missing, secrets encrypted",
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

const toEnvironment = (
  name: EnvironmentName,
  values: Configuration,
): Omit<Environment, "runbooks" | "businessQueries" | "boardQueries"> => ({
  name,
  ownsAccount: values.ownsAccount,
  identities: values.identities,
  aws: values.aws,
  stripe: values.stripe,
  datadog: { site: values.datadog.site, clientToken: values.datadog.clientToken },
  vercel: values.vercel === undefined ? undefined : toVercel(values.vercel),
  newrelic:
    values.newrelic === undefined
      ? undefined
      : { accountId: values.newrelic.accountId, region: values.newrelic.region },
  grafana: {
    url: values.grafana.url,
    datasourceUid: values.grafana.datasourceUid,
    datasources: values.grafana.datasources,
    report: values.grafana.report,
    scrape: { stackId: values.grafana.scrape.stackId, apiUrl: values.grafana.scrape.apiUrl },
    push: { url: values.grafana.push.url, user: values.grafana.push.user },
    postgres: {
      address: values.grafana.postgres.address,
      database: values.grafana.postgres.database,
      user: values.grafana.postgres.user,
    },
  },
  sentry: {
    organization: values.sentry.organization,
    project: values.sentry.project,
    team: values.sentry.team,
    checkIns: values.sentry.checkIns,
    baseUrl: values.sentry.baseUrl,
    slackIntegration: values.sentry.slackIntegration,
    pagerdutyIntegration: values.sentry.pagerdutyIntegration,
  },
  elastic: {
    elasticsearch: values.elastic.elasticsearch,
    kibana: values.elastic.kibana,
    drain: { url: values.elastic.drain.url, user: values.elastic.drain.user, verify: values.elastic.drain.verify },
    cdnLogs: values.elastic.cdnLogs,
  },
  pagerduty: values.pagerduty === undefined ? undefined : { serviceRegion: values.pagerduty.serviceRegion },
  slack: values.slack,
  email: values.email,
  runbookSite: values.runbookSite,
  onCall: values.ownsAccount || values.schedules !== undefined ? toOnCall(values) : drillOnCall(name, values.email),
  switchedOff: values.switchedOff,
});

const toVercel = ({ team, projects, optional }: NonNullable<Configuration["vercel"]>): Environment["vercel"] => ({
  team,
  projects,
  optional,
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
