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
const GROUPS = `${GROUP}(?::${GROUP}){0,6}`;
const V4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;

/** What stands between digits: blanks, hard ones too, and dashes. */
const GAP = String.raw`[\h.()/\u2010-\u2015-]`;

/** `name: "`, as JSON in JSON and addresses have it too. */
const IS = String.raw`["'\\]{0,2}\s{0,3}(?:[:=]|%3[ad])\s{0,3}["'\\]{0,2}`;

const ofSecrets: readonly Mask[] = [
  // What is asked for stands in query strings: searches, tokens of links in e-mails.
  { hides: "query strings", pattern: String.raw`\?[^\s"'<>?=]{0,1000}=[^\s"'<>]*`, by: "?[query]" },
  { hides: "who signs in by an address", pattern: String.raw`://[^\s/"']{1,300}@`, by: "://[token]@" },
  {
    hides: "e-mail addresses",
    pattern: String.raw`(?U)[\w.%+'-]{1,64}(?:@|%(?:25){0,3}40)[\w.-]{1,253}\.(?:\p{L}{2,63}|xn--[\w-]{1,59})`,
    by: "[email]",
  },
  // Three parts of Base64, the first of which begins with {" (RFC 7519, 3).
  { hides: "JSON Web Tokens", pattern: String.raw`eyJ[\w-]{1,1000}\.[\w-]+(?:\.[\w-]*)?`, by: "[token]" },
  {
    hides: "bearer and basic credentials",
    pattern: String.raw`(?i)\b(bearer|basic(?=.{1,4}\S{6}))(?:(?:\s{0,3}[:=]\s{0,3}|\s{1,3}|%20|\+)(?:bearer|basic)?){1,3}[\w.~+/=-]{3,}`,
    by: "$1 [token]",
  },
  // https://docs.stripe.com/keys, https://supabase.com/docs/guides/api/api-keys, https://docs.slack.dev/authentication/tokens
  {
    hides: "keys of vendors",
    pattern: String.raw`(?<![A-Za-z0-9])(?:[prs]k_(?:live|test)_|whsec_|sbp_|sb_secret_|xox[a-z]-|gh[a-z]_|github_pat_)[\w-]{3,}`,
    by: "[token]",
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  { hides: "keys of AWS", pattern: "(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{8,}", by: "[token]" },
  // A UUID's dashes keep it.
  { hides: "long keys", pattern: String.raw`(?<!\w)(?=[A-Za-z_]{0,64}\d)\w{32,}`, by: "[token]" },
  {
    hides: "passwords and secrets that are named",
    pattern: String.raw`(?i)(passw(?:or)?d|passphrase|pwd|secret|token|key|authorization|(?<!\w)code(?==))(${IS})[^\s"',;&\[]+`,
    by: "$1$2[hidden]",
  },
];

const ofPersons: readonly Mask[] = [
  // Eight groups, or fewer around `::`, the last two as IPv4 where it is mapped; a time of day is neither.
  {
    hides: "IPv6 addresses",
    pattern: String.raw`(?<![\w:.])(?:(?:${GROUP}:){7}${GROUP}|(?:${GROUPS})?::(?:(?:${GROUPS}:)?${V4}|${GROUPS})?)(?![\w:]|\.\d)`,
    by: "[ip]",
    ofNumbers: true,
  },
  { hides: "IPv4 addresses", pattern: String.raw`(?<![\w.])${V4}(?!\w|\.\d)`, by: "[ip]", ofNumbers: true },
  // ISO 13616: a country, two digits, up to 30 letters and digits.
  {
    hides: "accounts at banks",
    pattern: String.raw`(?<!\w)[A-Z]{2}\d{2}(?:\h?[A-Z0-9]{4}){2,7}(?:\h?[A-Z0-9]{1,3})?(?!\w)`,
    by: "[iban]",
    ofNumbers: true,
  },
  // 13 to 19 digits (ISO/IEC 7812), in fours, as American Express and Diners do or in one, of the ranges that cards have: a moment in
  // milliseconds begins with 1.
  {
    hides: "card numbers",
    pattern: String.raw`(?<![\w-])(?:[2-6]\d{3}[\h.-]\d{4}[\h.-]\d{4}[\h.-]\d{1,7}|3\d{3}[\h.-]\d{6}[\h.-]\d{4,5}|2[2-7]\d{14}|[3-6]\d{12,18})(?!\w)`,
    by: "[card]",
    ofNumbers: true,
  },
  {
    hides: "ends of card numbers",
    pattern: String.raw`(?i)\b(last ?4|ending(?: in)?)(\D{1,3})\d{4}\b`,
    by: "$1$2[card]",
    ofNumbers: true,
  },
  // E.164, with + or 00, and France's and Germany's within the country.
  {
    hides: "telephone numbers",
    pattern: String.raw`(?<![\w+])(?:(?:\+|%2B|00)[1-9](?:${GAP}{0,3}\d){7,14}|0[1-9](?:${GAP}{0,2}\d){8,10})(?!\w)`,
    by: "[phone]",
    ofNumbers: true,
  },
];

export const masks: readonly Mask[] = [...ofSecrets, ...ofPersons];

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
