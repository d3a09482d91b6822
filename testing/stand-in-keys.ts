import { keyVariables, KEYS_OF } from "../infra/environment/keys";

/** Of the form that the vendor gives them. */
const formed: Readonly<Record<string, string>> = {
  DD_API_KEY: "0a".repeat(16),
  DD_APP_KEY: "0b".repeat(20),
  PAGERDUTY_TOKEN: "pagerduty-token-0001",
  PAGERDUTY_USER_TOKEN: "pagerduty-user-00001",
  VERCEL_API_TOKEN: "vercelTokenOfTheShop0000",
};

/** A telling text for each vendor's key, and the word that they are of this stack. */
export const standInKeys = (stack: string): Readonly<Record<string, string>> => ({
  [KEYS_OF]: stack,
  ...Object.fromEntries(
    Object.values(keyVariables)
      .flat()
      .map((name) => [name, formed[name] ?? `key of ${name}`]),
  ),
});
