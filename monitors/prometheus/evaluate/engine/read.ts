import { assertNever } from "../../../model/assert-never";
import { isSound } from "./check";
import {
  aggregations,
  arithmetic,
  comparisons,
  rangeFunctions,
  setOperators,
  type Aggregate,
  type Expression,
  type Matcher,
  type Matching,
  type Range,
  type RangeFunction,
  type Selector,
} from "./expression";
import { numberOf, secondsOf, unquoted } from "./literals";
import { NotEvaluated, readParts, the, treeOf, type Part, type Parts } from "./tree";

/** Reads a query by its tree. Each node's parts are taken one after the other, so that none is passed over. */

/** Undefined where it uses what is not evaluated here, or is no PromQL. */
export const readExpression = (query: string): Expression | undefined => {
  try {
    const expression = readParts(treeOf(query), nextExpression);
    return isSound(expression) ? expression : undefined;
  } catch (error) {
    if (error instanceof NotEvaluated) return undefined;
    throw error;
  }
};

const expressions = [
  "NumberDurationLiteral",
  "ParenExpr",
  "UnaryExpr",
  "VectorSelector",
  "AggregateExpr",
  "FunctionCall",
  "BinaryExpr",
] as const;

const nextExpression = (parts: Parts): Expression => expressionOf(parts.take(...expressions));

const expressionOf = (part: Part<(typeof expressions)[number]>): Expression => {
  const { name, text } = part;
  switch (name) {
    case "NumberDurationLiteral":
      return { kind: "number", text, value: the(numberOf(text)) };
    case "ParenExpr":
      return readParts(part, nextExpression);
    case "UnaryExpr":
      return readParts(part, (parts) => {
        const sign = parts.take("UnaryOp").text;
        const of = nextExpression(parts);
        return sign === "-" ? { kind: "negated", text, of } : of;
      });
    case "VectorSelector":
      return selectorOf(part);
    case "AggregateExpr":
      return aggregateOf(part);
    case "FunctionCall":
      return callOf(part);
    case "BinaryExpr":
      return binaryOf(part);
    default:
      return assertNever(name);
  }
};

const oneOf = <T extends string>(words: readonly T[], word: string): T => the(words.find((each) => each === word));

const selectorOf = (part: Part): Selector =>
  readParts(part, (parts) => {
    const name = parts.maybe("Identifier");
    const braces = parts.maybe("LabelMatchers");
    const named = name === undefined ? [] : [{ label: "__name__", operator: "=", value: name.text } as const];
    return {
      kind: "selector",
      text: part.text,
      matchers: [...named, ...(braces === undefined ? [] : readParts(braces, matchersOf))],
    };
  });

const matchersOf = (parts: Parts): readonly Matcher[] => {
  const matchers: Matcher[] = [];
  while (parts.left > 0)
    matchers.push(
      readParts(parts.take("UnquotedLabelMatcher"), (matcher) => ({
        label: matcher.take("LabelName").text,
        operator: oneOf(["=", "!=", "=~", "!~"], matcher.take("MatchOp").text),
        value: nextText(matcher),
      })),
    );
  return matchers;
};

const nextText = (parts: Parts): string => the(unquoted(parts.take("StringLiteral").text));

const labelsOf = (part: Part | undefined): readonly string[] => {
  if (part === undefined) return [];
  return readParts(part, (parts) => {
    const labels: string[] = [];
    while (parts.left > 0) labels.push(parts.take("LabelName").text);
    return labels;
  });
};

/** Its labels may stand before what is aggregated, or after. */
const aggregateOf = (part: Part): Aggregate =>
  readParts(part, (parts) => {
    const operator = oneOf(aggregations, parts.take("AggregateOp").text.toLowerCase());
    const before = parts.maybe("AggregateModifier");
    const of = readParts(parts.take("FunctionCallBody"), nextExpression);
    const modifier = before ?? parts.maybe("AggregateModifier");
    const grouped = { kind: "aggregate", text: part.text, operator, of } as const;
    if (modifier === undefined) return { ...grouped, without: false, labels: [] };
    return readParts(modifier, (words) => ({
      ...grouped,
      without: words.take("By", "Without").name === "Without",
      labels: labelsOf(words.take("GroupingLabels")),
    }));
  });

