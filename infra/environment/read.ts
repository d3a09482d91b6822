import type { z } from "zod";
import { SECRET_IN_CLEAR } from "../../monitors/model/configuration/fields";
import { configuration, PROJECT } from "../../monitors/model/configuration/table";
import type { Environment, OnCall } from "../../monitors/model/environment";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { checkClear, shownKey } from "./clear";
import { drillOnCall } from "./drill-on-call";
import { withReferences, type ConfigurationForm } from "./secrets";

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
  name: string,
  values: Readonly<Record<string, unknown>>,
  form: ConfigurationForm,
): ReadConfiguration => {
  const given = withReferences(configuration, values, form);
  const parsed = configuration.safeParse(given, { error: sayPlainly });
  const team = teamOnly.safeParse(given);
  const off = offOnly.safeParse(given);
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

const teamOnly = configuration.pick({ ownsAccount: true, people: true, rotations: true, schedules: true }).strip();
const offOnly = configuration.pick({ switchedOff: true }).strip();

type Team = Pick<z.output<typeof configuration>, "people" | "rotations" | "schedules">;

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
const toDiagnostic = (name: string, issue: z.core.$ZodIssue): Diagnostic => {
  const path = pathOf(issue);
  const key = `${PROJECT}:${path}`;
  return {
    severity: "error",
    where: `Pulumi.${name}.yaml${path === "" ? "" : `, ${path}`}`,
    what: issue.message,
    rule:
      issue.code === "unrecognized_keys" && path === ""
        ? `the keys are ${Object.keys(configuration.shape).join(", ")}`
        : "every key of docs/configuration.md that is not optional, no other, and secrets encrypted",
    remedy:
      issue.message === SECRET_IN_CLEAR
        ? `pulumi config set --stack ${name} --secret --path '${key}', and a new secret if this one was in clear`
        : `mend ${path === "" ? "the key" : key} in Pulumi.${name}.yaml`,
  };
};

const toOnCall = ({ people, rotations, schedules }: Team): OnCall =>
  people === undefined || rotations === undefined
    ? { declaredHere: false, schedules: schedules ?? { 1: [], 2: [], 3: [], 4: [] } }
    : { declaredHere: true, people, rotations };

const toEnvironment = (
  name: string,
  { people, rotations, schedules, ...values }: z.output<typeof configuration>,
): ReadConfiguration["environment"] => ({
  name,
  ...values,
  onCall:
    values.ownsAccount || schedules !== undefined
      ? toOnCall({ people, rotations, schedules })
      : drillOnCall(name, values.email),
});

/** What no field can see alone: a rotation names people that exist, and the account's owner says who is on call. */
const checkPeople = (
  name: string,
  { ownsAccount, people, rotations }: Team & { readonly ownsAccount: boolean },
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
