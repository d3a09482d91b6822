import { assertNever } from "../../../model/assert-never";
import { groupBy } from "../../../model/group-by";
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
import { calculate, operateScalars, passes } from "./element";
import { isComparison, type Binary, type Matching, type SetOperation } from "./expression";

/** Operators between two sides: prometheus/prometheus promql/engine.go, VectorBinop, VectorscalarBinop and the set operators. */

type How = Pick<Binary, "operator" | "asBool" | "matching">;

const resultLabels = ({ operator, asBool }: How, labels: Labels): Labels =>
  asBool || !isComparison(operator) ? withoutName(labels) : labels;

/**
 * @param scalarIsLeft what passes is the series' value all the same
 * @throws EvaluationFault where two series are the same without their names
 */
export const operateWithScalar = (
  how: How,
  columns: readonly Column[],
  scalar: number,
  scalarIsLeft: boolean,
): readonly Column[] => {
  const { operator, asBool } = how;
  const filters = isComparison(operator) && !asBool;
  const results = columns.map((column) => {
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
  return merge(results);
};

const signatureOf = ({ on, labels }: Matching, of: Labels): string =>
  keyOf(labelsWhere(of, (name) => (on ? labels.includes(name) : name !== NAME && !labels.includes(name))));

const bySignature = (matching: Matching, columns: readonly Column[]): ReadonlyMap<string, readonly Column[]> =>
  groupBy(columns, ({ labels }) => signatureOf(matching, labels));

/**
 * @throws EvaluationFault where a sample finds several, whether or not a comparison would leave any. Before 3.9 Prometheus looked only at
 * what was left (#17668): such a rule is in error after an update, and is here by any release.
 */
export const operate = (how: How, left: readonly Column[], right: readonly Column[]): readonly Column[] => {
  const { matching } = how;
  const swapped = matching.group === "right";
  const [many, one] = swapped ? [right, left] : [left, right];
  const ones = bySignature(matching, one);
  refuseManyToMany(many, ones);
  const results: Column[] = [];
  for (const [signature, members] of bySignature(matching, many)) {
    const met = new Met();
    for (const member of members)
      for (const partner of ones.get(signature) ?? []) {
        const labels = pairLabels(how, member.labels, partner.labels);
        met.add(matching.group === undefined ? "" : keyOf(labels), member, partner);
        results.push(pair(how, labels, member, partner, swapped));
      }
  }
  return merge(results);
};

/** Two of the one side are refused also where nothing matches them, if there is anything at all on the many side. */
const refuseManyToMany = (many: readonly Column[], ones: ReadonlyMap<string, readonly Column[]>): void => {
  for (const group of ones.values()) {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) continue;
    for (let step = 0; step < first.there.length; step += 1)
      if (isThere(many, step) && group.filter(({ there }) => there[step] === 1).length > 1)
        throw new EvaluationFault("several series of the one side match");
  }
};

const isThere = (columns: readonly Column[], step: number): boolean => columns.some(({ there }) => there[step] === 1);

/** Who has met whom: of one signature at most one at a time, and of a group at most one of the same labels. */
class Met {
  private readonly taken = new Map<string, Uint8Array>();

  add(key: string, { there }: Column, partner: Column): void {
    const taken = this.taken.get(key) ?? new Uint8Array(there.length);
    this.taken.set(key, taken);
    for (let step = 0; step < there.length; step += 1) {
      if (there[step] !== 1 || partner.there[step] !== 1) continue;
      if (taken[step] === 1) throw new EvaluationFault("several series match one of the other side");
      taken[step] = 1;
    }
  }
}

const pair = ({ operator, asBool }: How, labels: Labels, member: Column, partner: Column, swapped: boolean): Column => {
  const result = newColumn(labels, member.there.length);
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
