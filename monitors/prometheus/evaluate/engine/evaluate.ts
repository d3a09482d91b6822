import { assertNever } from "../../../model/assert-never";
import { aggregate } from "./aggregate";
import {
  inMilliseconds,
  labelOf,
  labelsWhere,
  merge,
  newColumn,
  refuseSame,
  withoutName,
  type Column,
  type Labels,
  type Samples,
  type Steps,
} from "./column";
import { isScalar, type Expression, type LabelReplace, type Range, type Ranged, type Selector } from "./expression";
import { operateScalars } from "./element";
import { combineSets, operate, operateWithScalar } from "./operate";
import { expand, patternOf } from "./pattern";
import { judgeOf, leastOf } from "./range";
import type { Release } from "./release";
import { momentOf, newest, overWindows, samplesOf, within } from "./select";

/** Evaluates a query many times at once, as Prometheus's own engine does for a range of time. */

/** Which series a selector finds. */
export type Select = (selector: Selector) => readonly Samples[];

interface Evaluation {
  readonly select: Select;
  readonly release: Release;
  /** Within a subquery, whose evaluations Prometheus makes as one. */
  readonly asRange: boolean;
  /** What was calculated already: a guarded value has its traffic three times. */
  readonly known: Map<string, readonly Column[]>;
}

/** @throws EvaluationFault where Prometheus refuses, as when several series match one */
export const evaluateOver = (
  expression: Expression,
  select: Select,
  steps: Steps,
  release: Release,
): readonly Column[] => columnsOf(expression, steps, { select, release, asRange: false, known: new Map() });

const columnsOf = (expression: Expression, steps: Steps, evaluation: Evaluation): readonly Column[] => {
  const key = `${String(evaluation.asRange)} ${steps.from} ${steps.every} ${steps.count} ${expression.text}`;
  const known = evaluation.known.get(key);
  if (known !== undefined) return known;
  const columns = calculate(expression, steps, evaluation);
  evaluation.known.set(key, columns);
  return columns;
};

const scalarOf = (expression: Expression): number => {
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "negated") return -scalarOf(expression.of);
  if (expression.kind !== "binary") return Number.NaN;
  return operateScalars(expression.operator, scalarOf(expression.left), scalarOf(expression.right));
};

const calculate = (expression: Expression, steps: Steps, evaluation: Evaluation): readonly Column[] => {
  const of = (each: Expression): readonly Column[] => columnsOf(each, steps, evaluation);
  switch (expression.kind) {
    case "number":
      return [constant({}, scalarOf(expression), steps.count)];
    case "selector":
      return evaluation.select(expression).map((samples) => newest(samples, steps, evaluation.release));
    case "ranged":
      return overRange(expression, steps, evaluation);
    case "aggregate":
      return aggregate(expression, of(expression.of), steps.count);
    case "negated":
      return without(of(expression.of).map(negated), evaluation);
    case "absent":
      return [absent(expression.of, of(expression.of), steps.count)];
    case "label_replace":
      return relabelled(expression, of(expression.of), evaluation.release);
    case "set":
      return combineSets(expression, of(expression.left), of(expression.right));
    case "binary": {
      const { left, right } = expression;
      if (isScalar(expression)) return [constant({}, scalarOf(expression), steps.count)];
      if (isScalar(left)) return operateWithScalar(expression, of(right), scalarOf(left), true);
      if (isScalar(right)) return operateWithScalar(expression, of(left), scalarOf(right), false);
      return operate(expression, of(left), of(right));
    }
    default:
      return assertNever(expression);
  }
};

const constant = (labels: Labels, value: number, count: number): Column => {
  const column = newColumn(labels, count);
  column.values.fill(value);
  column.there.fill(1);
  return column;
};

const negated = ({ labels, values, there }: Column): Column => ({
  labels,
  values: values.map((value) => -value),
  there,
});

const overRange = ({ apply, range, parameter }: Ranged, steps: Steps, evaluation: Evaluation): readonly Column[] => {
  const { release } = evaluation;
  const columns = seriesOf(range, steps, evaluation).map((samples) => {
    const judge = judgeOf(samples, apply, parameter, release);
    return overWindows(samples, steps, { seconds: range.seconds, least: leastOf(apply), judge }, release);
  });
  return without(columns, evaluation);
};

/** Without their names. */
const without = (columns: readonly Column[], { asRange }: Evaluation): readonly Column[] => {
  const nameless = columns.map((column) => ({ ...column, labels: withoutName(column.labels) }));
  return asRange ? refuseSame(nameless) : merge(nameless);
};

/** A subquery is evaluated at whole multiples of its step, whenever the query itself is: subqueryTimeRange. */
const seriesOf = ({ of, seconds, step }: Range, steps: Steps, evaluation: Evaluation): readonly Samples[] => {
  const [start, end] = [momentOf(steps, 0) - inMilliseconds(seconds), momentOf(steps, steps.count - 1)];
  if (step === undefined)
    return of.kind === "selector" ? evaluation.select(of).map((each) => within(each, start, end)) : [];
  const every = inMilliseconds(step);
  const first = Math.ceil((evaluation.release.takesStart ? start : start + 1) / every) * every;
  const inner: Steps = { from: first / 1_000, every: step, count: Math.floor((end - first) / every) + 1 };
  return columnsOf(of, inner, { ...evaluation, asRange: true }).map((column) => samplesOf(column, inner));
};

/** It has the labels that a selector says outright, and of no other matcher after that: createLabelsForAbsentFunction. */
const absent = (of: Expression, columns: readonly Column[], count: number): Column => {
  const [labels, said] = [new Map<string, string>(), new Set<string>()];
  for (const { label, operator, value } of of.kind === "selector" ? of.matchers : []) {
    if (operator === "=" && !said.has(label)) labels.set(label, value);
    else labels.delete(label);
    if (operator === "=") said.add(label);
  }
  const column = constant(withoutName(Object.fromEntries(labels)), 1, count);
  for (let step = 0; step < count; step += 1)
    if (columns.some(({ there }) => there[step] === 1)) column.there[step] = 0;
  return column;
};

/**
 * A label that is replaced by nothing goes.
 * @throws EvaluationFault where two series become the same
 */
const relabelled = (
  { target, replacement, source, pattern }: LabelReplace,
  columns: readonly Column[],
  release: Release,
): readonly Column[] => {
  const compiled = patternOf(pattern, release);
  if (compiled === undefined) throw new Error(`no pattern: ${pattern}`);
  return merge(
    columns.map((column) => {
      const value = expand(compiled, replacement, labelOf(column.labels, source));
      if (value === undefined) return column;
      return { ...column, labels: labelsWhere({ ...column.labels, [target]: value }, () => true) };
    }),
  );
};
