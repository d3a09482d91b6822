import type { Evaluator, EvaluatorIn, Input, Inputs, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import type { PrometheusDeclaration, RuleGroupDeclaration } from "../declaration";
import type { Column, Samples, Steps } from "./engine/column";
import { evaluateOver, type Select } from "./engine/evaluate";
import { selectorsOf, type Selector } from "./engine/expression";
import { secondsOf } from "./engine/literals";
import { readExpression } from "./engine/read";
import { CURRENT } from "./engine/release";
import { feedsOf } from "./feeds";
import { GrafanaAlerts, type GrafanaRule, type WhenSilent } from "./grafana-rule";
import { ANSWER, answersOver, feedsOf as feedsFor, inputsOf, learnsOver } from "./sql-answers";
import { readSql } from "./sql-question";
import { stagesOf, type Stages } from "../stages";

/**
 * How Grafana would judge series by a rule. Of PromQL each selector is an input, as one series; of SQL what its file counts is. A gap is scrapes that did not come: the newest sample counts for five minutes. That a scrape failed, which
 * ends a series at once, is not in what is handed over; nor is the offset within the interval at which Grafana evaluates.
 *
 * Not evaluated: queries that use more of PromQL than `engine/expression.ts`, SQL that says something else than `sql.ts`, and other
 * stages than a threshold of one value.
 */
export const evaluatorIn: EvaluatorIn<PrometheusDeclaration> = () => (evaluating) =>
  evaluating.type === "grafana:alerting/ruleGroup:RuleGroup" ? evaluatorOf(evaluating) : undefined;

type Rule = RuleGroupDeclaration["args"]["rules"][number];

const evaluatorOf = ({ args }: RuleGroupDeclaration): Evaluator | undefined => {
  const [rule, ...others] = args.rules;
  const stages = rule === undefined || others.length > 0 ? undefined : stagesOf(rule);
  if (rule === undefined || stages === undefined) return undefined;
  const every = Number(args.intervalSeconds);
  const grafana = grafanaRuleOf(rule, stages, every);
  return stages.question.language === "sql" ? ofTables(stages, grafana) : ofMetrics(stages, grafana);
};

const grafanaRuleOf = (rule: Rule, { passes }: Stages, every: number): GrafanaRule => ({
  passes,
  every,
  hold: {
    breached: secondsOf(textOf(rule.for ?? "0s")) ?? 0,
    over: secondsOf(textOf(rule.keepFiringFor ?? "0s")) ?? 0,
  },
  silent: silentOf(textOf(rule.noDataState ?? "NoData")),
  missingEvaluations: Number(rule.missingSeriesEvalsToResolve ?? 2),
});

const silentOf = (word: string): WhenSilent =>
  word === "OK" || word === "Alerting" || word === "KeepLast" ? word : "NoData";

/** A question answers at each evaluation, and nothing is known of it between two. */
const ofTables = ({ question: { text }, than }: Stages, rule: GrafanaRule): Evaluator | undefined => {
  const question = readSql(text);
  if (question === undefined) return undefined;
  const inputs = inputsOf(question, text);
  const feeds = feedsFor(question);
  return {
    inputs,
    every: rule.every,
    delay: 0,
    ...(feeds === undefined ? {} : { feeds }),
    ...(question.made.of === "itself" ? comparing(than) : {}),
    partOf: (column) => (column === ANSWER ? inputs.map(({ name }) => name) : []),
    learnsOver: learnsOver(question),
    run: (given, span) => changesOf(rule, span, answersOver(question, given, span)),
  };
};

/** Of none it cannot be told how much a value is of it. */
const comparing = (than: number): Pick<Evaluator, "compares"> => (than === 0 ? {} : { compares: than });

const ofMetrics = ({ question, than }: Stages, rule: GrafanaRule): Evaluator | undefined => {
  const expression = readExpression(question.text);
  if (expression === undefined) return undefined;
  const feeds = feedsOf(expression);
  return {
    inputs: selectorsOf(expression).map(({ text }): Input => ({ name: text, asks: text, unit: "native" })),
    every: rule.every,
    delay: 0,
    ...(feeds?.ownUnit === true ? {} : comparing(than)),
    ...(feeds === undefined ? {} : { feeds: feeds.from }),
    ...(feeds?.fromShare === undefined ? {} : { feedsShare: feeds.fromShare }),
    run: (inputs, span) => changesOf(rule, span, (steps) => evaluateOver(expression, selectIn(inputs), steps, CURRENT)),
  };
};

const selectIn =
  (inputs: Inputs): Select =>
  (selector) => {
    const series = inputs[selector.text];
    return series === undefined ? [] : [{ labels: labelsOf(selector), ...series } satisfies Samples];
  };

/** What the selector says outright. */
const labelsOf = ({ matchers }: Selector): Readonly<Record<string, string>> =>
  Object.fromEntries(matchers.filter(({ operator }) => operator === "=").map(({ label, value }) => [label, value]));

/** Evaluations at a time: three days of minutes, so that a year takes no more memory than they do. */
const PIECE = 4_320;

const changesOf = (
  rule: GrafanaRule,
  { from, to }: Span,
  columnsOver: (steps: Steps) => readonly Column[],
): readonly StateChange[] => {
  const alerts = new GrafanaAlerts(rule);
  const count = Math.max(0, Math.ceil((to - from) / rule.every));
  const changes: StateChange[] = [];
  for (let done = 0; done < count; done += PIECE) {
    const steps = { from: from + done * rule.every, every: rule.every, count: Math.min(PIECE, count - done) };
    changes.push(...alerts.advance(columnsOver(steps), steps));
  }
  return changes;
};
