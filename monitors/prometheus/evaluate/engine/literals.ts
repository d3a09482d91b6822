/** Numbers, spans, strings and patterns as PromQL writes them: https://prometheus.io/docs/prometheus/latest/querying/basics/ */

const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** `1h30m` */
export const secondsOf = (span: string): number | undefined => {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(span)) return undefined;
  let seconds = 0;
  for (const [, number, unit = ""] of span.matchAll(/(\d+)(ms|[smhdwy])/g))
    seconds += Number(number) * (units[unit] ?? Number.NaN);
  return seconds;
};

export const numberOf = (text: string): number | undefined => {
  const bare = text.replaceAll(/\s/g, "");
  if (/^[+-]?inf$/i.test(bare)) return bare.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const number = Number(bare);
  return bare === "" || Number.isNaN(number) ? secondsOf(bare) : number;
};

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', "'": "'" };

/** Undefined of an escape that is not known here. */
export const unquoted = (text: string): string | undefined => {
  const inner = text.slice(1, -1);
  if (text.startsWith("`")) return inner;
  if (!/^(["']).*\1$/s.test(text) || /\\[^ntr\\"']/.test(inner)) return undefined;
  return inner.replaceAll(/\\(.)/g, (_, letter: string) => escapes[letter] ?? "");
};

/** A pattern is of the whole value. Undefined where it is one of Go's that JavaScript does not know. */
export const anchored = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(`^(?:${pattern})$`, "s");
  } catch {
    return undefined;
  }
};
