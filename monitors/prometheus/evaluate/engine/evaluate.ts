import { assertNever } from "../../../model/assert-never";
import { aggregate } from "./aggregate";
import { labelsWhere, newColumn, withoutName, type Column, type Labels, type Samples, type Steps } from "./column";
import { isScalar, type Expression, type LabelReplace, type Range, type Ranged, type Selector } from "./expression";
import { combineSets, operate, operateScalars, operateWithScalar } from "./operate";
import { judgeOf, leastOf } from "./range";
import type { Release } from "./release";
import { newest, overWindows, samplesOf, within } from "./select";

/** Evaluates a query many times at once, as Prometheus's own engine does for a range of time. */

/** Which series a selector finds. */
export type Select = (selector: Selector) => readonly Samples[];

interface Evaluation {
  readonly select: Select;
  readonly release: Release;
  /** What was calculated already: a guarded value has its traffic three times. */
  readonly known: Map<string, readonly Column[]>;
}

/** @throws EvaluationFault where Prometheus refuses, as when several series match one */
export const evaluateOver = (
  expression: Expression,
  select: Select,
  steps: Steps,
  release: Release,
): readonly Column[] => columnsOf(expression, steps, { select, release, known: new Map() });

const columnsOf = (expression: Expression, steps: Steps, evaluation: Evaluation): readonly Column[] => {
  const key = `${String(steps.from)} ${String(steps.every)} ${String(steps.count)} ${expression.text}`;
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
      return of(expression.of).map(({ labels, values, there }) => ({
        labels: withoutName(labels),
        values: values.map((value) => -value),
        there,
      }));
    case "absent":
      return [absent(expression.of, of(expression.of), steps.count)];
    case "label_replace":
      return of(expression.of).map((column) => ({ ...column, labels: replaced(expression, column.labels) }));
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

const overRange = ({ apply, range, parameter }: Ranged, steps: Steps, evaluation: Evaluation): readonly Column[] =>
  seriesOf(range, steps, evaluation).map((samples) => {
    const judge = judgeOf(samples, apply, parameter, evaluation.release);
    const column = overWindows(samples, steps, range.seconds, judge, leastOf(apply), evaluation.release);
    return { ...column, labels: withoutName(column.labels) };
  });

/** A subquery is evaluated at whole multiples of its step, whenever the query itself is: runSubquery. */
const seriesOf = ({ of, seconds, step }: Range, steps: Steps, evaluation: Evaluation): readonly Samples[] => {
  const to = steps.from + (steps.count - 1) * steps.every;
  if (step === undefined)
    return of.kind === "selector" ? evaluation.select(of).map((each) => within(each, steps.from - seconds, to)) : [];
  const from = Math.ceil((steps.from - seconds) / step) * step;
  const inner: Steps = { from, every: step, count: Math.floor((to - from) / step) + 1 };
  return columnsOf(of, inner, evaluation).map((column) => samplesOf(column, inner));
};

/** It has the labels that a selector says outright: createLabelsForAbsentFunction. */
const absent = (of: Expression, columns: readonly Column[], count: number): Column => {
  const matchers = of.kind === "selector" ? of.matchers.filter(({ label }) => label !== "__name__") : [];
  const labels = Object.fromEntries(
    matchers
      .filter(({ label, operator }) => operator === "=" && matchers.filter((each) => each.label === label).length === 1)
      .map(({ label, value }) => [label, value]),
  );
  const column = constant(labels, 1, count);
  for (let step = 0; step < count; step += 1)
    if (columns.some(({ there }) => there[step] === 1)) column.there[step] = 0;
  return column;
};

/** `$1` and `${1}` in the replacement; a label that is replaced by nothing goes. */
const replaced = ({ target, replacement, source, pattern }: LabelReplace, labels: Labels): Labels => {
  const found = pattern.exec(labels[source] ?? "");
  if (found === null) return labels;
  const value = replacement.replaceAll(/\$(\w+)|\$\{(\w+)\}/g, (_, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? "";
    return (/^\d+$/.test(name) ? found[Number(name)] : found.groups?.[name]) ?? "";
  });
  return labelsWhere({ ...labels, [target]: value }, () => true);
};
