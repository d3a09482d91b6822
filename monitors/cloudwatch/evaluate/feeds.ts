import type { Evaluator, Series } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import type { AlarmDeclaration } from "../declaration";
import { BEATS } from "../heartbeat";
import type { Term } from "./evaluated-terms";

const mapped = (series: Series, to: (value: number) => number): Series => ({
  ...series,
  values: series.values.map(to),
});

/** More than any alarm wants of what is expected in a window. */
const PLENTY = 1_000;

/** What alarms read that do not read the signal's own value: something that is, or fails to happen, while the value is above 0. */
export const feedsOf = ({ args }: AlarmDeclaration, terms: readonly Term[]): Evaluator["feeds"] => {
  // A check's status is 1 while all is well.
  if (textOf(args.namespace ?? "") === "AWS/Route53")
    return ({ value }) => ({ value: mapped(value, (each) => Number(each <= 0)) });
  // Beats are counted, and the level's number is a span.
  if (terms.some(({ id }) => id === BEATS)) return ({ value }) => ({ value });
  if (terms.some(({ id }) => id === "expected") && terms.some(({ id }) => id === "seen"))
    return ({ value }) => ({
      expected: mapped(value, () => PLENTY),
      seen: mapped(value, (each) => (each > 0 ? 0 : PLENTY)),
    });
  // What was spent on so many things: all of it on the first sort.
  if (terms.some(({ id }) => id === "spent1"))
    return ({ value }) =>
      Object.fromEntries(
        terms.map(({ id }) => {
          const first = id === "spent1" || id === "times1";
          return [id, mapped(value, (each) => (first ? (id === "spent1" ? each * PLENTY : PLENTY) : 0))];
        }),
      );
  return undefined;
};
