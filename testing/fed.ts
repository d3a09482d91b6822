import { secretAt } from "./stack-configuration";
import type { StandInVendor } from "./engine/stand-in-vendor";

type Held = ReturnType<StandInVendor["resources"]>[number];

/** What Vercel is told in secret, from what the vendors hold: the values, and the keys that were made for them. */
export const secretsAtVercel = (vendor: StandInVendor) => {
  const find = (type: string, name: string): Held | undefined =>
    vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
  const keyOf = (type: string, name: string): unknown => find(type, name)?.outputs["key"];
  const headers = (type: string, name: string): unknown => find(type, name)?.inputs["headers"];
  const told = (name: string): unknown => find("ProjectEnvironmentVariable", name)?.inputs["value"];
  return {
    given: {
      logs: headers("logDrain:LogDrain", "datadog.api"),
      spans: headers("traceDrain:TraceDrain", "datadog"),
      store: headers("logDrain:LogDrain", "log-store"),
      server: told("api.DATADOG_API_KEY"),
      accounts: told("api.DRIPLO_ACCOUNT_HASH_KEY"),
      dsn: told("storefront.PUBLIC_SENTRY_DSN"),
    },
    drains: keyOf("apiKey:ApiKey", "vercel"),
    server: keyOf("apiKey:ApiKey", "server"),
    newRelic: keyOf("apiAccessKey:ApiAccessKey", "vercel"),
  };
};

/** RFC 7617: the user and the password, in base64. */
export const CREDENTIALS = `Basic ${Buffer.from(`drain:${secretAt("elastic.drain.password")}`).toString("base64")}`;
