import { keyVariables, KEYS_OF } from "../keys";

/** A telling text for each vendor's key, and the word that they are of this stack. */
export const standInKeys = (stack: string): Readonly<Record<string, string>> => ({
  [KEYS_OF]: stack,
  ...Object.fromEntries(
    Object.values(keyVariables)
      .flat()
      .map((name) => [name, `key of ${name}`]),
  ),
});
