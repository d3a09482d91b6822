import type { Evaluator, EvaluatorIn, Inputs, Series, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { judge, MORE, type Point, type Rule } from "./alarm-state";
import { bandOver } from "../../plan/band";
import type { AlarmDeclaration, CloudWatchDeclaration } from "../declaration";
import { compositeOf } from "./evaluate-composite";
import { feedsOf } from "./feeds";
import { periodOf, termsOf, type Term } from "./evaluated-terms";
import { fewSamples, leastSamples, SAMPLES } from "./low-samples";
import { compile, type Points } from "../../plan/formula";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";

/**
 * How CloudWatch would judge series by an alarm. Each minute it looks back over windows that slide, as long as the alarm's period.
 * What AWS's services take to publish a point is not in here: ../plan/vendor-delay.ts.
 *
 * A percentile over a window is the mean of its minutes'. One of few samples is judged like any other, which is what alarms here
 * ask for (`evaluate`); of one that says `ignore` an input more has the samples.
 */
export const evaluatorIn: EvaluatorIn<CloudWatchDeclaration> = (declarations) => (evaluating) =>
  evaluating.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm"
    ? compositeOf(evaluating, declarations, (each) => (isAlarm(each) ? evaluatorOf(each) : undefined))
    : isAlarm(evaluating)
      ? evaluatorOf(evaluating)
      : undefined;

const isAlarm = (each: CloudWatchDeclaration): each is AlarmDeclaration =>
  each.type === "aws:cloudwatch/metricAlarm:MetricAlarm";

const evaluatorOf = (alarm: AlarmDeclaration): Evaluator => {
  const terms = termsOf(alarm);
  const feeds = feedsOf(alarm, terms);
  return {
    inputs: [
      ...terms.map(({ name, asks }) => ({ name, asks, unit: "native" })),
      ...(leastSamples(alarm) === undefined ? [] : [{ name: SAMPLES, asks: "SampleCount", unit: "count" }]),
    ],
    ...(feeds !== undefined
      ? { feeds }
      : typeof alarm.args.threshold === "number"
        ? { compares: alarm.args.threshold }
        : {}),
    every: MINUTE,
    delay: 0,
    run: (inputs, span) =>
      changesOf(judgedOver(alarm, terms, inputs, span), ruleOf(alarm), periodOf(terms) / MINUTE, span),
  };
};

const ruleOf = ({ args }: AlarmDeclaration): Rule => {
  const evaluationPeriods = Number(args.evaluationPeriods);
  return {
    evaluationPeriods,
    datapointsToAlarm: Number(args.datapointsToAlarm ?? evaluationPeriods),
    treatMissingData: treatmentOf(textOf(args.treatMissingData)),
  };
};

const treatmentOf = (word: string): Rule["treatMissingData"] =>
  word === "ignore" || word === "breaching" || word === "notBreaching" ? word : "missing";

/** The point of each minute of the span and of what its first evaluations look back on. */
interface Judged {
  readonly points: readonly Point[];
  /** Minutes before the span. */
  readonly before: number;
  /** Where the state stays as it is, whatever the points. */
  readonly kept: (minute: number) => boolean;
}

const judgedOver = (alarm: AlarmDeclaration, terms: readonly Term[], inputs: Inputs, span: Span): Judged => {
  const before = Math.max(
    ((ruleOf(alarm).evaluationPeriods + MORE) * periodOf(terms)) / MINUTE,
    bandWidthOf(alarm.args.metricQueries ?? []) === undefined ? 0 : minutesBefore(span.from, terms, inputs),
  );
  const from = span.from - before * MINUTE;
  const minutes = minutesIn({ from, to: span.to });
  const values = terms.map(({ name, statistic, period }) =>
    overWindow(inputs[name] ?? nothing, statistic, period, from, minutes),
  );
  const value = calculate(alarm, terms, values, minutes);
  const breaches = breachIn(alarm, value, from);
  const evaluated = ruleOf(alarm).evaluationPeriods * periodOf(terms);
  return {
    before,
    kept: fewSamples(alarm, inputs[SAMPLES], evaluated, from, minutes),
    points: Array.from(value, (each, minute) => (Number.isNaN(each) ? "missing" : breaches(each, minute))),
  };
};

/** Of a band: all that was measured before, for it is learnt. */
const minutesBefore = (from: number, terms: readonly Term[], inputs: Inputs): number =>
  Math.max(...terms.map(({ name }) => Math.ceil((from - (inputs[name]?.times[0] ?? from)) / MINUTE)), 0);

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

/** NaN stands for no point. */
const calculate = (
  { args }: AlarmDeclaration,
  terms: readonly Term[],
  values: readonly Float64Array[],
  minutes: number,
): Float64Array => {
  const formulas = (args.metricQueries ?? [])
    .filter(
      ({ expression }) =>
        expression !== undefined && !/^(INSIGHT_RULE_METRIC|ANOMALY_DETECTION_BAND)\(/.test(textOf(expression)),
    )
    .map(({ id, expression }) => ({ id: textOf(id), formula: compile(textOf(expression)) }));
  const [only] = values;
  const last = formulas.at(-1);
  if (last === undefined) return only ?? new Float64Array(minutes).fill(Number.NaN);
  const result = new Float64Array(minutes);
  for (let minute = 0; minute < minutes; minute += 1) {
    const points: Record<string, number | undefined> = {};
    for (const [index, { id }] of terms.entries()) {
      const value = values[index]?.[minute];
      points[id] = value === undefined || Number.isNaN(value) ? undefined : value;
    }
    for (const { id, formula } of formulas) points[id] = formula(points satisfies Points);
    result[minute] = points[last.id] ?? Number.NaN;
  }
  return result;
};

type Breaches = (value: number, minute: number) => Point;

const pointOf = (breaching: boolean): Point => (breaching ? "breaching" : "good");

const breachIn = ({ args }: AlarmDeclaration, values: Float64Array, from: number): Breaches => {
  const comparison = textOf(args.comparisonOperator);
  const width = bandWidthOf(args.metricQueries ?? []);
  if (width !== undefined) return besideBand(values, from, width, comparison);
  const threshold = Number(args.threshold);
  switch (comparison) {
    case "GreaterThanThreshold":
      return (value) => pointOf(value > threshold);
    case "GreaterThanOrEqualToThreshold":
      return (value) => pointOf(value >= threshold);
    case "LessThanThreshold":
      return (value) => pointOf(value < threshold);
    case "LessThanOrEqualToThreshold":
      return (value) => pointOf(value <= threshold);
    default:
      throw new Error(`no alarm here compares by ${comparison}`);
  }
};

const besideBand = (values: Float64Array, from: number, width: number, comparison: string): Breaches => {
  const { lower, upper } = bandOver(values, from, width, 7 * 24);
  const under = comparison !== "GreaterThanUpperThreshold";
  const over = comparison !== "LessThanLowerThreshold";
  return (value, minute) => {
    const [low = Number.NaN, high = Number.NaN] = [lower[minute], upper[minute]];
    return Number.isNaN(low) ? "missing" : pointOf((over && value > high) || (under && value < low));
  };
};

/** Standard deviations: `ANOMALY_DETECTION_BAND(value, 3)` */
const bandWidthOf = (queries: NonNullable<AlarmDeclaration["args"]["metricQueries"]>): number | undefined => {
  for (const { expression } of queries) {
    const [, width] = /^ANOMALY_DETECTION_BAND\(\w+, ([\d.]+)\)$/.exec(textOf(expression ?? "")) ?? [];
    if (width !== undefined) return Number(width);
  }
  return undefined;
};

/** A new alarm has no data; it is said from the first evaluation on where it is not fine. */
const changesOf = (
  { points, before, kept }: Judged,
  rule: Rule,
  stride: number,
  span: Span,
): readonly StateChange[] => {
  const changes: StateChange[] = [];
  let state: StateChange["to"] = "ok";
  const range: Point[] = [];
  for (let minute = before; minute < points.length; minute += 1) {
    for (let age = 0; age < rule.evaluationPeriods + MORE; age += 1)
      range[age] = points[minute - age * stride] ?? "missing";
    const to: StateChange["to"] = (kept(minute) ? undefined : judge(range, rule)) ?? state;
    if (to !== state) changes.push({ at: span.from + (minute - before) * MINUTE, to });
    state = to;
  }
  return changes;
};
