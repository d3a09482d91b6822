/**
 * Takes what may name a person out of free text before it leaves. A sieve and no proof: fields with a form of their own (a reason,
 * a route, a hash) are not free text and never need it. The packages that do this at npm were looked at: redact-pii is abandoned,
 * and its successor is half a year old and speaks of American numbers.
 */
const patterns = [
  /** With a last label of letters, which `storefront@1.2.3`, a release, has not. */
  { of: "email", pattern: /[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu },
  /** A JSON web token, as Supabase's sessions are; and whatever stands behind Bearer. */
  { of: "token", pattern: /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?|\bBearer\s+\S+/gi },
  /** Keys of Stripe and of Supabase. */
  { of: "key", pattern: /\b(?:sk|rk|pk|whsec|sbp|sb_secret)_[A-Za-z0-9_]{8,}/g },
  { of: "iban", pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g },
  /** Cards (13 to 19 digits) and telephone numbers (from 9), however they are spaced; a UUID's digits are left alone. */
  { of: "number", pattern: /(?<![\w-])\+?\d(?:[ .()/-]{0,2}\d){8,18}(?![\w-])/g },
] as const;

/** Longer texts are cut: nobody reads them, and a hostile one costs time. */
export const LONGEST = 500;

/** @example maskText("from jane@shop.test") // "from [email]" */
export const maskText = (text: string): string =>
  patterns.reduce((masked, { of, pattern }) => masked.replace(pattern, `[${of}]`), text.slice(0, LONGEST));

/** Names of fields whose values are never looked at, whatever they hold. */
const SECRET_FIELD =
  /^(authorization|cookies?|set-cookie|x-vercel-oidc-token|password|passwd|token|secret|email|phone|username|ip_address)$/i;

/** As deep as an event of Sentry goes; what lies deeper is dropped. */
const DEEPEST = 10;

/** Every text of a value, masked: for `beforeSend` of Sentry's SDK. What is no plain data is left out. */
export const maskValue = (value: unknown, depth = 0): unknown => {
  if (typeof value === "string") return maskText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "[deep]";
  if (Array.isArray(value)) return value.map((each: unknown) => maskValue(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: readonly [string, unknown]) => [
      name,
      SECRET_FIELD.test(name) ? "[masked]" : maskValue(each, depth + 1),
    ]),
  );
};
