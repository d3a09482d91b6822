import { assertNever } from "../../model/assert-never";
import type { Inputs, Series, Span } from "../../plan/evaluate";
import { valueAt } from "../../plan/share";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";
import type { Counted } from "./sql-question";

/** What the file of a business number would count in a window, of what is counted by the minute. */

export type At<T> = (at: number) => T | undefined;

/** So many events, so that no least traffic keeps a rule quiet. */
export const BUSY = 100_000;

/** What a window holds: of an amount what its events came to, of a share the part of them, of a silence what came of what was expected. */
export interface Tally {
  readonly amount: number;
  readonly events: number;
  readonly squares: number;
}

/** Of so many windows. */
export type Tallied = (times: number) => At<Tally>;

/** Of windows that end at a whole minute of the span; each length is added up when it is first asked for. */
export const tallying = (gives: Counted, window: number, inputs: Inputs, span: Span): Tallied => {
  const known = new Map<number, At<Tally>>();
  return (times) => {
    const found = known.get(times) ?? tallyOver(gives, times * window, inputs, span);
    known.set(times, found);
    return found;
  };
};

const tallyOver = (gives: Counted, window: number, inputs: Inputs, span: Span): At<Tally> => {
  const minutes = minutesIn(span);
  const sumOf = (series: Series | undefined, ends = 0): At<number> => {
    const sums = overWindow(series ?? nothing, "Sum", window - ends, span.from - ends, minutes);
    return (at) => {
      const sum = sums[Math.round((at - span.from) / MINUTE)];
      return sum === undefined || Number.isNaN(sum) ? undefined : sum;
    };
  };
  switch (gives.of) {
    case "share": {
      const [bad, all] = [sumOf(inputs["bad"]), sumOf(inputs["all"])];
      return (at) => {
        const events = all(at);
        if (events === undefined) return undefined;
        const amount = gives.good ? events - (bad(at) ?? 0) : (bad(at) ?? 0);
        return { amount, events, squares: events };
      };
    }
    case "amount":
      return amountOver(gives.eventsAreAmount, inputs, sumOf);
    case "silence": {
      const [expected, seen] = [sumOf(inputs["expected"], gives.notYet), sumOf(inputs["seen"])];
      return (at) => {
        const [waiting, came] = [expected(at), seen(at)];
        return waiting === undefined && came === undefined
          ? undefined
          : { amount: came ?? 0, events: waiting ?? 0, squares: 0 };
      };
    }
    case "state":
      return () => undefined;
    default:
      return assertNever(gives);
  }
};

/** Events of one minute are taken to have come to as much; of those that are not known there are many. */
const amountOver = (
  eventsAreAmount: boolean,
  { value = nothing, traffic, squares }: Inputs,
  sumOf: (series: Series | undefined) => At<number>,
): At<Tally> => {
  const amountAt = sumOf(value);
  if (!eventsAreAmount && traffic === undefined)
    return (at) => {
      const amount = amountAt(at);
      return amount === undefined ? undefined : { amount, events: BUSY, squares: amount ** 2 / BUSY };
    };
  const [eventsAt, squaresAt] = eventsAreAmount
    ? [amountAt, amountAt]
    : [sumOf(traffic), sumOf(squares ?? evenSquares(value, traffic ?? nothing))];
  return (at) => {
    const amount = amountAt(at);
    return amount === undefined ? undefined : { amount, events: eventsAt(at) ?? 0, squares: squaresAt(at) ?? 0 };
  };
};

const evenSquares = (value: Series, traffic: Series): Series => {
  const eventsAt = valueAt(traffic);
  return {
    times: value.times,
    values: value.values.map((each, index) => each ** 2 / Math.max(1, eventsAt(value.times[index] ?? 0))),
  };
};

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };
