import { CommandError } from "../shared/exit";

/**
 * Ends where a vendor's key stands in the stack's state: whoever previews can decrypt the state, and would have the keys of `up`.
 * @param state what `pulumi stack export --show-secrets` prints
 * @param keys the keys by the names of their variables
 */
export const refuseKeysIn = (state: string, keys: Readonly<Record<string, string>>): void => {
  const [first, ...others] = Object.entries(keys)
    .filter(([, key]) => [key, ...headersIn(key)].some((part) => part.length >= SHORTEST && state.includes(part)))
    .map(([name]) => `the state holds the key of ${name}: make it anew, and find which provider writes it down`);
  if (first !== undefined) throw new CommandError("failed", first, ...others);
};

/** Nothing shorter is a key; it might stand in a state by chance. */
const SHORTEST = 8;

/** Grafana's key is handed over as a JSON object of HTTP headers: `Bearer` and the key. */
const headersIn = (key: string): readonly string[] =>
  [...key.matchAll(/Bearer ([^"\s]+)/g)].map(([, token = ""]) => token);
