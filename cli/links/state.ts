import { z } from "zod";
import type { LinkBody, LinkValue } from "../../infra/integrations/link";
import { isLate, type Late } from "../../monitors/model/late";
import { MOST_PREVIEW_BYTES, parseBy, readBounded } from "../apply/read";
import { CommandError } from "../shared/exit";

/** What `pulumi stack export --show-secrets` prints, as far as it is read. */
const stateSchema = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({
        urn: z.string(),
        type: z.string(),
        inputs: z.record(z.string(), z.unknown()).default({}),
        outputs: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  }),
});

type State = z.output<typeof stateSchema>["deployment"];

/** @param path a file, or `-` for stdin @throws CommandError where it is no state of this stack */
export const readState = (path: string, stack: string): State => {
  const { deployment } = parseBy(stateSchema, readBounded(path, MOST_PREVIEW_BYTES), "--state");
  const stranger = deployment.resources.find(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::`));
  if (stranger !== undefined) throw new CommandError("usage", `--state is of another stack than ${stack}`);
  return deployment;
};

/** A body as the vendor is sent it, with every late value as the engine resolved it. @throws CommandError */
export const resolveBody = (body: LinkBody, state: State): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(body).map(([field, value]) => [field, resolve(value, state)]));

const isBody = (value: LinkValue): value is LinkBody => typeof value === "object" && !Array.isArray(value);

const resolve = (value: LinkValue, state: State): unknown => {
  if (isLate(value)) return resolveLate(value, state);
  return isBody(value) ? resolveBody(value, state) : value;
};

const resolveLate = (late: Late, { resources }: State): string => {
  if (late.late !== "reference") throw new Error(`a link has a late value of the sort ${late.late}`);
  const { type, name, property } = late;
  const found = resources.find((each) => each.type === type && each.urn.endsWith(`::${name}`));
  const value =
    found === undefined
      ? undefined
      : [found.outputs, found.inputs].map((side) => at(side, property.split("."))).find(isText);
  if (value !== undefined) return value;
  throw new CommandError(
    "usage",
    `--state has no ${property} of ${type} ${name}: export it after pulumi up, with --show-secrets`,
  );
};

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const at = (value: unknown, path: readonly string[]): unknown => {
  const bare = unwrap(value);
  const [first, ...rest] = path;
  if (first === undefined) return bare;
  return typeof bare === "object" && bare !== null ? at(Reflect.get(bare, first), rest) : undefined;
};

/** How the engine marks a secret, and that with `plaintext` it is shown: pulumi/pulumi sdk/go/common/resource/sig (`SecretSig`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const secretSchema = z.object({ [SIGNATURE]: z.literal(SECRET), plaintext: z.string() });

const unwrap = (value: unknown): unknown => {
  const secret = secretSchema.safeParse(value);
  if (!secret.success) return value;
  try {
    return JSON.parse(secret.data.plaintext);
  } catch {
    return undefined;
  }
};
