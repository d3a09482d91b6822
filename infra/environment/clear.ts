import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { Refusal } from "../../monitors/plan/refusal";
import { refuseUnseen } from "../../monitors/plan/vendor-text";
import { isObject } from "../../monitors/model/unknown-value";
import { fieldsOf } from "./fields";

/** What stands in clear in a stack's file, in its values and in the names of its keys. */

/**
 * Forms by which vendors mark their secrets, and addresses that are secrets by themselves.
 * @see https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
const SECRETS: Readonly<Record<string, RegExp>> = {
  "a token of Slack's": /\bxox[a-z]([.-])/,
  "an address that posts to Slack": /hooks\.slack\.com\//,
  "an address that opens incidents at PagerDuty": /events\.(?:eu\.)?pagerduty\.com\//,
  "a token of Grafana's": /\bgl(?:sa|c)_/,
  "a key of New Relic's": /\bNR(?:AK|II|JS|RA|AA)-/,
  "a token of Sentry's": /\bsntry[a-z]_/,
  "a key of Datadog's": /\bddapp_/,
  "a key of AWS": /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/,
  "a key of Stripe's": /\b(?:[rs]k_(?:live|test)|whsec)_/,
  "a token of GitHub's": /\b(?:gh[a-z]|github_pat)_/,
  "a private key": /-----BEGIN /,
  "a signed token": /\beyJ[\w-]+\.eyJ/,
  "a key in hexadecimal": /\b[0-9a-f]{32}(?:[0-9a-f]{8})?\b/i,
};

/** What looks like a secret, and whoever opens the shop is shown it. */
const PUBLIC_KEYS: ReadonlySet<string> = new Set(
  fieldsOf()
    .filter(({ marks }) => marks.shown)
    .map(({ path }) => path.join(".")),
);

/** As what a text can be told for a secret. */
export const secretLike = (text: string): string | undefined =>
  Object.entries(SECRETS).find(([, form]) => form.test(text))?.[0];

const PLAIN = /^(?:[A-Za-z][A-Za-z_]*(?:-[A-Za-z]+)*(?:[_-]?\d{1,3})?|\d{1,3})$/;
const LONGEST_KEY = 40;

/** A key as a diagnostic may show it: one that may be a pasted secret is counted, and not shown. */
export const shownKey = (key: string): string =>
  key.length <= LONGEST_KEY && PLAIN.test(key) && secretLike(key) === undefined
    ? key
    : `(a key of ${key.length} characters)`;

/**
 * @param values as the file has them, secrets as ciphertext
 * @param said where the schema has a fault already: of one value one thing is said
 */
export const checkClear = (
  name: string,
  values: Readonly<Record<string, unknown>>,
  said: ReadonlySet<string>,
): readonly Diagnostic[] =>
  leavesOf(values, []).flatMap(({ path, text, isKey }) => {
    const place = path.map(shownKey).join(".");
    const where = `Pulumi.${name}.yaml${place === "" ? "" : `, ${place}`}`;
    if (!isKey && said.has(where)) return [];
    const refusals = [
      ...refuseUnseen(isKey ? "the name of a key" : "it", text),
      ...(PUBLIC_KEYS.has(place) ? [] : refuseSecret(isKey ? "the name of a key" : "it", text)),
    ];
    return refusals.map((refusal): Diagnostic => ({ severity: "error", where, ...refusal }));
  });

const refuseSecret = (what: string, text: string): readonly Refusal[] => {
  const secret = secretLike(text);
  return secret === undefined
    ? []
    : [
        {
          what: `${what} holds what looks like ${secret}, in clear`,
          rule: "a secret stands in a value of its own, encrypted: a key's name and an address are in the plan, and in every message",
          remedy: "take it out, and make a new one, for this one has been read",
        },
      ];
};

interface Leaf {
  readonly path: readonly string[];
  readonly text: string;
  readonly isKey: boolean;
}

/** Every text in clear and every key, with the way to it; of ciphertext nothing. */
const leavesOf = (value: unknown, path: readonly string[]): readonly Leaf[] => {
  if (typeof value === "string") return [{ path, text: value, isKey: false }];
  if (!isObject(value) || "secure" in value) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    { path, text: key, isKey: true },
    ...leavesOf(item, [...path, key]),
  ]);
};
