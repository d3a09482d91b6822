import { z } from "zod";
import { exampleConfiguration } from "../../infra/environment/example";
import { exampleOf, fieldsOf, isOptional, unwrap, type Field } from "../../infra/environment/fields";
import { configuration, PROJECT } from "../../monitors/model/configuration/table";
import { valueOn } from "../../monitors/model/unknown-value";

/** Every key of the configuration with the command that sets it, for whoever sets up an environment. */
export const configurationPage = (): string =>
  [
    "# The configuration of an environment",
    "",
    "`npm run schema` makes this page of the vendors' `configuration.ts`.",
    "",
    "Each key of `Pulumi.<env>.yaml`, what it is, and the command that sets it. Say `dev` for `prod`, and your own values for the examples.",
    "Your editor knows the same from `docs/stack.schema.json`. `npm run plan -- --environment all` names whatever is missing or wrong.",
    "",
    "## Secrets",
    "",
    "Each command asks for the value without echoing it, or has one made.",
    "",
    ...commandsOf(fieldsOf().filter(({ marks }) => marks.secret !== undefined)),
    ...Object.entries(configuration.shape).flatMap(([block, schema]) => [
      `## ${block}${isOptional(schema) ? " (optional)" : ""}`,
      "",
      ...commandsOf(
        fieldsOf(unwrap(schema), { path: [block], says: purposeAbove(schema), optional: false }).filter(
          ({ marks }) => marks.secret === undefined,
        ),
      ),
    ]),
  ].join("\n");

const purposeAbove = (schema: z.core.$ZodType): string => z.globalRegistry.get(schema)?.description ?? "";

const commandsOf = (fields: readonly Field[]): readonly string[] => [
  "```sh",
  ...fields.flatMap((field, at) => [
    ...(field.says === fields[at - 1]?.says ? [] : [`# ${field.optional ? "Optional: " : ""}${field.says}`]),
    ...settersOf(field),
  ]),
  "```",
  "",
];

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * As a path of `pulumi config set`: https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/. Without `--plaintext` the command refuses what
 * its name or its letters make look like a secret, such as `aws.trustedPrincipals.secrets`.
 */
const keyOf = (path: readonly string[], item = ""): string => quote(`${PROJECT}:${path.join(".")}${item}`);

const examples = { ...exampleConfiguration(false), ...exampleConfiguration(true) };

const settersOf = ({ path, schema, marks: { secret } }: Field): readonly string[] => {
  if (secret !== undefined) {
    const made = secret.letters === undefined ? "" : `openssl rand -hex ${secret.letters} | `;
    return [`${made}pulumi config set --stack prod --secret --path ${keyOf(path)}`];
  }
  const inner = unwrap(schema);
  const example = valueOn(examples, path) ?? exampleOf(schema) ?? "<value>";
  const set = (value: unknown, item?: string): string =>
    `pulumi config set --stack prod --plaintext --path${isText(inner) ? " --type string" : ""} ${keyOf(path, item)} ${quote(String(value))}`;
  if (!(inner instanceof z.ZodArray || inner instanceof z.ZodTuple)) return [set(example)];
  return (Array.isArray(example) ? example : [example]).map((item, at) => set(item, `[${at}]`));
};

/** The command makes a number of digits, wherever it is not told that they are text. */
const isText = (schema: z.core.$ZodType): boolean =>
  ["10", "111111111111"].some((digits) => z.core.safeParse(schema, digits).success);
