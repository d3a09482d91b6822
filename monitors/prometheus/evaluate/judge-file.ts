import { AlertState, type AlertPhase } from "./alert-state";
import { METADATA } from "./engine/check";
import { labelOf, labelsWhere, merge, NAME, type Column, type Labels, type Samples, type Steps } from "./engine/column";
import { evaluateOver } from "./engine/evaluate";
import { selectorsOf, type Selector } from "./engine/expression";
import { mayFind, selectFrom } from "./engine/match";
import { readExpression } from "./engine/read";
import type { Release } from "./engine/release";
import { readRules, type AlertingRule, type RecordingRule, type Rule } from "./rule-form";

/**
 * How a Prometheus of one's own would judge series by a rule file: recording rules, and alerts by `for` and `keep_firing_for`.
 * https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/, prometheus/prometheus rules/group.go
 */

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
  const rules = readRules(text);
  const alerts: JudgedAlert[] = [];
  const recorded = new Map<string, readonly Column[] | undefined>();
  const known = [...series];
  for (const [index, rule] of rules.entries()) {
    if (rule.kind === "unknown") {
      if (rule.what === "record") recorded.set(rule.name, undefined);
      else alerts.push({ name: rule.name, alerts: undefined });
      continue;
    }
    const columns = columnsOf(rule, unknownTo(rules, index, recorded), known, steps, release);
    if (rule.kind === "record") {
      recorded.set(rule.name, columns);
      known.push(...(columns ?? []).map((column) => written(column, steps)));
    } else alerts.push({ name: rule.name, alerts: columns?.map((each) => lived(each, rule, steps)) });
  }
  return { alerts, recorded };
};

/** Undefined where it uses what is not evaluated here, or reads a series that is not known, or one with labels that are not. */
const columnsOf = (
  rule: RecordingRule | AlertingRule,
  unknown: readonly string[],
  series: readonly Samples[],
  steps: Steps,
  release: Release,
): readonly Column[] | undefined => {
  const expression = readExpression(rule.expr);
  if (expression === undefined) return undefined;
  const select = selectFrom(series, release);
  const isUnknown = (each: Selector): boolean =>
    unknown.some((name) => mayFind(each, name, release)) ||
    select(each).some(({ labels }) => METADATA.some((label) => labelOf(labels, label) !== ""));
  if (selectorsOf(expression).some(isUnknown)) return undefined;
  return labelled(evaluateOver(expression, select, steps, release), rule);
};

/**
 * Names of series that are there and not known: what a later rule writes, of which the last evaluation's would be read; what a rule
 * writes that is not evaluated; and what Prometheus writes of alerts.
 */
const unknownTo = (
  rules: readonly Rule[],
  index: number,
  recorded: ReadonlyMap<string, readonly Column[] | undefined>,
): readonly string[] => [
  ...rules.slice(index).flatMap((rule) => (rule.kind === "record" ? [rule.name] : unknownRecord(rule))),
  ...[...recorded].flatMap(([name, columns]) => (columns === undefined ? [name] : [])),
  ...(rules.some((rule) => rule.kind === "alert") ? ["ALERTS", "ALERTS_FOR_STATE"] : []),
];

const unknownRecord = (rule: Rule): readonly string[] =>
  rule.kind === "unknown" && rule.what === "record" ? [rule.name] : [];

const labelled = (columns: readonly Column[], rule: RecordingRule | AlertingRule): readonly Column[] => {
  const own = rule.kind === "alert" ? { alertname: rule.name } : { [NAME]: rule.name };
  return merge(
    columns.map((column) => ({
      ...column,
      labels: labelsWhere({ ...column.labels, [NAME]: "", ...rule.labels, ...own }, () => true),
    })),
  );
};

const lived = (column: Column, rule: AlertingRule, steps: Steps) => {
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
