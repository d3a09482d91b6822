import { z } from "zod";
import { marks, type Marks } from "../../monitors/model/configuration/fields";
import { configuration } from "../../monitors/model/configuration/table";

/** The keys of the configuration, read out of its schema. Whoever lists them lists these. */

/** What stands within `optional` and `default`. */
export const unwrap = (schema: z.core.$ZodType): z.core.$ZodType =>
  isOptional(schema) ? unwrap(schema.unwrap()) : schema;

export const isOptional = (schema: z.core.$ZodType): schema is z.ZodOptional | z.ZodDefault =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;

/** What `key` says of a schema, whether it stands on an optional one or within it. */
export const exampleOf = (schema: z.core.$ZodType): unknown => {
  const examples = z.globalRegistry.get(schema)?.["examples"];
  return Array.isArray(examples) ? examples[0] : isOptional(schema) ? exampleOf(schema.unwrap()) : undefined;
};

const purposeOf = (schema: z.core.$ZodType): string =>
  z.globalRegistry.get(schema)?.description ?? (isOptional(schema) ? purposeOf(schema.unwrap()) : "");

const marksOf = (schema: z.core.$ZodType): Marks =>
  marks.get(schema) ?? (isOptional(schema) ? marksOf(schema.unwrap()) : {});

/** The keys of a record that are known: all of an enum, or `<role>` for any of a kind. */
const keysOf = (keyType: z.core.$ZodType): readonly string[] =>
  keyType instanceof z.ZodEnum ? keyType.options.map(String) : [`<${purposeOf(keyType)}>`];

/** What stands below an object or a record, by key; undefined of anything else. */
export const below = (schema: z.core.$ZodType): readonly (readonly [key: string, z.core.$ZodType])[] | undefined => {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return Object.entries(inner.shape);
  return inner instanceof z.ZodRecord ? keysOf(inner.keyType).map((key) => [key, inner.valueType] as const) : undefined;
};

/** What one `pulumi config set` sets: a value, a secret or a list. */
export interface Field {
  /** Below the project's namespace. */
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
  /** What it is for, or what that is for of which it is a part. */
  readonly says: string;
  /** Whether an environment can be without it, or without what it is part of. */
  readonly optional: boolean;
  readonly marks: Marks;
}

/** Every field of the configuration, in its order. */
export const fieldsOf = (
  schema: z.core.$ZodType = configuration,
  within: Pick<Field, "path" | "says" | "optional"> = { path: [], says: "", optional: false },
): readonly Field[] => {
  const said = purposeOf(schema);
  const here = {
    path: within.path,
    says: said === "" ? within.says : said,
    optional: within.optional || isOptional(schema),
  };
  return (
    below(schema)?.flatMap(([key, each]) => fieldsOf(each, { ...here, path: [...here.path, key] })) ?? [
      { ...here, schema, marks: marksOf(schema) },
    ]
  );
};
