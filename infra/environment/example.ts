import { z } from "zod";
import { configuration } from "../../monitors/model/configuration/table";
import { marks, type Marks } from "../../monitors/model/configuration/fields";
import { exampleOf, unwrap } from "./fields";

/** What a stack's configuration is made of, before it is read: text, lists and objects. */
export type Values = Readonly<Record<string, unknown>>;

/** What stands in place of a secret. */
export type SecretAt = (path: readonly string[], secret: NonNullable<Marks["secret"]>) => unknown;

const CIPHERTEXT: SecretAt = () => ({ secure: "v1:abc:def" });

/**
 * A configuration without a fault, of nobody, made of the examples in its schema.
 *
 * @param ownsAccount whether people are declared in it, or schedules named
 */
export const exampleConfiguration = (ownsAccount: boolean, secretAt: SecretAt = CIPHERTEXT): Values => {
  const shape = ownsAccount
    ? configuration.omit({ schedules: true })
    : configuration.omit({ people: true, rotations: true });
  return { ...Object.fromEntries(entriesOf(shape, [], secretAt)), ownsAccount: String(ownsAccount) };
};

const valueOf = (schema: z.core.$ZodType, path: readonly string[], secretAt: SecretAt): unknown => {
  const inner = unwrap(schema);
  const secret = marks.get(inner)?.secret;
  if (secret !== undefined) return secretAt(path, secret);
  const example = exampleOf(schema);
  if (example !== undefined) return example;
  const entries = entriesOf(inner, path, secretAt);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

const entriesOf = (
  schema: z.core.$ZodType,
  path: readonly string[],
  secretAt: SecretAt,
): readonly (readonly [string, unknown])[] =>
  partsOf(schema)
    .map(([key, each]) => [key, valueOf(each, [...path, key], secretAt)] as const)
    .filter(([, value]) => value !== undefined);

const partsOf = (schema: z.core.$ZodType): readonly (readonly [string, z.core.$ZodType])[] => {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape);
  if (!(schema instanceof z.ZodRecord)) return [];
  const keys = z.globalRegistry.get(schema.keyType)?.["examples"];
  return Array.isArray(keys) ? keys.map((key) => [String(key), schema.valueType] as const) : [];
};
