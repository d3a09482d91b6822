import type { Parts } from "./parts";

/** What an alarm of CloudWatch looks at: one metric, or a sum of several, in the same words for both. */
export interface Term {
  readonly id: string;
  readonly expression?: string;
  readonly namespace?: string;
  readonly metric?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly stat?: string;
  readonly period?: number;
  /** Whose metric it is, where that is not the alarm's own account. */
  readonly accountId?: string;
  /** Whether the alarm looks at it. @default yes, as of `ReturnData` */
  readonly returned?: boolean;
}

/** `ANOMALY_DETECTION_BAND(value, 3)`: the number that people choose. */
const BAND = /(ANOMALY_DETECTION_BAND\(\s*\w+\s*,\s*)(\d+(?:\.\d+)?)/;

export const bandOf = (terms: readonly Term[]): number | undefined => {
  const found = terms.map(({ expression = "" }) => BAND.exec(expression)?.[2]).find((width) => width !== undefined);
  return found === undefined ? undefined : Number(found);
};

/** By what the terms are, and not by what somebody called them. Undefined where there are none. */
export const partsOf = (terms: readonly Term[]): Parts | undefined => {
  const [only] = terms;
  if (only === undefined) return undefined;
  if (terms.length === 1 && only.expression === undefined) return partsOfMetric(only);
  const inOrder = [...terms.filter(isMetric), ...terms.filter((term) => !isMetric(term))];
  const names = new Map(inOrder.map(({ id }, index) => [id, `t${index + 1}`]));
  return { terms: inOrder.map((term) => `${term.returned === false ? "" : "+"}${wordTerm(term, names)}`).join(" | ") };
};

const isMetric = ({ expression }: Term): boolean => expression === undefined;

const partsOfMetric = ({ namespace = "", metric = "", stat = "", dimensions = {}, accountId }: Term): Parts => ({
  metric: `${namespace} ${metric}`,
  statistic: stat,
  dimensions: dimensionsOf(dimensions).join(" ") || "none",
  "metric's account": accountId ?? "the alarm's own",
});

export const subjectOf = (operator: string, terms: readonly Term[]): string | undefined => {
  const [side, parts] = [sideOf(operator), partsOf(terms)];
  return side === undefined || parts === undefined ? undefined : [side, ...Object.values(parts)].join(" | ");
};

const wordTerm = (term: Term, names: ReadonlyMap<string, string>): string =>
  term.expression === undefined
    ? Object.values(partsOfMetric(term)).join(" ")
    : term.expression
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
): string => (periods === undefined ? "" : `${points ?? periods} of ${periods} × ${period ?? 0} s`);

/** The catalogue's units in AWS's words (StandardUnit, the same types). */
export const unitWords: Readonly<Record<string, string>> = {
  percent: "Percent",
  ms: "Milliseconds",
  count: "Count",
  bytes: "Bytes",
};

/** Percentiles of few points: "evaluate" is the default (PutMetricAlarm, EvaluateLowSampleCountPercentile). */
export const timingOf = (terms: readonly Term[], lowSamples: string | undefined): Parts =>
  terms.some(({ stat = "" }) => /^p\d/.test(stat)) ? { "few samples": lowSamples ?? "evaluate" } : {};
