import { assertNever } from "../../model/assert-never";
import type { Input, Inputs, Known, Span } from "../../plan/evaluate";
import { countsOf } from "../../plan/share";
import { fallenFrom, multiplesOf, WEEKS, type Counted as SpanCounted, type Spans } from "../../plan/usual";
import { earlierBy, offsetIn } from "./clock";
import { newColumn, type Column, type Steps } from "./engine/column";
import { CURRENT } from "./engine/release";
import { newest } from "./engine/select";
import { movementSince, onSide, type Answer } from "./movement";
import type { Back, Counted, SqlQuestion } from "./sql-question";
import { BUSY, tallying, type At, type Tallied, type Tally } from "./sql-tally";

/**
 * What a rule's SQL would have answered, of what is counted by the minute. A window without a sample was not measured, and its
 * question has no answer; the tables themselves would give 0.
 */

/** What the question answered, where somebody has kept that: of an anomaly deviations, of a change per cent. */
export const ANSWER = "answer";

export const inputsOf = ({ gives }: SqlQuestion, asks: string): readonly Input[] => {
  const inputs = (unit: string, ...names: readonly string[]): readonly Input[] =>
    names.map((name) => ({ name, asks, unit }));
  switch (gives.of) {
    case "share":
      return inputs("rows", "bad", "all");
    case "amount":
      return inputs("rows", "value");
    case "silence":
      return inputs("rows", "expected", "seen");
    case "state":
      return inputs("answer", "value");
    default:
      return assertNever(gives);
  }
};

const PER_CENT = 100;

/** From the value of each minute to what is counted. */
export const feedsOf = ({ gives }: SqlQuestion): ((known: Known) => Inputs) | undefined => {
  switch (gives.of) {
    case "share":
      return (known) => countsOf(known, BUSY, gives.good ? "below" : "above");
    case "silence":
      // How many were expected in vain. Of a minute in which none were, something came.
      return ({ value }) => ({
        expected: value,
        seen: { ...value, values: value.values.map((each) => Number(each <= 0)) },
      });
    case "amount":
    case "state":
      return undefined;
    default:
      return assertNever(gives);
  }
};

/** Seconds of the past without which nothing is said. */
export const learnsOver = ({ made, window }: SqlQuestion): number => {
  switch (made.of) {
    case "itself":
      return 0;
    case "usual":
      // One more, for the hour by which clocks differ.
      return (WEEKS.least + 1) * made.back.step + window;
    case "earlier":
      return 2 * made.back.step + window;
    default:
      return assertNever(made);
  }
};

/** Of evaluations within the span. */
export const answersOver = (
  question: SqlQuestion,
  inputs: Inputs,
  span: Span,
): ((steps: Steps) => readonly Column[]) => {
  const known = inputs[ANSWER] ?? (question.gives.of === "state" ? inputs["value"] : undefined);
  if (known !== undefined) return (steps) => [newest({ labels: {}, ...known }, steps, CURRENT)];
  if (inputsOf(question, "").every(({ name }) => inputs[name] === undefined)) return () => [];
  const answerAt = answering(question, inputs, span);
  return (steps) => {
    const column = newColumn({}, steps.count);
    for (let step = 0; step < steps.count; step += 1) {
      const answer = answerAt(steps.from + step * steps.every);
      if (answer === undefined) continue;
      column.values[step] = answer;
      column.there[step] = 1;
    }
    return [column];
  };
};

const answering = (question: SqlQuestion, inputs: Inputs, span: Span): At<number> => {
  const { gives, made, window } = question;
  const tallied = tallying(gives, window, inputs, {
    from: span.from - (made.of === "itself" ? 0 : (made.back.times + 1) * made.back.step),
    to: span.to,
  });
  if (made.of === "itself") {
    return (at) => {
      const tally = tallied(1)(at);
      return tally === undefined ? undefined : (valueOf(gives, tally) ?? made.otherwise);
    };
  }
  const earlier = earlierSpans(made.back, firstOf(inputs), window, tallied);
  return (at) => {
    const present = tallied(1)(at);
    if (present === undefined) return undefined;
    if (made.of === "earlier") {
      const [then, now] = [earlier(at, 1)[0], answerOf(gives, present)];
      return movementSince(now, then === undefined ? undefined : answerOf(gives, then), made);
    }
    const spansOver = (times: number): Spans => ({
      present: countedIn(gives, tallied(times)(at)),
      earlier: earlier(at, times).map((tally) => countedIn(gives, tally)),
    });
    return onSide(made.side, fallenFrom(multiplesOf(window, made.judging.tellsOfFall), spansOver, made.judging));
  };
};

const answerOf = (gives: Counted, tally: Tally): Answer => ({ value: valueOf(gives, tally), events: tally.events });

/** Undefined where it holds too little to be compared. */
const countedIn = (gives: Counted, tally: Tally | undefined): SpanCounted | undefined =>
  tally === undefined || valueOf(gives, tally) === undefined
    ? undefined
    : { value: tally.amount, events: tally.events, squares: tally.squares };

const valueOf = (gives: Counted, { amount, events }: Tally): number | undefined => {
  switch (gives.of) {
    case "share":
      return events >= gives.least && events > 0 && amount >= gives.leastBad ? (PER_CENT * amount) / events : undefined;
    case "silence":
      return amount === 0 && events >= gives.least ? events : undefined;
    case "amount":
    case "state":
      return amount;
    default:
      return assertNever(gives);
  }
};

const firstOf = (inputs: Inputs): number =>
  Object.values(inputs).reduce((first, { times }) => Math.min(first, times[0] ?? first), Number.POSITIVE_INFINITY);

/** Those that lie within the record, the nearest first. */
const earlierSpans = (
  { times: many, step, clock }: Back,
  since: number,
  window: number,
  tallied: Tallied,
): ((at: number, times: number) => readonly Tally[]) => {
  const offset = offsetIn(clock);
  return (at, times) =>
    Array.from({ length: many }, (_, index) => earlierBy(offset, at, (index + 1) * step)).flatMap((until) =>
      until - times * window < since ? [] : (tallied(times)(until) ?? []),
    );
};
