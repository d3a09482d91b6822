import jsep, { type Expression } from "jsep";

/**
 * What alarms and monitors here calculate with: arithmetic, comparisons, CloudWatch's AND, OR, IF and FILL, Datadog's default_zero and
 * is_greater, over points of one time. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html,
 * https://docs.datadoghq.com/dashboards/functions/
 */
export type Points = Readonly<Record<string, number | undefined>>;

export type Formula = (points: Points) => number | undefined;

// "AND" and "OR" are words there; they bind less than comparisons.
jsep.addBinaryOp("AND", 2);
jsep.addBinaryOp("OR", 1);

/** @throws Error of one line where the expression uses something else */
export const compile = (expression: string): Formula => compileNode(jsep(expression), expression);

const compileNode = (node: Expression, whole: string): Formula => {
  const { value } = node;
  if (node.type === "Literal" && typeof value === "number") return () => value;
  if (node.type === "Identifier") {
    const name = textOf(node["name"]);
    return (points) => points[name];
  }
  if (node.type === "BinaryExpression") return binary(node, whole);
  if (node.type === "CallExpression") return call(node, whole);
  throw unsupported(whole, node.type);
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const isNode = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const childOf = (node: Expression, key: string, whole: string): Formula => {
  const child = node[key];
  if (!isNode(child)) throw unsupported(whole, node.type);
  return compileNode(child, whole);
};

const one = (truth: boolean): number => (truth ? 1 : 0);

const operators: Readonly<Record<string, (a: number, b: number) => number | undefined>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // A point divided by 0 is no point.
  "/": (a, b) => (b === 0 ? undefined : a / b),
  ">": (a, b) => one(a > b),
  ">=": (a, b) => one(a >= b),
  "<": (a, b) => one(a < b),
  "<=": (a, b) => one(a <= b),
  "==": (a, b) => one(a === b),
  AND: (a, b) => one(a !== 0 && b !== 0),
  OR: (a, b) => one(a !== 0 || b !== 0),
};

const binary = (node: Expression, whole: string): Formula => {
  const operate = operators[textOf(node["operator"])];
  if (operate === undefined) throw unsupported(whole, textOf(node["operator"]));
  const [left, right] = [childOf(node, "left", whole), childOf(node, "right", whole)];
  return (points) => {
    const [a, b] = [left(points), right(points)];
    return a === undefined || b === undefined ? undefined : operate(a, b);
  };
};

const call = (node: Expression, whole: string): Formula => {
  const callee = isNode(node["callee"]) ? textOf(node["callee"]["name"]) : "";
  const given: readonly unknown[] = Array.isArray(node["arguments"]) ? node["arguments"] : [];
  const [first, second, third] = given.filter(isNode).map((each) => compileNode(each, whole));
  if (first === undefined) throw unsupported(whole, callee);
  // IF(condition, trueValue, falseValue): without a point to judge there is none.
  if (callee === "IF" && second !== undefined && third !== undefined)
    return (points) => {
      const condition = first(points);
      return condition === undefined ? undefined : condition !== 0 ? second(points) : third(points);
    };
  // FILL(series, number): the number where there is no point.
  if (callee === "FILL" && second !== undefined) return (points) => first(points) ?? second(points);
  if (callee === "default_zero") return (points) => first(points) ?? 0;
  // is_greater(series, number): 1 or 0. https://docs.datadoghq.com/dashboards/functions/exclusion/
  if (callee === "is_greater" && second !== undefined)
    return (points) => {
      const [value, bound] = [first(points), second(points)];
      return value === undefined || bound === undefined ? undefined : one(value > bound);
    };
  throw unsupported(whole, callee);
};

const unsupported = (whole: string, what: string): Error =>
  new Error(`"${whole}" uses ${what}, which is not evaluated here`);
