import type { Evaluator, EvaluatorIn, Inputs, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";
import type { DatadogDeclaration, MonitorDeclaration } from "../declaration";
import { byGroup } from "./evaluate-groups";
import { judgeRecords } from "./evaluate-security";
import { judgeRuns } from "./evaluate-synthetics";
import { BETWEEN, nothing, type Judgement } from "./judged";
import { judgementOf } from "./judgement";
import { ratePart } from "../objective";
import { conditionName, soonerName } from "../suppression";

/**
 * How Datadog would judge series by a monitor. A level that others keep quiet is judged by its condition, and a tier by both its
 * burn rates, as if nothing else fired.
 */
export const evaluatorIn: EvaluatorIn<DatadogDeclaration> = (declarations) => {
  const monitors = new Map(declarations.filter(isMonitor).map((each) => [each.name, each]));
  return (evaluating) => {
    if (evaluating.type === "datadog:index/syntheticsTest:SyntheticsTest") return judgeRuns(evaluating.args);
    if (evaluating.type === "datadog:index/securityMonitoringRule:SecurityMonitoringRule")
      return judgeRecords(evaluating.args);
    if (!isMonitor(evaluating)) return undefined;
    const [long, short] = (["long", "short"] as const).map((part) => monitors.get(ratePart(evaluating, part)));
    if (evaluating.burns !== undefined)
      return long === undefined || short === undefined ? undefined : both(long, short);
    const sooner = monitors.get(soonerName(evaluating.name));
    const main = evaluatorOf(monitors.get(conditionName(evaluating.name)) ?? evaluating);
    return sooner === undefined ? main : either(main, evaluatorOf(sooner));
  };
};

const isMonitor = (each: DatadogDeclaration): each is MonitorDeclaration =>
  each.type === "datadog:index/monitor:Monitor";

/**
 * "Rolling windows … are evaluated every minute" below a day, every 10 minutes below two, every 30 from there on:
 * https://docs.datadoghq.com/monitors/configuration/ (evaluation frequency)
 */
export const everyOf = (window: number): number => {
  const day = 24 * 60 * MINUTE;
  if (window < day) return MINUTE;
  return window < 2 * day ? 10 * MINUTE : 30 * MINUTE;
};

const evaluatorOf = (monitor: MonitorDeclaration): Evaluator | undefined => {
  const judgement = judgementOf(monitor);
  if (judgement === undefined) return undefined;
  const every = everyOf(judgement.window);
  const delay = delayOf(monitor);
  const evaluator: Evaluator = {
    inputs: judgement.inputs,
    ...(judgement.compares === undefined ? {} : { compares: judgement.compares }),
    ...(judgement.feeds === undefined ? {} : { feeds: judgement.feeds }),
    every,
    delay,
    run: (inputs, span) => {
      const minutes = minutesIn(span);
      const judged = judgement.judge(inputs, span.from - delay, minutes);
      const missing = missingBy(monitor, judgement, inputs, span.from - delay, minutes);
      return changes(
        span.from,
        minutes,
        every / MINUTE,
        (minute, before) => stateAt(judged, minute, before) ?? missing(minute, before),
      );
    },
  };
  return byGroup(monitor, evaluator);
};

const delayOf = ({ args }: MonitorDeclaration): number => Number(args.evaluationDelay ?? 0);

type State = StateChange["to"];

/** `judge`'s numbers as a state, undefined where there is nothing to judge. */
const stateAt = (judged: Float64Array, minute: number, before: State): State | undefined => {
  const value = judged[minute] ?? Number.NaN;
  if (Number.isNaN(value)) return undefined;
  return value === BETWEEN ? (before === "alert" ? "alert" : "ok") : value > 0 ? "alert" : "ok";
};

type Missing = (minute: number, before: State) => State;

/**
 * https://docs.datadoghq.com/monitors/guide/on_missing_data/: `resolve` and the two that show no data act at the evaluation that finds
 * none; `default` of a count is 0, which the judgement knows, and of anything else the last known status. Before it there were
 * `notifyNoData` and `noDataTimeframe`, minutes without a point; without them the last known status stays as well.
 */
const missingBy = (
  { args }: MonitorDeclaration,
  { inputs: asked }: Judgement,
  inputs: Inputs,
  from: number,
  minutes: number,
): Missing => {
  const word = textOf(args.onMissingData ?? "");
  if (word === "resolve") return () => "ok";
  if (word.startsWith("show")) return () => "no_data";
  if (args.notifyNoData !== true) return (_, before) => before;
  const timeframe = Number(args.noDataTimeframe ?? 0) * MINUTE;
  const recent = asked.map(({ name }) => overWindow(inputs[name] ?? nothing, "Sum", timeframe, from, minutes));
  return (minute, before) => (recent.some((sums) => !Number.isNaN(sums[minute] ?? Number.NaN)) ? before : "no_data");
};

const changes = (
  from: number,
  minutes: number,
  step: number,
  stateOf: (minute: number, before: State) => State,
): readonly StateChange[] => {
  const found: StateChange[] = [];
  let state: State = "ok";
  for (let minute = 0; minute < minutes; minute += step) {
    const to = stateOf(minute, state);
    if (to !== state) found.push({ at: from + minute * MINUTE, to });
    state = to;
  }
  return found;
};

/** A composite of two windows of the same series: it breaches while one of them does, and is over when neither does. */
const either = (main: Evaluator | undefined, sooner: Evaluator | undefined): Evaluator | undefined =>
  main === undefined || sooner === undefined
    ? undefined
    : {
        ...main,
        run: (inputs, span) => {
          const all = [main, sooner]
            .flatMap((part, index) => part.run(inputs, span).map(({ at, to }) => ({ at, to, index })))
            .toSorted((a, b) => a.at - b.at);
          const parts: State[] = ["ok", "ok"];
          const found: StateChange[] = [];
          let state: State = "ok";
          for (const [place, { at, to, index }] of all.entries()) {
            parts[index] = to;
            // What both find at one moment is one change.
            if (all[place + 1]?.at === at) continue;
            const next: State = parts.includes("alert") ? "alert" : "ok";
            if (next !== state) found.push({ at, to: next });
            state = next;
          }
          return found;
        },
      };

/** A composite of two is evaluated when one of them is; without data neither breaches (their monitors resolve). */
const both = (...parts: readonly [MonitorDeclaration, MonitorDeclaration]): Evaluator | undefined => {
  const [long, short] = parts.map(judgementOf);
  if (long === undefined || short === undefined) return undefined;
  const [slowDelay = 0, fastDelay = 0] = parts.map(delayOf);
  return {
    inputs: long.inputs,
    every: MINUTE,
    delay: Math.max(slowDelay, fastDelay),
    run: (inputs, span) => {
      const minutes = minutesIn(span);
      const slow = held(long, inputs, span.from - slowDelay, minutes);
      const fast = held(short, inputs, span.from - fastDelay, minutes);
      return changes(span.from, minutes, 1, (minute) => (slow[minute] === 1 && fast[minute] === 1 ? "alert" : "ok"));
    },
  };
};

/** What each minute's newest evaluation has found, an alert that has not recovered among it. */
const held = (judgement: Judgement, inputs: Inputs, from: number, minutes: number): Float64Array => {
  const judged = judgement.judge(inputs, from, minutes);
  const step = everyOf(judgement.window) / MINUTE;
  let state: State = "ok";
  return judged.map((_, minute) => {
    if (minute % step === 0) state = stateAt(judged, minute, state) ?? "ok";
    return Number(state === "alert");
  });
};
