import type { Evaluator, EvaluatorIn, Inputs, StateChange } from "../plan/evaluate";
import { textOf } from "../plan/following";
import { MINUTE } from "../plan/window";
import type { DatadogDeclaration, MonitorDeclaration } from "./declaration";
import { judgeRuns } from "./evaluate-synthetics";
import { judgementOf, type Judgement } from "./judgement";
import { ratePart } from "./objective";
import { conditionName, soonerName } from "./suppression";

/**
 * How Datadog would judge series by a monitor. A level that others keep quiet is judged by its condition, and a tier by both its
 * burn rates, as if nothing else fired.
 */
export const evaluatorIn: EvaluatorIn<DatadogDeclaration> = (declarations) => {
  const monitors = new Map(declarations.filter(isMonitor).map((each) => [each.name, each]));
  return (evaluating) => {
    if (evaluating.type === "datadog:index/syntheticsTest:SyntheticsTest")
      return judgeRuns(evaluating.args.optionsList);
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
const everyOf = (window: number): number => {
  const day = 24 * 60 * MINUTE;
  if (window < day) return MINUTE;
  return window < 2 * day ? 10 * MINUTE : 30 * MINUTE;
};

type WhenMissing = "ok" | "no_data" | "as it was";

/**
 * https://docs.datadoghq.com/monitors/guide/on_missing_data/: `default` of a count is 0, which the judgement knows, and of anything else
 * the last known status; so is the older `notifyNoData` false.
 */
const whenMissing = ({ onMissingData, notifyNoData }: MonitorDeclaration["args"]): WhenMissing => {
  const word = textOf(onMissingData ?? "");
  if (word === "resolve") return "ok";
  return word.startsWith("show") || notifyNoData === true ? "no_data" : "as it was";
};

const evaluatorOf = (monitor: MonitorDeclaration): Evaluator | undefined => {
  const judgement = judgementOf(monitor);
  if (judgement === undefined) return undefined;
  const every = everyOf(judgement.window);
  const delay = Number(monitor.args.evaluationDelay ?? 0);
  const missing = whenMissing(monitor.args);
  return {
    inputs: judgement.inputs,
    ...(judgement.compares === undefined ? {} : { compares: judgement.compares }),
    every,
    delay,
    run: (inputs, span) => {
      const minutes = Math.ceil((span.to - span.from) / MINUTE);
      const judged = judgement.judge(inputs, span.from - delay, minutes);
      return changes(
        span.from,
        minutes,
        every / MINUTE,
        (minute, before) => stateAt(judged, minute) ?? absent(missing, before),
      );
    },
  };
};

type State = StateChange["to"];

const absent = (missing: WhenMissing, before: State): State => (missing === "as it was" ? before : missing);

/** 1 where it breaches, 0 where not, NaN where there is nothing to judge. */
const stateAt = (judged: Float64Array, minute: number): State | undefined => {
  const value = judged[minute] ?? Number.NaN;
  return Number.isNaN(value) ? undefined : value > 0 ? "alert" : "ok";
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
  return {
    inputs: long.inputs,
    every: MINUTE,
    delay: 0,
    run: (inputs, span) => {
      const minutes = Math.ceil((span.to - span.from) / MINUTE);
      const [slow, fast] = [held(long, inputs, span.from, minutes), held(short, inputs, span.from, minutes)];
      return changes(span.from, minutes, 1, (minute) => (slow[minute] === 1 && fast[minute] === 1 ? "alert" : "ok"));
    },
  };
};

/** What each minute's newest evaluation has found. */
const held = (judgement: Judgement, inputs: Inputs, from: number, minutes: number): Float64Array => {
  const judged = judgement.judge(inputs, from, minutes);
  const step = everyOf(judgement.window) / MINUTE;
  return judged.map((_, minute) => judged[minute - (minute % step)] ?? 0);
};
