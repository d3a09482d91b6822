import { z } from "zod";

/** What values of the configuration are made of. */

/** `file`: as it stands in Pulumi.<env>.yaml, secrets as ciphertext. `program`: as the engine gives it, in clear. */
export type ConfigurationForm = "file" | "program";

export const text = z.string().trim().min(1, "must not be empty");

export const host = text.regex(
  /^[a-z0-9.-]+\.[a-z]{2,}$/,
  "must be a host name without scheme or path: api.driplo.com",
);

/** Words, and a number for who shares them: what is longer or more mixed may be a secret, and a role stands in the plan. */
export const role = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*(-\d{1,3})?$/, "must be a role key in small letters: engineer-1");

export const SECRET_IN_CLEAR = "must be a secret, and is missing or stands here in clear";

/** Pulumi's ciphertexts: `v1:<nonce>:<text>` of a passphrase or a key, plain base64 of Pulumi Cloud. Nothing stands beside it. */
export const CIPHERTEXT = /^(v\d+:[\w+/=]+:[\w+/=]+|[A-Za-z0-9+/]{40,}={0,2})$/;

export const encrypted = z.strictObject({ secure: z.string().regex(CIPHERTEXT) });

export const isEncrypted = (value: unknown): boolean => encrypted.safeParse(value).success;

export const secretIn = (form: ConfigurationForm) =>
  form === "program" ? text : z.unknown().refine(isEncrypted, SECRET_IN_CLEAR);

/** `pulumi config set` writes booleans as text. */
export const yesOrNo = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")], {
  error: "must be true or false",
});

/** It becomes part of a JSON text, and is long enough not to be guessed. */
export const generated = z
  .string()
  .regex(/^[A-Za-z0-9]{24,}$/, "must be 24 letters and digits or more, and nothing else");
