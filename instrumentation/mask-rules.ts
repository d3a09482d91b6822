/**
 * What may be about a person, or opens a door, by its shape or by the name beside it: one list for the browser, the server and the log
 * store (`infra/integrations/elastic/masks.ts`). `testing/masks/kinds.ts` has examples of each kind, for and against.
 *
 * It knows no meaning: a name in a sentence stays, so free text is never sent on purpose; this is for what gets in by accident. Check
 * digits are not looked at, so a mistyped card is masked too: an error speaks of those first. The packages at npm were looked at:
 * redact-pii is abandoned, its successor speaks of American numbers, and each weighs more than all of this.
 *
 * Java reads the patterns as JavaScript does: no `\b`, each lookbehind has an end, blanks beyond ASCII are named. Each repetition has an
 * end too, unless nothing has to follow it, and what looks back comes after what is cheap: anybody can send a long line.
 */

/** A pattern, and what takes the place of what it finds. */
type Rule = readonly [pattern: RegExp, by: string];

const BLANK = String.raw`[\s\xa0\u202f]`;

/** What stands between the digits of a number for readers. */
const GAP = String.raw`[ \t\xa0\u2000-\u200a\u202f.()\/\u2010-\u2015-]`;
const IN_IBAN = String.raw`[ \xa0\u202f-]?`;
const IN_CARD = String.raw`[\s\xa0\u202f.-]`;

/** `name: "`, as JSON, JSON in JSON, addresses and Postgres's `Key (name)=(` have it. Nothing is no secret; nor is what is masked. */
const IS = String.raw`["'\\)]{0,2}${BLANK}{0,3}(?:[:=]|%3[ad])${BLANK}{0,3}(?!["'\\(]{0,2}(?:null|undefined|true|false|\[\w+\]))["'\\(]{0,2}`;

/** The same where digits follow, so that a blank is enough. */
const BEFORE_DIGITS = String.raw`(?:[^\w\r\n]|%3[ad]|%2B){1,7}`;

/** A value in quotes, with what is escaped in it. */
const QUOTED = String.raw`(?<=\\")[^"\\]+|(?<=")(?:[^"\\]|\\.)[^"\\]*(?:\\.[^"\\]*){0,99}|(?<=')[^']+`;

const SECRETS = String.raw`authorization|(?<!nexpected )token|secret|passw(?:or)?d|passphrase|pwd|mdp|mots?[-_ ]?de[-_ ]?passe|jeton|sess(?:ion)?id|cl[eéÉ][-_ ](?:d.)?(?:api|secr.te|priv.e)|(?:api|access|private|secret|role|signing|encryption)[-_ ]?key`;

const CODES = String.raw`(?:otp|cv[cv]2?|(?<![a-z])(?:pin|csc)|cryptogramme(?: visuel)?|(?:card|one[-_ ]?time|verification|confirmation|security|sms|mfa|2fa|login|reset|recovery)[-_ ]?(?:pass)?code|code[-_ ](?:de[-_ ])?(?:v.rification|confirmation|s.curit.|secret|pin|sms))(?:[-_ ]?code)?`;

const PHONES = String.raw`phone|msisdn|(?<![a-z])t[eéÉ]l(?![a-z])`;

/** Of persons, not of files, hosts and functions. */
const NAMES = "[aA]ctor|[uU]ser|[fF]irst|[lL]ast|[fF]ull|[sS]ur|[gG]iven|[fF]amily|[dD]isplay|[hH]older";

/** Four numbers, but for a browser's version (`Chrome/120.0.0.0`). */
const V4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
const GROUP = String.raw`[\da-f]{1,4}`;
const GROUPS = `${GROUP}(?::${GROUP}){0,6}`;

/** What follows a digit and a sign is part of a decimal, a date, a time or an id. */
const NOT_WITHIN = String.raw`(?<![\w+]|\d[-.,:\/]|[\da-f]{4}-)`;

