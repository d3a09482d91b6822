import { z } from "zod";
import { key, text, yesOrNo } from "../model/configuration/fields";

/**
 * A role by itself and not a session of it, or a user, with its path. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
const principal = text.regex(
  /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
  "must be the ARN of a role or user: arn:aws:iam::123456789012:role/deploy",
);

/** EventBridge takes no empty list of whom not to match. */
const principals = z.tuple([principal], principal);

/** What only named principals may do: anybody else's doing it is an alert. */
const trustedPrincipals = z.strictObject({
  identity: key(principals, "ARNs of the roles and users that may change identities and policies", [
    "arn:aws:iam::111111111111:role/deploy",
  ]),
  secrets: key(principals, "ARNs of the roles and users that may read secrets", [
    "arn:aws:iam::111111111111:role/deploy",
    "arn:aws:iam::111111111111:user/rotation",
  ]),
});

/**
 * Which deployment of Vercel's may take the role that counts checkouts. AWS compares the words of the token with these: the team's
 * slug and the project's name as they stand in Vercel's addresses, not their ids.
 */
const vercel = z.strictObject({
  team: key(
    z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be the team's slug, as in Vercel's addresses: driplo"),
    "slug of the team whose token may count checkouts",
    "shop",
  ),
  project: key(
    z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "must be the project's name at Vercel: api"),
    "name of the project that runs the API",
    "api",
    { own: true },
  ),
  environment: key(
    z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be an environment of Vercel's: production or preview"),
    "Vercel's own environment of that deployment",
    "production",
  ),
  // An account has one identity provider for each issuer: it is declared by one stack, or by nobody where it is there already.
  provider: key(
    z.enum(["declared", "existing"], "must be declared, or existing where the account has it already"),
    "existing where the account trusts Vercel already",
    "declared",
  ),
});

export const aws = z.strictObject({
  region: key(text.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be an AWS region: eu-west-3"), "the region", "eu-west-3"),
  accountId: key(
    text.regex(/^\d{12}$/, "must be the 12 digits of the account, in quotes"),
    "number of the account",
    "111111111111",
    { own: true },
  ),
  shieldAdvanced: key(yesOrNo, "whether AWS Shield Advanced protects the distribution; it is paid", "true"),
  trailBucket: key(
    text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of the trail's bucket"),
    "the bucket in that region into which the account's trail writes",
    "prod-trail",
    { own: true },
  ),
  trustedPrincipals,
  vercel,
});
