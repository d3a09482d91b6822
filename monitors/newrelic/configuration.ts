import { z } from "zod";
import { key, text } from "../model/configuration/fields";

// The provider refuses a leading 0.
const accountId = text.regex(/^[1-9]\d*$/, "must be the digits of the account without a leading 0, in quotes");

const region = z.enum(["US", "EU"], "must be the account's data centre: US or EU");

/** The account holds this environment's spans alone: no query names the environment. */
export const newrelic = z.strictObject({
  accountId: key(accountId, "number of the account, which holds this environment's spans alone", "1111111", {
    own: true,
  }),
  region: key(region, "the account's data centre", "EU"),
});
