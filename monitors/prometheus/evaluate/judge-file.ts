import { parse } from "yaml";
import { z } from "zod";
import { assertNever } from "../../model/assert-never";
import { AlertState, type AlertPhase } from "./alert-state";
import { labelsWhere, merge, NAME, type Column, type Labels, type Samples, type Steps } from "./engine/column";
import { evaluateOver, type Select } from "./engine/evaluate";
import { selectorsOf, type Expression, type Matcher } from "./engine/expression";
import { anchored, secondsOf } from "./engine/literals";
import { readExpression } from "./engine/read";
import type { Release } from "./engine/release";

/**
 * How a Prometheus of one's own would judge series by a rule file: recording rules, and alerts by `for` and `keep_firing_for`.
 * https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/, prometheus/prometheus rules/group.go
 */

const labels = z.record(z.string(), z.string()).default({});
const recording = z.object({ record: z.string(), expr: z.string(), labels });
const span = z
  .string()
  .default("0s")
  .transform((text) => secondsOf(text) ?? 0);
const alerting = z.object({ alert: z.string(), expr: z.string(), for: span, keep_firing_for: span, labels });
const ruleFile = z.object({ groups: z.array(z.object({ rules: z.array(z.union([recording, alerting])) })) });

type Rule = z.infer<typeof recording> | z.infer<typeof alerting>;

/** What a rule did at each evaluation. */
export interface JudgedAlert {
  readonly name: string;
  /** Of each alert by its labels, the rule's and its name among them. Undefined where the rule is not evaluated here. */
  readonly alerts: readonly { readonly labels: Labels; readonly phases: readonly AlertPhase[] }[] | undefined;
}

export interface JudgedFile {
  readonly alerts: readonly JudgedAlert[];
  /** What recording rules wrote, by name. Undefined where the rule is not evaluated here. */
  readonly recorded: ReadonlyMap<string, readonly Column[] | undefined>;
}

/**
 * @param steps every evaluation of every group: the groups' own intervals are not looked at
 * @throws EvaluationFault where Prometheus refuses to evaluate a rule
 */
export const judgeFile = (text: string, series: readonly Samples[], steps: Steps, release: Release): JudgedFile => {
  const rules = ruleFile.parse(parse(text)).groups.flatMap((group) => group.rules);
  const alerts: JudgedAlert[] = [];
  const recorded = new Map<string, readonly Column[] | undefined>();
  const known = [...series];
  for (const [index, rule] of rules.entries()) {
    const expression = readExpression(rule.expr);
    const later = rules.slice(index).flatMap((each) => ("record" in each ? [each.record] : []));
    const columns =
      expression === undefined || reads(expression, later)
        ? undefined
        : labelled(evaluateOver(expression, selectFrom(known), steps, release), rule);
    if ("alert" in rule) alerts.push({ name: rule.alert, alerts: columns?.map((each) => lived(each, rule, steps)) });
    else {
      recorded.set(rule.record, columns);
      known.push(...(columns ?? []).map((column) => written(column, steps)));
    }
  }
  return { alerts, recorded };
};

/** Of a record that is written later, the last evaluation's would be read. */
const reads = (expression: Expression, names: readonly string[]): boolean =>
  selectorsOf(expression).some(({ matchers }) =>
    matchers.some(({ label, value }) => label === NAME && names.includes(value)),
  );

const labelled = (columns: readonly Column[], rule: Rule): readonly Column[] => {
  const own = "alert" in rule ? { alertname: rule.alert } : { [NAME]: rule.record };
  return merge(
    columns.map((column) => ({
      ...column,
      labels: { ...labelsWhere(column.labels, (name) => name !== NAME), ...rule.labels, ...own },
    })),
  );
};

const lived = (column: Column, rule: z.infer<typeof alerting>, steps: Steps) => {
  const state = new AlertState();
  const hold = { breached: rule.for, over: rule.keep_firing_for };
  const phases: AlertPhase[] = [];
  for (let step = 0; step < steps.count; step += 1) {
    state.advance(column.there[step] === 1, steps.from + step * steps.every, hold);
    phases.push(state.phase);
  }
  return { labels: column.labels, phases };
};

/** A series that a rule no longer gives is marked as ended at once. */
const written = ({ labels: own, values, there }: Column, steps: Steps): Samples => {
  const places = Array.from(there.keys()).filter((step) => there[step] === 1 || there[step - 1] === 1);
  return {
    labels: own,
    times: Float64Array.from(places, (step) => steps.from + step * steps.every),
    values: Float64Array.from(places, (step) => values[step] ?? Number.NaN),
    ends: Uint8Array.from(places, (step) => 1 - (there[step] ?? 0)),
  };
};

/** By a selector's matchers. */
const selectFrom = (series: readonly Samples[]): Select => {
  const found = new Map<string, readonly Samples[]>();
  return ({ text, matchers }) => {
    const fits = matchers.map(fitting);
    const known = found.get(text) ?? series.filter(({ labels: own }) => fits.every((fit) => fit(own)));
    found.set(text, known);
    return known;
  };
};

const fitting = ({ label, operator, value }: Matcher): ((labels: Labels) => boolean) => {
  const pattern = anchored(value);
  switch (operator) {
    case "=":
      return (own) => (own[label] ?? "") === value;
    case "!=":
      return (own) => (own[label] ?? "") !== value;
    case "=~":
      return (own) => pattern?.test(own[label] ?? "") === true;
    case "!~":
      return (own) => pattern?.test(own[label] ?? "") === false;
    default:
      return assertNever(operator);
  }
};
