/**
 * The part of PromQL that is evaluated here: what the catalogue's rules are written in, and recording rules. `text` is the source,
 * by which equal parts of a query are calculated once.
 */

export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

export interface Selector {
  readonly kind: "selector";
  readonly text: string;
  /** The metric's name is the label `__name__`. */
  readonly matchers: readonly Matcher[];
}

export const rangeFunctions = [
  "increase",
  "rate",
  "avg_over_time",
  "max_over_time",
  "min_over_time",
  "sum_over_time",
  "count_over_time",
  "predict_linear",
] as const;

export type RangeFunction = (typeof rangeFunctions)[number];

/** `x[5m]` has no step: it takes the samples as they are. Seconds. */
export interface Range {
  readonly of: Expression;
  readonly seconds: number;
  readonly step: number | undefined;
}

export interface Ranged {
  readonly kind: "ranged";
  readonly text: string;
  readonly apply: RangeFunction;
  readonly range: Range;
  /** Of `predict_linear`: seconds ahead. */
  readonly parameter: number;
}

export const aggregations = ["sum", "avg", "min", "max", "count"] as const;

export interface Aggregate {
  readonly kind: "aggregate";
  readonly text: string;
  readonly operator: (typeof aggregations)[number];
  readonly without: boolean;
  readonly labels: readonly string[];
  readonly of: Expression;
}

export const arithmetic = ["+", "-", "*", "/", "%", "^"] as const;
export const comparisons = ["==", "!=", ">", "<", ">=", "<="] as const;
export const setOperators = ["and", "or", "unless"] as const;

export type Operator = (typeof arithmetic)[number] | (typeof comparisons)[number];

export const isComparison = (operator: Operator): boolean => comparisons.some((each) => each === operator);

/** How samples of two sides find each other. */
export interface Matching {
  /** Whether `labels` are all that must be equal, or what need not be. */
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly group: "left" | "right" | undefined;
  /** Labels that a group takes from the one side. */
  readonly include: readonly string[];
}

export interface Binary {
  readonly kind: "binary";
  readonly text: string;
  readonly operator: Operator;
  /** 0 and 1 instead of what passes. */
  readonly asBool: boolean;
  readonly left: Expression;
  readonly right: Expression;
  readonly matching: Matching;
}

export interface SetOperation {
  readonly kind: "set";
  readonly text: string;
  readonly operator: (typeof setOperators)[number];
  readonly left: Expression;
  readonly right: Expression;
  readonly matching: Matching;
}

export interface LabelReplace {
  readonly kind: "label_replace";
  readonly text: string;
  readonly of: Expression;
  readonly target: string;
  readonly replacement: string;
  readonly source: string;
  readonly pattern: string;
}

export type Expression =
  | Selector
  | Ranged
  | Aggregate
  | Binary
  | SetOperation
  | LabelReplace
  | { readonly kind: "number"; readonly text: string; readonly value: number }
  | { readonly kind: "negated"; readonly text: string; readonly of: Expression }
  | { readonly kind: "absent"; readonly text: string; readonly of: Expression };

export const isScalar = (expression: Expression): boolean => {
  if (expression.kind === "negated") return isScalar(expression.of);
  if (expression.kind === "binary") return isScalar(expression.left) && isScalar(expression.right);
  return expression.kind === "number";
};

/** Every selector of a query, each once. */
export const selectorsOf = (expression: Expression): readonly Selector[] => {
  const found = new Map<string, Selector>();
  const visit = (each: Expression): void => {
    if (each.kind === "selector") found.set(each.text, each);
    else if (each.kind === "ranged") visit(each.range.of);
    else if (each.kind === "binary" || each.kind === "set") {
      visit(each.left);
      visit(each.right);
    } else if (each.kind !== "number") visit(each.of);
  };
  visit(expression);
  return [...found.values()];
};
