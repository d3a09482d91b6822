import { parser } from "@prometheus-io/lezer-promql";
import type * as grammar from "@prometheus-io/lezer-promql";

/** A query as Prometheus's own grammar parses it, of no other nodes than those that are evaluated here. */

export type NodeName = Exclude<keyof typeof grammar, "parser">;

/**
 * Nodes that are evaluated. Whatever else the grammar has, or may have one day, is refused: a modifier that was passed over would make a
 * rule quiet. Also refused is the node in which the parser leaves what is no PromQL.
 */
export const evaluatedNodes = [
  "PromQL",
  "ParenExpr",
  "UnaryExpr",
  "UnaryOp",
  "NumberDurationLiteral",
  "StringLiteral",
  // Selectors.
  "VectorSelector",
  "Identifier",
  "LabelMatchers",
  "UnquotedLabelMatcher",
  "LabelName",
  "MatchOp",
  "EqlSingle",
  "EqlRegex",
  "NeqRegex",
  "MatrixSelector",
  "SubqueryExpr",
  "DurationExpr",
  "NumberDurationLiteralInDurationContext",
  // Operators.
  "BinaryExpr",
  "Add",
  "Sub",
  "Mul",
  "Div",
  "Mod",
  "Pow",
  "Eql",
  "Neq",
  "Gtr",
  "Lss",
  "Gte",
  "Lte",
  "And",
  "Or",
  "Unless",
  "BoolModifier",
  "Bool",
  "MatchingModifierClause",
  "On",
  "Ignoring",
  "GroupingLabels",
  "GroupLeft",
  "GroupRight",
  // Aggregations.
  "AggregateExpr",
  "AggregateOp",
  "Sum",
  "Avg",
  "Min",
  "Max",
  "Count",
  "AggregateModifier",
  "By",
  "Without",
  // Functions.
  "FunctionCall",
  "FunctionIdentifier",
  "FunctionCallBody",
  "Increase",
  "Rate",
  "AvgOverTime",
  "MaxOverTime",
  "MinOverTime",
  "SumOverTime",
  "CountOverTime",
  "PredictLinear",
  "Absent",
  "LabelReplace",
] as const satisfies readonly NodeName[];

export type PartName = (typeof evaluatedNodes)[number];

export interface Part<Name extends PartName = PartName> {
  readonly name: Name;
  readonly text: string;
  readonly parts: readonly Part[];
}

/** The query, or what of it is not evaluated here. */
export class NotEvaluated extends Error {}

/** @throws NotEvaluated where the query has a node that is not among those above */
export const treeOf = (query: string): Part => partOf(parser.parse(query).topNode, query);

const partOf = (node: ReturnType<typeof parser.parse>["topNode"], query: string): Part => {
  const name = the(evaluatedNodes.find((each) => each === node.type.name));
  const parts: Part[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.type.name !== "LineComment") parts.push(partOf(child, query));
  return { name, text: query.slice(node.from, node.to), parts };
};

/** @throws NotEvaluated where there is none */
export const the = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new NotEvaluated();
  return value;
};

/** Takes a node's parts in their order. */
export class Parts {
  private next = 0;

  constructor(private readonly parts: readonly Part[]) {}

  maybe<Name extends PartName>(...names: readonly Name[]): Part<Name> | undefined {
    const part = this.parts[this.next];
    if (part === undefined || !isOf(part, names)) return undefined;
    this.next += 1;
    return part;
  }

  /** @throws NotEvaluated where the next part is none of these */
  take<Name extends PartName>(...names: readonly Name[]): Part<Name> {
    return the(this.maybe(...names));
  }

  get left(): number {
    return this.parts.length - this.next;
  }
}

const isOf = <Name extends PartName>(part: Part, names: readonly Name[]): part is Part<Name> =>
  names.some((name) => name === part.name);

/**
 * What is read of a node's parts, which must be all of them.
 * @throws NotEvaluated where one is left over
 */
export const readParts = <T>({ parts }: Part, read: (parts: Parts) => T): T => {
  const taking = new Parts(parts);
  const result = read(taking);
  if (taking.left > 0) throw new NotEvaluated();
  return result;
};
