import { keyVariables, KEYS_OF } from "../keys";

/** Of a form of its own at its vendor. */
const FORMED: Readonly<Record<string, string>> = {
  DD_API_KEY: "da7ad09c0ffee000000000000000a91e",
  DD_APP_KEY: "da7ad09c0ffee0000000000000000000000a99ef",
  PAGERDUTY_TOKEN: "the-key-of-pagerduty",
  PAGERDUTY_USER_TOKEN: "a-person-s-pagerduty",
  VERCEL_API_TOKEN: "theTokenOfVercelsAccount",
};

/** A telling text for each vendor's key, and the word that they are of this stack. */
export const standInKeys = (stack: string): Readonly<Record<string, string>> => ({
  [KEYS_OF]: stack,
  ...Object.fromEntries(
    Object.values(keyVariables)
      .flat()
      .map((name) => [name, FORMED[name] ?? `key of ${name}`]),
  ),
});
