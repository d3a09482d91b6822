import type { Evaluator, EvaluatorIn, Series, StateChange } from "../../plan/evaluate";
import { referenceOf, targetOf, textOf } from "../../plan/following";
import { keyOf } from "../../declaration/declaration";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";
import type {
  AlertDeclaration,
  Condition,
  CronMonitorDeclaration,
  MetricMonitorDeclaration,
  SentryDeclaration,
} from "../declaration";
import { judgeCheckIns } from "./evaluate-check-ins";
import { judgeIssue } from "./evaluate-issue";

/**
 * How Sentry would judge series by an alert: by the monitor that it looks at, or by the events of one issue. Whether an alert is
 * enabled, and whom a filter of tags lets by, is not judged: the series are of the events that it is asked about.
 */
export const evaluatorIn: EvaluatorIn<SentryDeclaration> = (declarations) => {
  const monitors = new Map(declarations.filter(isMonitor).map((monitor) => [keyOf(monitor), monitor]));
  return (evaluating) => {
    if (evaluating.type !== "sentry:index/alert:Alert") return undefined;
    const [watched] = evaluating.args.monitorIds.map(referenceOf);
    const monitor = watched === undefined ? undefined : monitors.get(targetOf(watched));
    if (monitor === undefined) return judgeIssue(evaluating.args, conditionsOf(evaluating));
    return monitor.type === "sentry:index/metricMonitor:MetricMonitor"
      ? judgeCrashes(monitor, leastPriority(evaluating))
      : judgeCheckIns(monitor);
  };
};

const isMonitor = (each: SentryDeclaration): each is MetricMonitorDeclaration | CronMonitorDeclaration =>
  each.type === "sentry:index/metricMonitor:MetricMonitor" || each.type === "sentry:index/cronMonitor:CronMonitor";

const conditionsOf = ({ args }: AlertDeclaration): readonly Condition[] =>
  args.actionFilters.flatMap(({ conditions }) => conditions ?? []);

const leastPriority = (alert: AlertDeclaration): number =>
  Math.min(
    ...conditionsOf(alert).flatMap(({ issuePriorityGreaterOrEqual: least }) =>
      least === undefined ? [] : Number(least.comparison),
    ),
  );

/**
 * Minutes between two evaluations, by the window's (getsentry/sentry src/sentry/incidents/logic.py, get_alert_resolution): the last row
 * that is no longer than the window. Shorter ones are evaluated each minute.
 */
const RESOLUTIONS = [
  [1_440, 15],
  [240, 5],
  [60, 3],
  [30, 2],
  [0, 1],
] as const;

const resolutionOf = (window: number): number =>
  RESOLUTIONS.find(([least]) => window >= least * MINUTE)?.[1] ?? RESOLUTIONS[0][1];

/**
 * The share of sessions that did not crash, in percent and of three digits. The issue's priority is the greatest that a condition gives
 * it; each alert stands while the priority is its own level's or more. Without a session an update is dropped, and nothing changes
 * (src/sentry/incidents/utils/process_update_helpers.py).
 */
const judgeCrashes = ({ args }: MetricMonitorDeclaration, least: number): Evaluator => {
  const window = args.timeWindowSeconds;
  const step = resolutionOf(Number(window));
  return {
    inputs: [
      { name: "bad", asks: "sessions_crashed", unit: "count" },
      { name: "all", asks: "sessions", unit: "count" },
    ],
    every: step * MINUTE,
    delay: 0,
    run: ({ bad = nothing, all = nothing }, span) => {
      const minutes = minutesIn(span);
      const [crashed, sessions] = [bad, all].map((each) => overWindow(each, "Sum", Number(window), span.from, minutes));
      const found: StateChange[] = [];
      let [state, priority]: [StateChange["to"], number] = ["ok", 0];
      for (let minute = 0; minute < minutes; minute += step) {
        const whole = sessions?.[minute] ?? Number.NaN;
        const part = crashed?.[minute] ?? Number.NaN;
        if (whole > 0) priority = priorityOf(args.conditionGroup.conditions, crashFree(part, whole)) ?? priority;
        const to: StateChange["to"] = priority >= least ? "alert" : "ok";
        if (to !== state) found.push({ at: span.from + minute * MINUTE, to });
        state = to;
      }
      return found;
    },
  };
};

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

const crashFree = (crashed: number, sessions: number): number =>
  Math.round(1_000 * 100 * (1 - (Number.isNaN(crashed) ? 0 : crashed) / sessions)) / 1_000;

type MonitorCondition = MetricMonitorDeclaration["args"]["conditionGroup"]["conditions"][number];

const priorityOf = (conditions: readonly MonitorCondition[], value: number): number | undefined => {
  const met = conditions.filter(({ type, comparison }) => compares(textOf(type), value, Number(comparison)));
  return met.length === 0 ? undefined : Math.max(...met.map(({ conditionResult }) => Number(conditionResult)));
};

const compares = (type: string, value: number, bound: number): boolean => {
  switch (type) {
    case "lt":
      return value < bound;
    case "lte":
      return value <= bound;
    case "gt":
      return value > bound;
    case "gte":
      return value >= bound;
    default:
      throw new Error(`no monitor here compares by ${type}`);
  }
};
