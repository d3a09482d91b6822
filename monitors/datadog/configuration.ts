import { z } from "zod";
import { key, text } from "../model/configuration/fields";

/** "Site parameter" of each: https://docs.datadoghq.com/getting_started/site/, and the endpoints of its API reference. */
const sites = [
  "datadoghq.com",
  "us3.datadoghq.com",
  "us5.datadoghq.com",
  "datadoghq.eu",
  "ap1.datadoghq.com",
  "ap2.datadoghq.com",
  "uk1.datadoghq.com",
  "ddog-gov.com",
  "us2.ddog-gov.com",
] as const;

const site = z.enum(sites, `must be a site of Datadog's: ${sites.join(", ")}`);

/** https://docs.datadoghq.com/account_management/api-app-keys/#client-tokens: made for browsers, and no secret. */
const clientToken = text.regex(/^pub[0-9a-f]{32}$/, "must be a client token of Datadog's: pub and 32 digits or a to f");

export const datadog = z.strictObject({
  site: key(site, "the site that your organisation is on", "datadoghq.eu"),
  clientToken: key(
    clientToken,
    "of the RUM application, for browsers: it may only send (Organization Settings › Client Tokens)",
    "pub0123456789abcdef0123456789abcdef",
    { own: true },
  ),
});
