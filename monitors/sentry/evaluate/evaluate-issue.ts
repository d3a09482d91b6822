import type { Evaluator, Series, StateChange } from "../../plan/evaluate";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";
import type { AlertDeclaration, Condition } from "../declaration";
import { INTERVALS } from "../limits";

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

/**
 * An issue's events. What counts them is asked only when one comes, in batches of a minute (src/sentry/workflow_engine/processors/
 * delayed_workflow.py), and looks an interval back. Having told, an alert tells again of the same issue when more than
 * `frequencyMinutes` have passed (processors/action.py, process_workflow_action_group_statuses): sooner it says nothing, also where the
 * number was undercut between. It never tells of an end; in a replay it is over when it would no longer tell.
 *
 * Of users the input is those whom the issue had not yet reached in the hour. Without a count every event tells.
 */
export const judgeIssue = (
  { frequencyMinutes }: AlertDeclaration["args"],
  conditions: readonly Condition[],
): Evaluator => {
  const counted = countedBy(conditions);
  const frequency = Number(frequencyMinutes);
  const told = ({ value = nothing }: { readonly value?: Series }, from: number, minutes: number) => {
    const newest = overWindow(value, "Sum", MINUTE, from, minutes);
    const counts = counted === undefined ? newest : overWindow(value, "Sum", counted.seconds, from, minutes);
    const over = counts.map((count) => Number(count > (counted?.above ?? 0)));
    return { over, tells: tellings(newest, over, frequency) };
  };
  return {
    inputs: [{ name: "value", asks: counted?.of ?? "events that trigger it", unit: "count" }],
    every: MINUTE,
    delay: 0,
    ...(counted === undefined ? {} : { compares: counted.above }),
    retold: (inputs, { from, to }) => {
      const { over, tells } = told(inputs, from, minutesIn({ from, to }));
      return tells.filter((minute, index) => standsSince(over, tells[index - 1], minute)).map((m) => from + m * MINUTE);
    },
    run: (inputs, { from, to }) => {
      const { over, tells } = told(inputs, from, minutesIn({ from, to }));
      return stretches(over, new Set(tells)).map(({ minute, to: state }) => ({
        at: from + minute * MINUTE,
        to: state,
      }));
    },
  };
};

interface Counted {
  readonly of: string;
  readonly seconds: number;
  /** It tells of more than this. */
  readonly above: number;
}

const countedBy = (conditions: readonly Condition[]): Counted | undefined => {
  for (const { eventFrequencyCount, eventUniqueUserFrequencyCount } of conditions) {
    const counts = eventFrequencyCount ?? eventUniqueUserFrequencyCount;
    const seconds = Object.entries(INTERVALS).find(([name]) => name === counts?.interval)?.[1];
    if (counts !== undefined && seconds !== undefined)
      return {
        of: eventFrequencyCount === undefined ? "users of one issue" : "events of one issue",
        seconds,
        above: Number(counts.value),
      };
  }
  return undefined;
};

const tellings = (newest: Float64Array, over: Float64Array, frequency: number): readonly number[] => {
  const minutes: number[] = [];
  for (const [minute, count] of newest.entries()) {
    const last = minutes.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (count > 0 && over[minute] === 1 && minute - last > frequency) minutes.push(minute);
  }
  return minutes;
};

/** Whether the number was never undercut between two tellings. */
const standsSince = (over: Float64Array, last: number | undefined, minute: number): boolean =>
  last !== undefined && over.subarray(last, minute + 1).every((each) => each === 1);

const stretches = (over: Float64Array, tells: ReadonlySet<number>) => {
  const found: { readonly minute: number; readonly to: StateChange["to"] }[] = [];
  let state: StateChange["to"] = "ok";
  for (const [minute, breaches] of over.entries()) {
    const to: StateChange["to"] = breaches !== 1 ? "ok" : tells.has(minute) ? "alert" : state;
    if (to !== state) found.push({ minute, to });
    state = to;
  }
  return found;
};
