import { z } from "zod";
import type { SecretReference } from "../late";
import { isRecord } from "../unknown-value";

/**
 * What the schemas of the configuration are written with. Each vendor's `configuration.ts` says of each of its keys what it may be, what
 * it is for, and a value of nobody's; whatever else is said of the key anywhere is derived from that.
 */

export interface Marks {
  readonly secret?: {
    /** What is wrong with it in clear, as only the engine ever has it. */
    readonly faultOf: (clear: unknown) => string | undefined;
    /** Of how many letters and digits at least, where it is made for this alone. */
    readonly letters?: number;
  };
  /** Each environment has a value of its own: the same in two is a copy that was not edited. */
  readonly own?: true;
  /** It looks like a secret and is none: whoever opens the shop is shown it. */
  readonly shown?: true;
}

/** What is known of a key beside its form. Its purpose and its example stand in zod's own registry, as in a JSON Schema. */
export const marks = z.registry<Marks>();

/**
 * @param says what it is, and where one finds it
 * @param example one that the vendor would take, of nobody: the placeholder and the tests are made of it, and editors show it. Without
 *   one an optional key is left out of both.
 */
export const key = <S extends z.ZodType>(
  schema: S,
  says: string,
  example?: z.input<S>,
  { own, shown }: Omit<Marks, "secret"> = {},
): S => {
  const described = schema.meta({ description: says, ...(example === undefined ? {} : { examples: [example] }) });
  if (own === true || shown === true) marks.add(described, { ...(own && { own }), ...(shown && { shown }) });
  return described;
};

export const SECRET_IN_CLEAR = "must be a secret, and is missing or stands here in clear";

/** Stands for a secret that is not what its vendor takes. */
export class UnfitSecret {
  constructor(readonly why: string) {}
}

const isReference = (value: unknown): boolean => isRecord(value) && value["late"] === "secret";

/**
 * A secret: ciphertext in the file, in clear in what the engine hands over, and a reference to it in all that is made of both.
 * `withReferences` puts the reference in its place before the schema reads it.
 */
export const secret = (says: string, { form, letters }: ClearSecret = { form: text }) =>
  z
    .custom<SecretReference>(isReference, {
      error: ({ input }) => (input instanceof UnfitSecret ? input.why : SECRET_IN_CLEAR),
    })
    .meta({ description: says })
    .register(marks, {
      secret: {
        faultOf: (clear) => form.safeParse(clear).error?.issues[0]?.message,
        ...(letters !== undefined && { letters }),
      },
    });

/** What a secret is in clear. */
interface ClearSecret {
  readonly form: z.ZodType<string>;
  readonly letters?: number;
}

export const text = z.string().trim().min(1, "must not be empty");

export const host = text.regex(
  /^[a-z0-9.-]+\.[a-z]{2,}$/,
  "must be a host name without scheme or path: api.driplo.com",
);

/** `pulumi config set` writes booleans as text. */
export const yesOrNo = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")], {
  error: "must be true or false",
});

/** Made by a person for this alone: long enough not to be guessed, and of nothing that a JSON text would have to escape. */
export const generated = (letters: number): ClearSecret => ({
  letters,
  form: z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9]{${letters},}$`), `must be ${letters} letters and digits or more, and nothing else`),
});
