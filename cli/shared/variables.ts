import { listWords } from "../../monitors/model/list-words";
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

/** What is wrong with an address, without naming it: a key goes over TLS, or to this machine. */
export const addressFault = (address: string): string | undefined => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return "must be an address: https://…";
  if (url.username !== "" || url.password !== "") return "must have neither a name nor a password in it";
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || (local && url.protocol === "http:") ? undefined : "must begin with https://";
};
