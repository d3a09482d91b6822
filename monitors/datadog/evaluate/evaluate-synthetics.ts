import type { Evaluator, Inputs, Known, Series, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import type { SyntheticsDeclaration } from "../declaration";
import { nothing } from "./judged";

type Args = SyntheticsDeclaration["args"];

const DAY_MS = 86_400_000;

/**
 * A synthetic test. It tells when so many places have failed at once for so long, also between two runs; "the timer starts when the final
 * fast retry execution fails". It ends with the first moment at which fewer do. Of a place only the last of a run's tries counts.
 * @see https://docs.datadoghq.com/synthetics/guide/how-synthetics-monitors-trigger-alerts/
 * @see https://docs.datadoghq.com/synthetics/guide/synthetic-test-retries-monitor-status/
 *
 * Its input is of runs after their retries, as many places as must fail taken together (`value`); or for each place whether it can be
 * reached from there (`aws:eu-west-3`): then the runs and their tries are made of that, all places at the same seconds, which Datadog
 * spreads by a rule that it does not publish. A run takes no time.
 */
export const judgeRuns = (args: Args): Evaluator => {
  const places = args.locations.map(textOf);
  const feeds = feedsOf(args);
  return {
    inputs: [{ name: "value", asks: "1 for a run that failed, 0 for one that passed", unit: "count" }],
    every: Number(args.optionsList?.tickEvery ?? 60),
    delay: 0,
    ...(feeds === undefined ? {} : { feeds }),
    partOf: (column) => (places.includes(column) ? ["value"] : []),
    run: (inputs, span) => {
      const raw = places.some((place) => inputs[place] !== undefined);
      return judge(raw ? runsFrom(args, inputs, places, span) : (inputs["value"] ?? nothing), args, span);
    },
  };
};

/** The timer runs on between two runs; a run that passes at the moment at which it is over comes first. */
const judge = (runs: Series, { optionsList }: Args, { from, to }: Span): readonly StateChange[] => {
  const needed = Number(optionsList?.minFailureDuration ?? 0);
  const found: StateChange[] = [];
  let since: number | undefined;
  let state: StateChange["to"] = "ok";
  const become = (next: StateChange["to"], at: number): void => {
    if (next !== state && at >= from && at < to) found.push({ at, to: next });
    state = next;
  };
  const elapse = (until: number): void => {
    if (since !== undefined && since + needed < until) become("alert", since + needed);
  };
  for (const [index, time] of runs.times.entries()) {
    if (time >= to) break;
    elapse(time);
    since = (runs.values[index] ?? 0) > 0 ? (since ?? time) : undefined;
    if (since === undefined) become("ok", time);
    else if (time - since >= needed) become("alert", time);
  }
  elapse(to);
  return found;
};

/** At each run's end, whether as many places fail as must. A try that passes ends the run of its place. */
const runsFrom = ({ optionsList }: Args, inputs: Inputs, places: readonly string[], { from, to }: Span): Series => {
  const every = Number(optionsList?.tickEvery ?? 60);
  const retries = Number(optionsList?.retry?.count ?? 0);
  const pause = Number(optionsList?.retry?.interval ?? 0) / 1_000;
  const needed = Number(optionsList?.minLocationFailed ?? 1);
  const failing = places.map((place) => heldOf(inputs[place] ?? nothing));
  const [times, values]: [number[], number[]] = [[], []];
  for (let tick = from; tick < to; tick += every) {
    const ends = failing.map((fails) => {
      let tries = 0;
      while (tries < retries && fails(tick + tries * pause)) tries += 1;
      return { at: tick + tries * pause, failed: fails(tick + tries * pause) };
    });
    times.push(Math.max(...ends.map(({ at }) => at)));
    values.push(Number(ends.filter(({ failed }) => failed).length >= needed));
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
};

/** The newest sample says how it stands; asked at times that may go back by less than a run. */
const heldOf = ({ times, values }: Series): ((at: number) => boolean) => {
  let place = 0;
  return (at) => {
    while (place > 0 && (times[place - 1] ?? 0) > at) place -= 1;
    while (place < times.length && (times[place] ?? 0) <= at) place += 1;
    return place > 0 && (values[place - 1] ?? 0) > 0;
  };
};

/** Of a time that must be short, in ms, and of days that must be left, in ms as well: a run fails beyond the assertion's number. */
const feedsOf = ({ assertions, apiSteps }: Args): Evaluator["feeds"] => {
  const all = [...(assertions ?? []), ...(apiSteps ?? []).flatMap((step) => step.assertions ?? [])];
  for (const { type, target } of all) {
    const bound = Number(textOf(target ?? ""));
    if (textOf(type) === "responseTime") return failedWhere((value) => value >= bound);
    if (textOf(type) === "certificate") return failedWhere((value) => value <= bound * DAY_MS);
  }
  return undefined;
};

const failedWhere =
  (fails: (value: number) => boolean) =>
  ({ value }: Known): Inputs => ({ value: { ...value, values: value.values.map((each) => Number(fails(each))) } });
