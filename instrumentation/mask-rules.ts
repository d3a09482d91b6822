/**
 * What may be about a person, or opens a door, by its shape: for the browser and the server alike. It knows no meaning: a name in a
 * sentence stays, so free text is never sent on purpose; this is for what gets in by accident. The order matters: an address of the
 * internet is looked for before numbers. The packages that do this at npm were looked at: redact-pii is abandoned, and its successor is
 * half a year old and speaks of American numbers.
 */

type Rule = readonly [RegExp, string];

/** Four numbers, but for a browser's version (`Chrome/120.0.0.0`). */
const V4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
const GROUPS = "[\\da-f]{1,4}(?::[\\da-f]{1,4}){0,6}";

const rules: readonly Rule[] = [
  // Queries and fragments of addresses: searches, tokens of sign-in links. The line and column of a stack's frame stay.
  [/((?:https?:\/)?\/[^\s?#"')]*)[?#][^\s"')]*?(?=(?::\d+){0,2}(?:[\s"')]|$))/g, "$1"],
  // Who signs in by an address: https://key:secret@host
  [/(:\/\/)[^\s/"']+@/g, "$1[token]@"],
  // With a last label of letters, which `storefront@1.2.3`, a release, has not.
  [
    /(?<![\p{L}\p{M}\p{N}._%+'-])[\p{L}\p{M}\p{N}._%+'-]+(?:@|%(?:25)*40)(?:[\p{L}\p{M}\p{N}-]+\.)+(?:xn--[\w-]+|\p{L}{2,})/gu,
    "[email]",
  ],
  // JSON Web Tokens begin with the base64 of {"
  [/eyJ[\w-]{10,}\.[\w.-]+|\beyJ[\w.-]+/g, "[token]"],
  [/(?:\b(?:bearer|basic(?=.{1,4}\S{6}))(?:\s*[:=]\s*|\s+|%20|\+))+[^\s"',;]+/gi, "[token]"],
  // https://docs.stripe.com/keys, https://supabase.com/docs/guides/api/api-keys, https://docs.slack.dev/authentication/tokens
  [
    /(?<![a-z\d])(?:[prs]k[_-](?:(?:live|test|proj|ant)[_-]|(?=\w*\d)\w{8})|whsec_|sbp_|sb_\w+_|xox[a-z]-|gh[a-z]_|github_pat_)[\w-]+/gi,
    "[token]",
  ],
  // Keys of AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  [/(?<![A-Za-z\d])A[KS]IA[A-Z\d]{8,}/g, "[token]"],
  // Other keys are long and have a digit. A UUID's dashes keep it.
  [/\b(?=[a-z_]*\d)\w{32,}/gi, "[token]"],
  [
    /((?:token|secret|passw(?:or)?d|passphrase|pwd|\bcode|key|authorization)[\\"']*\s{0,3}(?:[:=]|%3[ad])\s{0,3}[\\"']*)(?:(?<=")[^"]+|(?<=')[^']+|[^\s"'&,;}]+)/gi,
    "$1[token]",
  ],
  [/(?<![A-Za-z\d])[A-Z]{2}\d\d(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?![A-Za-z\d])/g, "[iban]"],
  // Eight groups, or fewer around `::`; a time of day is neither.
  [
    new RegExp(
      `(?<![\\w:.])(?=[:\\da-f]*[\\da-f])(?:(?:[\\da-f]{1,4}:){7}[\\da-f]{1,4}|(?:${GROUPS})?::(?:(?:${GROUPS}:)?${V4}|${GROUPS})?)(?![\\w:]|\\.\\d)`,
      "gi",
    ),
    "[ip]",
  ],
  // This machine's own is nobody's.
  [new RegExp(String.raw`(?<![\w.-]|\b[A-Z]\w{0,20}\/)(?!127\.)${V4}(?!\w|\.\d)`, "g"), "[ip]"],
  // Telephones, cards, accounts: nine digits or more in groups. As a segment of a path it is an id; so is a UUID.
  [
    /(?:(?<![\w/-]|\d\.)|(?<=%2B|%20))(?![\da-f]{8}(?:-[\da-f]{4}){3}-)\+?\d(?:[\s()./\u2010-\u2015-]{0,3}\d){8,}(?!\w)/gi,
    "[number]",
  ],
];

/**
 * Longer texts are cut: a hostile one costs time.
 * @example maskWithin("from someone@shop.test", 500) // "from [email]"
 */
export const maskWithin = (text: string, longest: number): string =>
  rules.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text.slice(0, longest));

export type Treatment = "drop" | "hide" | "keep" | "mask";

/** What was searched for, as SDKs put it beside an address. */
const QUERY = /^query_?string$|^(?:http|url)\.(?:query|fragment)$/i;

/** Parts of the names of fields whose values are never looked at, whatever they hold. */
const SECRET =
  /authorization|cookie|token|secret|passw(?:or)?d|passphrase|pwd|(?:api|private|access)[-_]?key|mail|phone|iban|address|card[-_]?number|\bcv[cv]\b|(?:user|first|last|full|sur)[-_]?name|forwarded|(?:^|[-_])ip(?:$|[-_])|clientip/i;

/** Ids of events, traces and builds, and pseudonyms: long enough to be taken for tokens. */
const ID_NAME = /(?:^|_)id$|^(?:account|release)$/;
const ID = /^(?=.*[a-f]|.{32})[\da-f-]{16,64}$/;

/** What becomes of a field of an event, by its name and what it holds. */
export const treatmentOf = (name: string, value: unknown): Treatment => {
  if (QUERY.test(name)) return "drop";
  if (SECRET.test(name)) return "hide";
  return typeof value === "string" && ID_NAME.test(name) && ID.test(value) ? "keep" : "mask";
};
