import type { Evaluator, EvaluatorIn, Input, Inputs, Series, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import type { PrometheusDeclaration, RuleGroupDeclaration } from "../declaration";
import type { Column, Samples, Steps } from "./engine/column";
import { evaluateOver, type Select } from "./engine/evaluate";
import { selectorsOf, type Selector } from "./engine/expression";
import { secondsOf } from "./engine/literals";
import { readExpression } from "./engine/read";
import { CURRENT } from "./engine/release";
import { SCRAPE_SECONDS } from "../promql";
import { withoutGuard } from "../scrape";
import { feedsOf } from "./feeds";
import { GrafanaAlerts, type GrafanaRule, type WhenSilent } from "./grafana-rule";
import { ANSWER, answersOver, feedsOf as feedsFor, inputsOf, learnsOver } from "./sql-answers";
import { readSql } from "./sql-question";
import { stagesOf, type Stages } from "../stages";

/**
 * How Grafana would judge series by a rule. Of PromQL each selector is an input, as one series; of SQL what its file counts is. A gap is scrapes that did not come: the newest sample counts for five minutes. That a scrape failed, which
 * ends a series at once, is not in what is handed over; nor is the offset within the interval at which Grafana evaluates. A gap is the
 * series' own: scrapes succeed from the first sample or evaluation on, unless their `up` is handed over too.
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
  if (grafana === undefined) return undefined;
  return stages.question.language === "sql" ? ofTables(stages, grafana) : ofMetrics(stages, grafana);
};

/** Undefined where a span is none that is known here: as no span at all the rule would fire at once. */
const grafanaRuleOf = (rule: Rule, { passes }: Stages, every: number): GrafanaRule | undefined => {
  const breached = secondsOf(textOf(rule.for ?? "0s"));
  const over = secondsOf(textOf(rule.keepFiringFor ?? "0s"));
  if (breached === undefined || over === undefined) return undefined;
  return {
    passes,
    every,
    hold: { breached, over },
    silent: silentOf(textOf(rule.noDataState ?? "NoData")),
    missingEvaluations: Number(rule.missingSeriesEvalsToResolve ?? 2),
  };
};

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
  const value = readExpression(withoutGuard(question.text));
  if (expression === undefined || value === undefined) return undefined;
  const feeds = feedsOf(value);
  const inputs = selectorsOf(value).map(({ text }): Input => ({ name: text, asks: text, unit: "native" }));
  const asked = new Set(inputs.map(({ name }) => name));
  const scrapes = selectorsOf(expression).filter(({ text }) => !asked.has(text));
  return {
    inputs,
    every: rule.every,
    delay: 0,
    ...(feeds?.ownUnit === true ? {} : comparing(than)),
    ...(feeds === undefined ? {} : { feeds: feeds.from }),
    ...(feeds?.fromShare === undefined ? {} : { feedsShare: feeds.fromShare }),
    run: (handed, span) => {
      const select = selectIn({ ...scraped(scrapes, handed, span), ...handed });
      return changesOf(rule, span, (steps) => evaluateOver(expression, select, steps, CURRENT));
    },
  };
};

/** Scrapes that all succeed, as of a Prometheus that starts with what is handed over. */
const scraped = (scrapes: readonly Selector[], inputs: Inputs, { from, to }: Span): Inputs => {
  if (scrapes.length === 0) return {};
  const first = Object.values(inputs).reduce((least, { times }) => Math.min(least, times[0] ?? least), from);
  const count = Math.max(0, Math.ceil((to - first) / SCRAPE_SECONDS));
  const up: Series = {
    times: Float64Array.from({ length: count }, (_, index) => first + index * SCRAPE_SECONDS),
    values: new Float64Array(count).fill(1),
  };
  return Object.fromEntries(scrapes.map(({ text }) => [text, up]));
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
