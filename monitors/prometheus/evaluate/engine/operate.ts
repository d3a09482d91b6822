import { assertNever } from "../../../model/assert-never";
import {
  at,
  EvaluationFault,
  keyOf,
  labelsWhere,
  merge,
  NAME,
  newColumn,
  withoutName,
  type Column,
  type Labels,
} from "./column";
import { comparisons, type Binary, type Matching, type Operator, type SetOperation } from "./expression";

/** Operators between two sides: prometheus/prometheus promql/engine.go, VectorBinop, VectorscalarBinop and the set operators. */

type How = Pick<Binary, "operator" | "asBool" | "matching">;

const isComparison = (operator: Operator): boolean => comparisons.some((each) => each === operator);

/** A comparison passes or not, and gives its left side. */
const passes = (operator: Operator, a: number, b: number): boolean => {
  switch (operator) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case ">":
      return a > b;
    case "<":
      return a < b;
    case ">=":
      return a >= b;
    case "<=":
      return a <= b;
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "^":
      return true;
    default:
      return assertNever(operator);
  }
};

const calculate = (operator: Operator, a: number, b: number): number => {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "^":
      return a ** b;
    case "==":
    case "!=":
    case ">":
    case "<":
    case ">=":
    case "<=":
      return a;
    default:
      return assertNever(operator);
  }
};

/** Of scalars a comparison is always 0 or 1. */
export const operateScalars = (operator: Operator, a: number, b: number): number =>
  isComparison(operator) ? Number(passes(operator, a, b)) : calculate(operator, a, b);

const resultLabels = ({ operator, asBool }: How, labels: Labels): Labels =>
  asBool || !isComparison(operator) ? withoutName(labels) : labels;

/** @param scalarIsLeft what passes is the series' value all the same */
export const operateWithScalar = (
  how: How,
  columns: readonly Column[],
  scalar: number,
  scalarIsLeft: boolean,
): readonly Column[] => {
  const { operator, asBool } = how;
  const filters = isComparison(operator) && !asBool;
  return columns.map((column) => {
    const result = newColumn(resultLabels(how, column.labels), column.there.length);
    for (let step = 0; step < column.there.length; step += 1) {
      if (column.there[step] !== 1) continue;
      const value = at(column.values, step);
      const [a, b] = scalarIsLeft ? [scalar, value] : [value, scalar];
      if (filters && !passes(operator, a, b)) continue;
      result.there[step] = 1;
      result.values[step] = filters ? value : asBool ? operateScalars(operator, a, b) : calculate(operator, a, b);
    }
    return result;
  });
};

const signatureOf = ({ on, labels }: Matching, of: Labels): string =>
  keyOf(labelsWhere(of, (name) => (on ? labels.includes(name) : name !== NAME && !labels.includes(name))));

const bySignature = (matching: Matching, columns: readonly Column[]): ReadonlyMap<string, readonly Column[]> => {
  const groups = new Map<string, Column[]>();
  for (const column of columns) {
    const signature = signatureOf(matching, column.labels);
    groups.set(signature, [...(groups.get(signature) ?? []), column]);
  }
  return groups;
};

/** @throws EvaluationFault where a sample finds several */
export const operate = (how: How, left: readonly Column[], right: readonly Column[]): readonly Column[] => {
  const { matching } = how;
  const swapped = matching.group === "right";
  const [many, one] = swapped ? [right, left] : [left, right];
  const ones = bySignature(matching, one);
  const results: Column[] = [];
  for (const [signature, members] of bySignature(matching, many)) {
    const partners = ones.get(signature) ?? [];
    refuseSeveral(partners);
    const found = members.flatMap((member) => partners.map((partner) => pair(how, member, partner, swapped)));
    if (matching.group === undefined) refuseSeveral(found);
    results.push(...found);
  }
  return merge(results);
};

const refuseSeveral = (columns: readonly Column[]): void => {
  const [first] = columns;
  if (first === undefined || columns.length < 2) return;
  for (let step = 0; step < first.there.length; step += 1)
    if (columns.filter(({ there }) => there[step] === 1).length > 1)
      throw new EvaluationFault("several series match one of the other side");
};

const pair = (how: How, member: Column, partner: Column, swapped: boolean): Column => {
  const { operator, asBool } = how;
  const result = newColumn(pairLabels(how, member.labels, partner.labels), member.there.length);
  for (let step = 0; step < member.there.length; step += 1) {
    if (member.there[step] !== 1 || partner.there[step] !== 1) continue;
    const [m, p] = [at(member.values, step), at(partner.values, step)];
    const [a, b] = swapped ? [p, m] : [m, p];
    if (!asBool && !passes(operator, a, b)) continue;
    result.there[step] = 1;
    result.values[step] = asBool ? operateScalars(operator, a, b) : calculate(operator, a, b);
  }
  return result;
};

/** One to one what was matched by; of a group all of the many side's, and what is to be taken from the one: resultMetric. */
const pairLabels = (how: How, labels: Labels, partner: Labels): Labels => {
  const { on, labels: matched, group, include } = how.matching;
  const own = resultLabels(how, labels);
  if (group === undefined) return labelsWhere(own, (name) => matched.includes(name) === on);
  return {
    ...labelsWhere(own, (name) => !include.includes(name)),
    ...labelsWhere(partner, (name) => include.includes(name)),
  };
};

/** Samples pass by whether the other side has one of their signature at the time. */
export const combineSets = (
  { operator, matching }: Pick<SetOperation, "operator" | "matching">,
  left: readonly Column[],
  right: readonly Column[],
): readonly Column[] => {
  const [lefts, rights] = [bySignature(matching, left), bySignature(matching, right)];
  const among = (groups: ReadonlyMap<string, readonly Column[]>, column: Column): readonly Column[] =>
    groups.get(signatureOf(matching, column.labels)) ?? [];
  switch (operator) {
    case "and":
      return left.map((column) => where(column, among(rights, column), true));
    case "unless":
      return left.map((column) => where(column, among(rights, column), false));
    case "or":
      return merge([...left, ...right.map((column) => where(column, among(lefts, column), false))]);
    default:
      return assertNever(operator);
  }
};

const where = (column: Column, others: readonly Column[], wanted: boolean): Column => {
  const there = new Uint8Array(column.there.length);
  for (let step = 0; step < there.length; step += 1)
    if (column.there[step] === 1 && others.some((other) => other.there[step] === 1) === wanted) there[step] = 1;
  return { ...column, there };
};
