import { listWords } from "../../monitors/model/list-words";
import { addressFault } from "../drill/send";
import { CommandError } from "./exit";

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Keys and addresses of the environment, by name; all that are missing are said at once, and no value is.
 *
 * @throws CommandError (usage)
 */
export const neededVariables = <N extends string>(
  variables: Variables,
  ...names: readonly N[]
): ((name: N) => string) => {
  const missing = names.filter((name) => (variables[name] ?? "") === "");
  if (missing.length > 0)
    throw new CommandError(
      "usage",
      `${listWords(missing)} must be set: keys come from the environment, and never from arguments`,
    );
  return (name) => variables[name] ?? "";
};

/** The vendor's own address, or that of a server that stands for it. @throws CommandError (usage) where no key may be sent there */
export const addressOf = (variables: Variables, name: string, own: string): string => {
  const address = variables[name] ?? own;
  const fault = addressFault(address);
  if (fault !== undefined) throw new CommandError("usage", `${name} ${fault}`);
  return address.replace(/\/$/, "");
};
