import { inSeconds } from "../model/quantity";
import { kindRow, signalKinds } from "../model/signal-kind";
import type { NewRelicSource } from "../model/sources/newrelic";
import { tooLong } from "../plan/limits";
import { refuseSooner } from "../plan/sooner";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import type { ConditionDeclaration, NewRelicDeclaration, WorkflowDeclaration } from "./declaration";
import { slideOf } from "./render";

/** What New Relic cannot evaluate, and the limits of its API, so that a pull request fails and not `pulumi up`. */

/**
 * https://docs.newrelic.com/docs/alerts/admin/rules-limits-alerts/ (names, description),
 * https://docs.newrelic.com/docs/alerts/create-alert/condition-details/title-template/ (title), and
 * newrelic/terraform-provider-newrelic website/docs/r/nrql_alert_condition.html.markdown (windows and durations; New Relic's
 * own page says two hours for the longest window, which its pull request #15151 calls out of date).
 */
const LIMITS = {
  name: 128,
  title: 256,
  description: 4_000,
  shortestWindow: 30,
  longestWindow: 21_600,
  shortestDuration: 60,
  longestDuration: 86_400,
} as const;

export const accepts = (watch: Watch<NewRelicSource>): Refusal | undefined =>
  refuseKind(watch) ??
  // A backstop comes later anyway, and looks over the row's window alone.
  (watch.role === "first" ? refuseSooner(watch.measure, false) : undefined) ??
  refuseTraffic(watch) ??
  refuseWindow(watch) ??
  refuseConditions(watch);

const refuseKind = ({ measure: { kind }, source }: Watch<NewRelicSource>): Refusal | undefined => {
  const able = Object.entries(signalKinds).flatMap(([name, { places }]) => ("newrelic" in places ? [name] : []));
  return able.includes(kind)
    ? undefined
    : {
        what: `a ${source.type} source of New Relic cannot measure the kind ${kind}`,
        rule: `${source.type} measures ${able.join(" or ")}; ${kind} is ${signalKinds[kind].means}`,
        remedy: "change the kind, or the source",
      };
};

/** Not established: whether a percentile, which NRQL gives as a map, may stand inside `if`. A guard that may not hold is none. */
const refuseTraffic = ({ measure }: Watch<NewRelicSource>): Refusal | undefined =>
  measure.minimumTraffic !== undefined && measure.statistic?.startsWith("p") === true
    ? {
        what: `a minimum of traffic on a ${measure.statistic}`,
        rule: "New Relic's guard is an if() around one number; around a percentile none is documented",
        remedy: "leave minimumTraffic out",
      }
    : undefined;

const refuseWindow = ({ measure }: Watch<NewRelicSource>): Refusal | undefined => {
  const window = inSeconds(measure.window);
  if (window < LIMITS.shortestWindow || window > LIMITS.longestWindow)
    return {
      what: `a window of ${window} s`,
      rule: `New Relic aggregates over ${LIMITS.shortestWindow} s to ${LIMITS.longestWindow} s`,
      remedy: "change the window",
    };
  const slide = slideOf(window);
  return slide === undefined || window % slide === 0
    ? undefined
    : {
        what: `a window of ${window} s does not move on by ${slide} s`,
        rule: "what a window of New Relic slides by is a factor of it",
        remedy: `make the window a multiple of ${slide} s`,
      };
};

const refuseConditions = ({ measure, source }: Watch<NewRelicSource>): Refusal | undefined =>
  refuseCondition("filter", source.filter) ??
  (kindRow(measure.kind).dimension === "percentage" ? refuseCondition("bad", source.bad) : undefined);

/** Clauses that an alert's query must not have, or that would end its WHERE (create-nrql-alert-conditions, "Reformatting"). */
const CLAUSE = /\b(SINCE|UNTIL|TIMESERIES|FACET|LIMIT|COMPARE\s+WITH|SLIDE\s+BY|SELECT|FROM)\b/i;

const refuseCondition = (field: string, condition: string): Refusal | undefined => {
  const clear = condition.replaceAll(/'(?:[^'\\]|\\.)*'/g, "''");
  const clause = CLAUSE.exec(clear)?.[0];
  if (clause !== undefined)
    return {
      what: `${field} has the clause ${clause.toUpperCase()}`,
      rule: "an alert's NRQL has one WHERE, and New Relic takes its time from the window",
      remedy: `write a condition alone in ${field}`,
    };
  return clear.replaceAll("''", "").includes("'") || !isBalanced(clear)
    ? {
        what: `${field} is no whole condition: ${condition}`,
        rule: "in NRQL every quote and every bracket is closed",
        remedy: `close it in ${field}`,
      }
    : undefined;
};

const isBalanced = (text: string): boolean => {
  let depth = 0;
  for (const sign of text) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
};

export const check = (declaration: NewRelicDeclaration): readonly Refusal[] => [
  ...tooLong(
    "the name",
    declaration.args.name,
    LIMITS.name,
    "New Relic's names",
    "shorten the row's title or its keys",
  ),
  ...(declaration.type === "newrelic:index/nrqlAlertCondition:NrqlAlertCondition" ? checkCondition(declaration) : []),
  ...(declaration.type === "newrelic:index/workflow:Workflow" ? checkWorkflow(declaration) : []),
];

const checkCondition = ({ args }: ConditionDeclaration): readonly Refusal[] => [
  ...tooLong("the title", args.titleTemplate, LIMITS.title, "New Relic's incident titles", "shorten the row's title"),
  ...tooLong(
    "the description",
    args.description,
    LIMITS.description,
    "New Relic's descriptions",
    "shorten the row's impact",
  ),
  ...checkDuration(Number(args.critical?.thresholdDuration ?? 0), Number(args.aggregationWindow ?? 0)),
];

const checkDuration = (duration: number, window: number): readonly Refusal[] =>
  duration >= LIMITS.shortestDuration && duration <= LIMITS.longestDuration && duration % window === 0
    ? []
    : [
        {
          what: `a threshold duration of ${duration} s over windows of ${window} s`,
          rule: `a static condition takes ${LIMITS.shortestDuration} s to ${LIMITS.longestDuration} s, in whole windows`,
          remedy: "change the window",
        },
      ];

/** "Each workflow resource requires one or more `destination` blocks" (website/docs/r/workflow.html.markdown). */
const checkWorkflow = ({ args: { destinations } }: WorkflowDeclaration): readonly Refusal[] =>
  destinations.length > 0
    ? []
    : [
        {
          what: "nobody would hear of it from New Relic",
          rule: "a workflow has a destination; its Slack destinations cannot be declared",
          remedy: "mend monitors/newrelic/routing.ts, which mails the environment's list where a route does not page",
        },
      ];
