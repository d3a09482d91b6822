import { z } from "zod";
import { marks, UnfitSecret, type Marks } from "../../monitors/model/configuration/fields";
import type { SecretReference } from "../../monitors/model/late";
import { isRecord } from "../../monitors/model/unknown-value";
import { unwrap } from "./fields";

/** `file`: as it stands in Pulumi.<env>.yaml, secrets as ciphertext. `program`: as the engine gives it, in clear. */
export type ConfigurationForm = "file" | "program";

/** Pulumi's ciphertexts: `v1:<nonce>:<text>` of a passphrase or a key, plain base64 of Pulumi Cloud. Nothing stands beside it. */
const CIPHERTEXT = /^(v\d+:[\w+/=]+:[\w+/=]+|[A-Za-z0-9+/]{40,}={0,2})$/;

const encrypted = z.strictObject({ secure: z.string().regex(CIPHERTEXT) });

/** The values with a reference in place of each secret that is as it should be; what stands in place of any other its schema refuses. */
export const withReferences = (
  schema: z.core.$ZodType,
  value: unknown,
  form: ConfigurationForm,
  path: readonly string[] = [],
): unknown => {
  const inner = unwrap(schema);
  const secret = marks.get(inner)?.secret;
  if (secret !== undefined) return referenceTo(path, value, secret, form);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const next = schemaAt(inner, key);
      return [key, next === undefined ? item : withReferences(next, item, form, [...path, key])];
    }),
  );
};

const schemaAt = (schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined => {
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (!(schema instanceof z.ZodObject)) return undefined;
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
};

const referenceTo = (
  [key = "", ...rest]: readonly string[],
  value: unknown,
  { faultOf }: NonNullable<Marks["secret"]>,
  form: ConfigurationForm,
): SecretReference | UnfitSecret | undefined => {
  const reference: SecretReference = { late: "secret", path: [key, ...rest] };
  if (form === "file") return encrypted.safeParse(value).success ? reference : undefined;
  if (value === undefined) return undefined;
  const fault = faultOf(value);
  return fault === undefined ? reference : new UnfitSecret(fault);
};
