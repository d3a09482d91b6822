import type { z } from "zod";
import type { Link } from "../../infra/integrations/link";
import type { Environment } from "../../monitors/model/environment";
import { CommandError } from "../shared/exit";
import type { PresentLink } from "./changes";
import type { Wire } from "./wire";

/** A vendor whose links have an API and no resource of Pulumi's here. */
export interface LinkVendor extends Omit<Wire, "token" | "timeout"> {
  /** Whether what is sent holds keys of the stack's state. */
  readonly fromState: boolean;
  /** Why a key is not this environment's, by its looks. */
  readonly refuses?: (token: string, environment: Environment) => string | undefined;
  readonly links: (environment: Environment) => readonly Link[];
  /** Of those names alone: what else is there is not looked into. */
  readonly list: (wire: Wire, environment: Environment, names: ReadonlySet<string>) => Promise<readonly PresentLink[]>;
  /** @returns what a person must do with it, if anything */
  readonly create: (wire: Wire, environment: Environment, body: object) => Promise<string | undefined>;
  readonly update: (wire: Wire, environment: Environment, id: string, body: object) => Promise<void>;
}

/** @throws CommandError where an answer is not what the vendor documents: by its place, and never by its value */
export const readAnswer = <S extends z.ZodType>(schema: S, answer: unknown, vendor: string): z.output<S> => {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map(({ path }) => path.map(String).join(".") || "the whole");
  throw new CommandError("vendor", `${vendor}'s answer is not as documented, at ${places.join("; ")}`);
};