/** In the order in which they are looked for: an address of the internet before numbers, what has a name of its own last. */
export const rules = {
  // A header of them, an object of them, a line of `document.cookie`.
  cookie: [
    new RegExp(
      String.raw`(cookies?["'\\)]{0,2}[^\w\r\n]{1,6})(?=[\w.%-]{1,99}(?:=|\\?["']:)|[\w.-]{1,99}%3d)(?:(?<=[\[{] ?\\?["'])[^\]}\r\n]+|${QUOTED}|[^\r\n]+)`,
      "giu",
    ),
    "$1[token]",
  ],
  // Queries and fragments of addresses: searches, tokens of sign-in links. The line and column of a stack's frame stay.
  query: [/[?#](?:(?<=\/[^\s?#"')]{0,200}.)|(?=[^\s"'<>?=)]{1,99}=))[^\s"')]+?(?=(?::\d+){0,2}(?:[\s"')]|$))/gu, ""],
  // Who signs in by an address: https://key:secret@host
  credentials: [/:\/\/[^\s\/"']{1,300}@/gu, "://[token]@"],
  // With a last label of letters, which `storefront@1.2.3`, a release, has not.
  email: [
    /[\w.%+'\p{L}\p{M}-]{1,64}(?:@|%(?:25){0,3}40)(?:[\w\p{L}\p{M}-]{1,63}\.){1,9}(?:[xX][nN]--[\w-]{1,59}|\p{L}{2,63})/gu,
    "[email]",
  ],
  // Three parts of Base64, the first of which begins with {" (RFC 7519, 3).
  jwt: [/eyJ[\w-]{10,2000}\.[\w.-]+|(?<!\w)eyJ[\w.-]+/gu, "[token]"],
  bearer: [
    /(?<![a-z\d])(?:(?:bearer|basic(?=.{1,4}\S{6}))(?:\s{0,3}[:=]\s{0,3}|\s{1,3}|%20|\+)){1,3}[^\s"',;]+/giu,
    "[token]",
  ],
  // Stripe, OpenAI, Supabase, Slack, GitHub, GitLab, Discord, Square, Vercel, Google, SendGrid, New Relic, PyPI, AWS, Telegram; what has
  // 32 letters and more is of the next kind. https://docs.stripe.com/keys, https://supabase.com/docs/guides/api/api-keys,
  // https://docs.slack.dev/authentication/tokens, https://docs.gitlab.com/security/tokens/,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, and gitleaks/gitleaks config/gitleaks.toml
  vendorKey: [
    /(?<![A-Za-z\d])(?:[prs]k[_-](?:(?:live|test|proj|ant)[_-]|(?=\w{0,40}\d)(?=\w{8}))|whsec_|sbp_|sb_[a-z]{1,20}_|xapp-|xox[a-z]-|hooks\.slack\.com\/services\/\w{1,20}\/\w{1,20}\/|gh[a-z]_|github_pat_|gl[a-z]{1,5}t-(?=[\w.-]{20})|discord(?:app)?\.com\/api\/webhooks\/\d{1,20}\/|sq0[a-z]{3}-|vercel_blob_rw_|AIza|ya29\.|GOCSPX-|SG\.(?=[\w-]{16})|NR[A-Z]{2}-|pypi-|A[BKS]IA(?=[A-Z\d]{8})|(?:bot)?\d{8,10}:AA(?=[\w-]{30}))[\w-]+(?:\.[\w-]+){0,9}/gu,
    "[token]",
  ],
  // Other keys are long and have a digit. A UUID's dashes keep it.
  longKey: [/(?<!\w)(?=[A-Za-z_]{0,64}\d)\w{32,}/gu, "[token]"],
  // Of an address's parts also those whose names say little elsewhere.
  secret: [
    new RegExp(String.raw`((?:${SECRETS}|(?<=[?&])(?:code|key))${IS})(?:${QUOTED}|[^\s"'&,;}]+)`, "giu"),
    "$1[token]",
  ],
  // One-time codes and those of cards. A code without more to its name is one if it has six digits and is no error's.
  code: [
    new RegExp(
      String.raw`((?:${CODES}|code(?<!(?:error|err|exit|status|return|http|response|result)[-_ ]?code)(?=${BEFORE_DIGITS}(?:(?:is|est)[^\w\r\n]{1,4})?\d{6}(?!\w)))${BEFORE_DIGITS}(?:(?:is|est)[^\w\r\n]{1,4})?)(?=[a-z]{0,9}\d)\w{3,12}(?:[ -]\d{3})?(?!\w)|\d{4,8}(?= (?:is your|est votre))`,
      "giu",
    ),
    "$1[code]",
  ],
  // Supabase keeps them without + (supabase/auth internal/api/phone.go, formatPhoneNumber).
  phoneField: [
    new RegExp(
      String.raw`((?:${PHONES}|mobile|portable)\w{0,9}(?:.?num.{0,4})?${BEFORE_DIGITS})\d(?:${GAP}{0,3}\d){6,14}(?!\w)`,
      "giu",
    ),
    "$1[phone]",
  ],
  // ISO 13616: a country, two digits, up to 30 letters and digits. In small letters or with dashes it has eight digits in a row, or is any id.
  iban: [
    new RegExp(
      `(?<![A-Za-z\\d])(?:[A-Z]{2}\\d\\d(?:[ \\xa0\\u202f]?[A-Z\\d]{4}){2,7}(?:[ \\xa0\\u202f]?[A-Z\\d]{1,3})?|[A-Za-z]{2}\\d\\d(?=${IN_IBAN}[A-Za-z]{0,4}(?:${IN_IBAN}\\d){8})${IN_IBAN}[A-Za-z\\d]{4}(?:${IN_IBAN}(?=[A-Za-z]{0,3}\\d)[A-Za-z\\d]{4}){1,7}(?:${IN_IBAN}(?=[A-Za-z]{0,2}\\d)[A-Za-z\\d]{1,3})?)(?![A-Za-z\\d])`,
      "gu",
    ),
    "[iban]",
  ],
  // Eight groups, or fewer around `::` in the ranges that are in use (https://www.iana.org/assignments/ipv6-address-space), with a
  // digit: `a::b` is code.
  ipv6: [
    new RegExp(
      `(?<![\\w:.])(?=::|(?:64|[23f][\\da-f]{3}):|(?:${GROUP}:){7})(?=[:a-f]{0,20}\\d)(?:(?:${GROUP}:){7}${GROUP}|(?:${GROUPS})?::(?:(?:${GROUPS}:)?${V4}|${GROUPS})?)(?![\\w:]|\\.\\d)`,
      "giu",
    ),
    "[ip]",
  ],
  // This machine's own is nobody's.
  ipv4: [new RegExp(String.raw`(?=\d)(?<![\w.]|[A-Z]\w{0,20}\/)(?!127\.)${V4}(?!\w|\.\d)`, "gu"), "[ip]"],
  // 14 to 19 digits (ISO/IEC 7812) of the ranges that cards have: in fours, as American Express and Diners do, or in one. Thirteen are a
  // moment in milliseconds or an article's number (EAN).
  card: [
    new RegExp(
      String.raw`(?<![\w-]|\d[.,])(?:[2-6]\d{3}(?:${IN_CARD}\d{4}){2}${IN_CARD}\d{1,7}|3\d{3}${IN_CARD}\d{6}${IN_CARD}\d{4,5}|3[04689]\d{12}|3[47]\d{13}|2[2-7]\d{14}|[3-6]\d{15,18})(?!\w)`,
      "gu",
    ),
    "[card]",
  ],
  cardEnd: [/((?:last[-_ ]?4|ending in|finissant par|terminant par)\D{1,5})\d{4}(?!\w)/giu, "$1[card]"],
  // France's: sex, year, month, department, commune, order, key (https://www.service-public.gouv.fr/particuliers/vosdroits/F33078).
  insurance: [
    /(?<![\w-]|\d[.,])[1-478](?<s>[ \xa0\u202f.-]?)\d\d\k<s>(?!00|1[3-9])\d\d\k<s>\d[\dAB]\k<s>\d{3}\k<s>\d{3}(?:[ \xa0\u202f.-]?\d\d|(?<=[ \xa0\u202f.-]\d{3}))(?!\w)/giu,
    "[insurance]",
  ],
  // E.164 with + or 00, France's mobile ones without; France's, Germany's and the United Kingdom's within the country, but a day of the
  // form 01.02.2026 or an article's twelve digits; North America's and Spain's as they are written.
  phone: [
    new RegExp(
      String.raw`(?=[+%(\d])(?:(?:${NOT_WITHIN}(?:\+|00)|%2B)[1-9](?:${GAP}{0,3}\d){7,14}|(?:${NOT_WITHIN}|(?<=%20))(?:33[67]\d{8}|(?!\d{6} \d{6}|(?!01[5-7])\d{12}|\d\d[ .\/-](?:0[1-9]|1[0-2])[ .\/-](?:19|20)\d\d(?!\d)|\d\d \d{4}-\d\d-)0[1-9](?:${GAP}{0,3}\d){8,10}|[6-9]\d\d(?:[ .-]\d\d){3}|(?:1[.-])?\d{3}[.-]\d{3}[.-]\d{4})|(?<!\w)\(\d{3}\) ?\d{3}[ .-]\d{4})(?!\w)`,
      "gu",
    ),
    "[phone]",
  ],
  // Supabase's audit log says `actor_name` and `actor_username` (supabase/auth internal/models/audit_log_entry.go).
  name: [
    new RegExp(
      String.raw`((?:(?:${NAMES})[-_ ]?[nN]ame|[pP]r[eé]nom)${IS})(?:${QUOTED}|[^\s"'&,;}]+(?: \p{Lu}[^\s"'&,;}]*){0,2})`,
      "gu",
    ),
    "$1[name]",
  ],
} as const satisfies Readonly<Record<string, Rule>>;

export type Kind = keyof typeof rules;

const inOrder: readonly Rule[] = Object.values(rules);

/**
 * Longer texts are cut: a hostile one costs time.
 * @example maskWithin("from someone@shop.test", 500) // "from [email]"
 */
export const maskWithin = (text: string, longest: number): string =>
  inOrder.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text.slice(0, longest));

export type Treatment = "drop" | "hide" | "keep" | "mask";

/** What was searched for, as SDKs put it beside an address. */
const QUERY = /^query_?string$|^(?:http|url)\.(?:query|fragment)$/i;

/** Parts of the names of fields whose values are never looked at, whatever they hold. */
const SECRET = new RegExp(
  String.raw`${SECRETS}|cookie|${CODES}(?![a-z])|${PHONES}|^(?:mobile|portable)$|mail|iban|address|card[-_]?number|(?:${NAMES})[-_]?name|pr[eé]nom|forwarded|(?:^|[-_])(?:ip|nir|ssn)(?:$|[-_])|clientip`,
  "i",
);

/** Ids of events, traces and builds, and pseudonyms: long enough to be taken for tokens. */
const ID_NAME = /(?:^|_)id$|^(?:account|release)$/;
const ID = /^(?=.*[a-f]|.{32})[\da-f-]{16,64}$/;

/** What becomes of a field of an event, by its name and what it holds. */
export const treatmentOf = (name: string, value: unknown): Treatment => {
  if (QUERY.test(name)) return "drop";
  if (SECRET.test(name)) return "hide";
  return typeof value === "string" && ID_NAME.test(name) && ID.test(value) ? "keep" : "mask";
};
