import { template, type Template } from "../../../monitors/model/late";
import type { LogField } from "../../../monitors/model/sources/elastic";
import type { Processor } from "./processors";

/**
 * What must not be readable in a log. Sources are read by lists of the fields that are wanted, so this is about free text, which
 * may hold anything. A person's name in a free text cannot be told from any other word: none is masked, and none may be logged.
 * The order matters: an address of the internet is looked for before telephone numbers. Whatever is looked for has an end: a pattern
 * that went on from every letter to the last would let a long line, which anybody can send, hold up the cluster.
 */
interface Mask {
  readonly hides: string;
  /** As Java has them: https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html */
  readonly pattern: string;
  readonly by: string;
  /** It would take a browser's version for an address. @default no */
  readonly ofNumbers?: true;
}

const GROUP = "[0-9A-Fa-f]{1,4}";

export const masks: readonly Mask[] = [
  // What is asked for stands in query strings: searches, tokens of links in e-mails.
  { hides: "query strings", pattern: String.raw`\?[^\s"'<>?=]{0,1000}=[^\s"'<>]*`, by: "?[query]" },
  { hides: "e-mail addresses", pattern: String.raw`[\w.%+-]{1,64}(?:@|%40)[\w.-]{1,253}\.[A-Za-z]{2,}`, by: "[email]" },
  // Three parts of Base64, the first of which begins with {" (RFC 7519, 3).
  { hides: "JSON Web Tokens", pattern: String.raw`eyJ[\w-]{1,1000}\.[\w-]+(?:\.[\w-]*)?`, by: "[token]" },
  { hides: "bearer and basic credentials", pattern: String.raw`(?i)\b(bearer|basic) [\w.~+/=-]{8,}`, by: "$1 [token]" },
  // https://docs.stripe.com/keys, https://supabase.com/docs/guides/api/api-keys, https://docs.slack.dev/authentication/tokens
  {
    hides: "keys of vendors",
    pattern: String.raw`\b(?:[sr]k_(?:live|test)_|whsec_|sb_secret_|xox[a-z]-|gh[opsu]_)[\w-]{8,}`,
    by: "[token]",
  },
  {
    hides: "passwords and secrets that are named",
    pattern: String.raw`(?i)\b(password|passwd|secret|token|api_?key|authorization)(["']?\s*[:=]\s*["']?)[^\s"',;&\[]+`,
    by: "$1$2[hidden]",
  },
  // Eight groups, or fewer around `::`; a time of day is neither.
  {
    hides: "IPv6 addresses",
    pattern: String.raw`(?<![\w:.])(?:(?:${GROUP}:){7}${GROUP}|(?:${GROUP}(?::${GROUP}){0,6})?::(?:${GROUP}(?::${GROUP}){0,6})?)(?![\w:])`,
    by: "[ip]",
    ofNumbers: true,
  },
  {
    hides: "IPv4 addresses",
    pattern: String.raw`(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\w)`,
    by: "[ip]",
    ofNumbers: true,
  },
  // 13 to 19 digits (ISO/IEC 7812), in fours or in one, of the ranges that cards have: a moment in milliseconds begins with 1.
  {
    hides: "card numbers",
    pattern: String.raw`(?<![\w-])(?:[2-6]\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}|[3-6]\d{12,18})(?![\w-])`,
    by: "[card]",
    ofNumbers: true,
  },
  {
    hides: "ends of card numbers",
    pattern: String.raw`(?i)\b(last ?4|ending(?: in)?)(\D{1,3})\d{4}\b`,
    by: "$1$2[card]",
    ofNumbers: true,
  },
  // E.164, and France's within the country.
  {
    hides: "telephone numbers",
    pattern: String.raw`(?<![\w+])(?:\+[1-9](?:[ .()-]?\d){7,14}|0[1-9](?:[ .-]?\d{2}){4})(?!\w)`,
    by: "[phone]",
    ofNumbers: true,
  },
];

/** Where free text arrives. */
const FREE_TEXT = ["message", "url.path", "user_agent.original"] as const satisfies readonly LogField[];

const hasNumbers = (field: (typeof FREE_TEXT)[number]): boolean => field === "user_agent.original";

/** A path is asked for with its query by some, and with a session's parameters by a few. */
const PATH: Processor = {
  gsub: { field: "url.path", pattern: "[?;#].*$", replacement: "", ignore_missing: true },
};

export const maskText = (): readonly Processor[] => [
  PATH,
  ...FREE_TEXT.flatMap((field) =>
    masks
      .filter(({ ofNumbers }) => ofNumbers !== true || !hasNumbers(field))
      .map(({ hides, pattern, by }) => ({
        gsub: { description: hides, field, pattern, replacement: by, ignore_missing: true },
      })),
  ),
];

/** The hash that tells clients apart is made with a key: without one, all addresses could be tried. */
const HASH = {
  fingerprint: {
    description: "Tells one client from another",
    fields: ["client.ip"],
    target_field: "driplo.client.hash",
    method: "SHA-256",
    salt: "",
    ignore_missing: true,
  },
} as const;

/**
 * A client's address: hashed whole, then kept without its last part (a network of 256 at most), or of IPv6 not at all, where the
 * first parts may be one household's.
 */
export const maskClient = (): readonly (Processor | Template)[] => [
  withKey(HASH),
  {
    gsub: {
      field: "client.ip",
      pattern: String.raw`^(\d+\.\d+\.\d+)\.\d+$`,
      replacement: "$1.0",
      ignore_missing: true,
    },
  },
  { remove: { field: "client", ignore_missing: true, if: "ctx.client?.ip != null && ctx.client.ip.contains(':')" } },
];

const withKey = ({ fingerprint }: typeof HASH): Template => {
  const [before = "", after = ""] = JSON.stringify({ fingerprint }).split('"salt":""');
  return template(`${before}"salt":"`, { late: "secret", path: ["elastic", "hashKey"] }, `"${after}`);
};
