/** Numbers, spans, strings and patterns as PromQL writes them: https://prometheus.io/docs/prometheus/latest/querying/basics/ */

/** Of each unit, in the order in which they must stand. */
const milliseconds = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1];

const SPAN = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** `1h30m`: each unit once at most, the longest first. prometheus/common model/time.go, ParseDuration */
export const secondsOf = (span: string): number | undefined => {
  const [, ...numbers] = SPAN.exec(span) ?? [];
  if (span === "" || numbers.length === 0) return undefined;
  return milliseconds.reduce((sum, unit, place) => sum + Number(numbers[place] ?? 0) * unit, 0) / 1_000;
};

/** Prometheus takes 010 for 8, and underscores since 3.0 only. */
const NUMBER = /^(?:0x[\da-f]{1,13}|(?!0\d+$)(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i;

export const numberOf = (text: string): number | undefined => {
  const [, sign = "", bare = ""] = /^([-+]?)\s*(\S*)$/.exec(text) ?? [];
  const size = sizeOf(bare);
  return size !== undefined && sign === "-" ? -size : size;
};

const sizeOf = (bare: string): number | undefined => {
  if (/^inf$/i.test(bare)) return Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(bare)) return Number.NaN;
  return NUMBER.test(bare) ? Number(bare) : secondsOf(bare);
};

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

/** In backquotes, or in quotes with the escapes that are known here. prometheus/prometheus util/strutil/quote.go */
const TEXTS = [/^`([^`]*)`$/, /^"((?:[^"\\\n]|\\[ntr\\"])*)"$/, /^'((?:[^'\\\n]|\\[ntr\\'])*)'$/];

/** Undefined of an escape that is not known here, and of a text without an end. */
export const unquoted = (text: string): string | undefined => {
  const inner = TEXTS.map((form) => form.exec(text)?.[1]).find((each) => each !== undefined);
  if (text.startsWith("`")) return inner;
  return inner?.replaceAll(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
};
