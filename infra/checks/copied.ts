import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { PROJECT } from "../../monitors/model/configuration/table";
import { fieldsOf } from "../environment/fields";

/**
 * What a stack's file may not have in common with another's. A file that was begun as a copy is whole and valid, and watches the
 * wrong thing: an alert of the new environment would be about the old one.
 */

/** Keys of which each environment has a value of its own. What several share is left out: Sentry's project, Elastic's deployment. */
const OWN = fieldsOf()
  .filter(({ marks }) => marks.own)
  .map(({ path }) => path.join("."));

/** A stack's keys below the project's namespace, as its file has them; undefined where the file cannot be read. */
export interface StackValues {
  readonly name: EnvironmentName;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** @param stacks all of them, that of the name too */
export const checkCopied = (name: EnvironmentName, stacks: readonly StackValues[]): readonly Diagnostic[] => {
  const own = leavesOf(stacks.find((stack) => stack.name === name)?.values ?? {});
  return stacks
    .filter((stack) => stack.name !== name)
    .flatMap((other) => {
      const theirs = leavesOf(other.values ?? {});
      return [...sameValues(name, own, other.name, theirs), ...sameSecrets(name, own, other.name, theirs)];
    });
};

/** Values by path: `identities.apiHost`; a secret is the leaf `grafana.slackToken.secure`. */
type Leaves = ReadonlyMap<string, string>;

const leavesOf = (value: unknown, path = ""): Leaves => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return new Map([[path, String(value).trim()]]);
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, each]) => [...leavesOf(each, path === "" ? key : `${path}.${key}`)]),
  );
};

/** Hosts and slugs know no capitals. */
const folded = (text: string | undefined): string | undefined => text?.toLowerCase();

const sameValues = (name: string, own: Leaves, other: string, theirs: Leaves): readonly Diagnostic[] =>
  OWN.flatMap((path) => {
    const value = own.get(path);
    return value === undefined || folded(value) !== folded(theirs.get(path))
      ? []
      : [
          {
            severity: "error",
            where: `Pulumi.${name}.yaml, ${path}`,
            what: `is ${value}, as in Pulumi.${other}.yaml`,
            rule: "an environment watches its own hosts, accounts and projects, and never another's",
            remedy: `pulumi config set --stack ${name} --path '${PROJECT}:${path}' <its own>`,
          },
        ];
  });

const SECURE = ".secure";

const secretsOf = (leaves: Leaves): readonly (readonly [path: string, ciphertext: string])[] =>
  [...leaves]
    .filter(([path]) => path.endsWith(SECURE))
    .map(([path, ciphertext]) => [path.slice(0, -SECURE.length), ciphertext] as const);

/** Each encryption draws a nonce of its own, so that even the same secret set twice has two ciphertexts. */
const sameSecrets = (name: string, own: Leaves, other: string, theirs: Leaves): readonly Diagnostic[] => {
  const known = new Map(secretsOf(theirs).map(([path, ciphertext]) => [ciphertext, path]));
  return secretsOf(own).flatMap(([path, ciphertext]) => {
    const there = known.get(ciphertext);
    return there === undefined
      ? []
      : [
          {
            severity: "error",
            where: `Pulumi.${name}.yaml, ${path}`,
            what: `is the very ciphertext of Pulumi.${other}.yaml, ${there}`,
            rule: "a secret is encrypted for its own stack: another's is another's key, or cannot be read",
            remedy: `pulumi config set --stack ${name} --secret --path '${PROJECT}:${path}'`,
          },
        ];
  });
};
