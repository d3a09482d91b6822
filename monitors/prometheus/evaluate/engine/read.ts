import { parser } from "@prometheus-io/lezer-promql";
import {
  aggregations,
  arithmetic,
  comparisons,
  rangeFunctions,
  setOperators,
  type Expression,
  type Matcher,
  type Matching,
  type Range,
} from "./expression";
import { anchored, numberOf, secondsOf, unquoted } from "./literals";

/** Reads a query with Prometheus's own grammar. */

type Node = ReturnType<typeof parser.parse>["topNode"];

/** Undefined where it uses what is not evaluated here, or is no PromQL. */
export const readExpression = (query: string): Expression | undefined => {
  try {
    const top = parser.parse(query).topNode;
    const [only, ...others] = childrenOf(top);
    return only === undefined || others.length > 0 ? undefined : expressionOf(only, query);
  } catch (error) {
    if (error instanceof NotEvaluated) return undefined;
    throw error;
  }
};

class NotEvaluated extends Error {}

const childrenOf = (node: Node): readonly Node[] => {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
};

const textOf = (node: Node, query: string): string => query.slice(node.from, node.to);

const the = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new NotEvaluated();
  return value;
};

const oneOf = <T extends string>(words: readonly T[], word: string): T => the(words.find((each) => each === word));

const expressionOf = (node: Node, query: string): Expression => {
  const text = textOf(node, query);
  const children = childrenOf(node);
  switch (node.type.name) {
    case "NumberDurationLiteral":
      return { kind: "number", text, value: the(numberOf(text)) };
    case "ParenExpr":
      return expressionOf(the(children[0]), query);
    case "UnaryExpr": {
      const of = expressionOf(the(children[1]), query);
      return textOf(the(children[0]), query) === "-" ? { kind: "negated", text, of } : of;
    }
    case "VectorSelector":
      return { kind: "selector", text, matchers: matchersOf(node, query) };
    case "AggregateExpr":
      return aggregateOf(node, query);
    case "FunctionCall":
      return callOf(node, query);
    case "BinaryExpr":
      return binaryOf(node, query);
    default:
      throw new NotEvaluated();
  }
};

const matchersOf = (node: Node, query: string): readonly Matcher[] => {
  const name = node.getChild("Identifier");
  const written = childrenOf(node.getChild("LabelMatchers") ?? node)
    .filter(({ type }) => type.name !== "Identifier" && type.name !== "LabelMatchers")
    .map((each): Matcher => {
      if (each.type.name !== "UnquotedLabelMatcher") throw new NotEvaluated();
      const [label, operator, value] = childrenOf(each).map((part) => textOf(part, query));
      return {
        label: the(label),
        operator: oneOf(["=", "!=", "=~", "!~"], the(operator)),
        value: the(unquoted(the(value))),
      };
    });
  return name === null ? written : [{ label: "__name__", operator: "=", value: textOf(name, query) }, ...written];
};

const labelsOf = (node: Node | null | undefined, query: string): readonly string[] =>
  node === null || node === undefined ? [] : node.getChildren("LabelName").map((each) => textOf(each, query));

const aggregateOf = (node: Node, query: string): Expression => {
  const modifier = node.getChild("AggregateModifier");
  const [of, ...others] = childrenOf(the(node.getChild("FunctionCallBody")));
  if (others.length > 0) throw new NotEvaluated();
  return {
    kind: "aggregate",
    text: textOf(node, query),
    operator: oneOf(aggregations, textOf(the(node.getChild("AggregateOp")), query)),
    without: modifier !== null && modifier.getChild("Without") !== null,
    labels: labelsOf(modifier?.getChild("GroupingLabels"), query),
    of: expressionOf(the(of), query),
  };
};

const callOf = (node: Node, query: string): Expression => {
  const text = textOf(node, query);
  const name = textOf(the(node.getChild("FunctionIdentifier")), query);
  const [first, ...others] = childrenOf(the(node.getChild("FunctionCallBody")));
  const argument = the(first);
  if (name === "absent") return { kind: "absent", text, of: expressionOf(argument, query) };
  if (name === "label_replace") {
    const [target, replacement, source, pattern] = others.map((each) => the(unquoted(textOf(each, query))));
    return {
      kind: "label_replace",
      text,
      of: expressionOf(argument, query),
      target: the(target),
      replacement: the(replacement),
      source: the(source),
      pattern: the(anchored(the(pattern))),
    };
  }
  const apply = oneOf(rangeFunctions, name);
  const [parameter] = others;
  return {
    kind: "ranged",
    text,
    apply,
    range: rangeOf(argument, query),
    parameter: apply === "predict_linear" ? the(numberOf(textOf(the(parameter), query))) : 0,
  };
};

const rangeOf = (node: Node, query: string): Range => {
  const [of, seconds, step] = childrenOf(node);
  const spanOf = (span: Node | undefined): number => the(secondsOf(textOf(the(span), query)));
  if (node.type.name === "MatrixSelector")
    return { of: expressionOf(the(of), query), seconds: spanOf(seconds), step: undefined };
  if (node.type.name !== "SubqueryExpr") throw new NotEvaluated();
  return { of: expressionOf(the(of), query), seconds: spanOf(seconds), step: spanOf(step) };
};

const binaryOf = (node: Node, query: string): Expression => {
  const children = childrenOf(node);
  const word = textOf(the(children[1]), query);
  const [left, right] = [the(children[0]), the(children.at(-1))].map((each) => expressionOf(each, query));
  const sides = { text: textOf(node, query), left: the(left), right: the(right) };
  const matching = matchingOf(node, query);
  const set = setOperators.find((each) => each === word);
  if (set !== undefined) return { kind: "set", operator: set, ...sides, matching };
  return {
    kind: "binary",
    operator: oneOf([...arithmetic, ...comparisons], word),
    asBool: node.getChild("BoolModifier") !== null,
    ...sides,
    matching,
  };
};

/** `on (a) group_left (b)`: the first list is of what is matched, the second of what is taken over. */
const matchingOf = (node: Node, query: string): Matching => {
  const clause = node.getChild("MatchingModifierClause");
  const [labels, include] = clause?.getChildren("GroupingLabels") ?? [];
  const group = (["left", "right"] as const).find(
    (side) => clause !== null && clause.getChild(side === "left" ? "GroupLeft" : "GroupRight") !== null,
  );
  return {
    on: clause !== null && clause.getChild("On") !== null,
    labels: labelsOf(labels, query),
    group,
    include: labelsOf(include, query),
  };
};
