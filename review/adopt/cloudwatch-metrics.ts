/** What an alarm of CloudWatch looks at: one metric, or a sum of several, in the same words for both. */
export interface Term {
  readonly id: string;
  readonly expression?: string;
  readonly namespace?: string;
  readonly metric?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly stat?: string;
  readonly period?: number;
}

/** `ANOMALY_DETECTION_BAND(value, 3)`: the number that people choose. */
const BAND = /(ANOMALY_DETECTION_BAND\(\s*\w+\s*,\s*)(\d+(?:\.\d+)?)/;

export const bandOf = (terms: readonly Term[]): number | undefined => {
  const found = terms.map(({ expression = "" }) => BAND.exec(expression)?.[2]).find((width) => width !== undefined);
  return found === undefined ? undefined : Number(found);
};

/** Side and terms, by what they are and not by what somebody called them. */
export const subjectOf = (operator: string, terms: readonly Term[]): string | undefined => {
  const side = sideOf(operator);
  if (side === undefined || terms.length === 0) return undefined;
  const names = new Map(terms.map(({ id }, index) => [id, `t${String(index + 1)}`]));
  return [side, ...terms.map((term) => wordTerm(term, names))].join(" | ");
};

const wordTerm = (
  { expression, namespace = "", metric = "", dimensions = {}, stat = "" }: Term,
  names: ReadonlyMap<string, string>,
): string =>
  expression === undefined
    ? [`${namespace} ${metric}`, stat, ...dimensionsOf(dimensions)].join(" ")
    : expression
        .replace(BAND, "$1N")
        .replaceAll(/\b[a-z]\w*\b/g, (word) => names.get(word) ?? word)
        .replaceAll(/\s+/g, "");

const dimensionsOf = (dimensions: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();

/** ComparisonOperator (@aws-sdk/client-cloudwatch, dist-types/models/enums.d.ts). */
export const sideOf = (operator: string): "above" | "below" | "both" | undefined => {
  switch (operator) {
    case "GreaterThanThreshold":
    case "GreaterThanOrEqualToThreshold":
    case "GreaterThanUpperThreshold":
      return "above";
    case "LessThanThreshold":
    case "LessThanOrEqualToThreshold":
    case "LessThanLowerThreshold":
      return "below";
    case "LessThanLowerOrGreaterThanUpperThreshold":
      return "both";
    default:
      return undefined;
  }
};

/** "3 of 5 × 60 s". */
export const wordPoints = (
  points: number | undefined,
  periods: number | undefined,
  period: number | undefined,
): string =>
  periods === undefined ? "" : `${String(points ?? periods)} of ${String(periods)} × ${String(period ?? 0)} s`;