const callOf = (part: Part): Expression =>
  readParts(part, (parts) => {
    const name = parts.take("FunctionIdentifier").text;
    return readParts(parts.take("FunctionCallBody"), (given) => appliedTo(part.text, name, given));
  });

const appliedTo = (text: string, name: string, given: Parts): Expression => {
  switch (name) {
    case "absent":
      return { kind: "absent", text, of: nextExpression(given) };
    case "label_replace":
      return {
        kind: "label_replace",
        text,
        of: nextExpression(given),
        target: nextText(given),
        replacement: nextText(given),
        source: nextText(given),
        pattern: nextText(given),
      };
    default:
      return ranged(text, oneOf(rangeFunctions, name), given);
  }
};

const ranged = (text: string, apply: RangeFunction, given: Parts): Expression => {
  const range = rangeOf(given.take("MatrixSelector", "SubqueryExpr"));
  const parameter = apply === "predict_linear" ? the(numberOf(given.take("NumberDurationLiteral").text)) : 0;
  return { kind: "ranged", text, apply, range, parameter };
};

const rangeOf = (part: Part<"MatrixSelector" | "SubqueryExpr">): Range =>
  readParts(part, (parts) => {
    if (part.name === "MatrixSelector")
      return { of: selectorOf(parts.take("VectorSelector")), seconds: nextSpan(parts), step: undefined };
    return { of: nextExpression(parts), seconds: nextSpan(parts), step: nextSpan(parts) };
  });

const nextSpan = (parts: Parts): number =>
  readParts(parts.take("DurationExpr"), (span) =>
    the(secondsOf(span.take("NumberDurationLiteralInDurationContext").text)),
  );

const operators = [
  ...(["Add", "Sub", "Mul", "Div", "Mod", "Pow"] as const),
  ...(["Eql", "Neq", "Gtr", "Lss", "Gte", "Lte"] as const),
  ...(["And", "Or", "Unless"] as const),
] as const;

const binaryOf = (part: Part): Expression =>
  readParts(part, (parts) => {
    const first = parts.take(...expressions);
    const { name, text: written } = parts.take(...operators);
    // Prometheus takes -2 ^ 2 for -(2 ^ 2), and the grammar for (-2) ^ 2.
    if (name === "Pow" && first.name === "NumberDurationLiteral" && /^[-+]/.test(first.text)) throw new NotEvaluated();
    const asBool = parts.maybe("BoolModifier") !== undefined;
    const clause = parts.maybe("MatchingModifierClause");
    const matching = clause === undefined ? plain : readParts(clause, matchingOf);
    const sides = { text: part.text, left: expressionOf(first), right: nextExpression(parts) };
    const word = written.toLowerCase();
    const set = setOperators.find((each) => each === word);
    if (set === undefined)
      return { kind: "binary", operator: oneOf([...arithmetic, ...comparisons], word), asBool, ...sides, matching };
    if (asBool) throw new NotEvaluated();
    return { kind: "set", operator: set, ...sides, matching };
  });

const plain: Matching = { on: false, labels: [], group: undefined, include: [] };

/** `on (a) group_left (b)`: the first list is of what is matched, the second of what is taken over. */
const matchingOf = (parts: Parts): Matching => {
  const on = parts.take("On", "Ignoring").name === "On";
  const labels = labelsOf(parts.take("GroupingLabels"));
  const group = parts.maybe("GroupLeft", "GroupRight");
  if (group === undefined) return { on, labels, group, include: [] };
  return {
    on,
    labels,
    group: group.name === "GroupLeft" ? "left" : "right",
    include: labelsOf(parts.maybe("GroupingLabels")),
  };
};
