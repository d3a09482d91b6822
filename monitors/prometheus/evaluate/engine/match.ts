import { assertNever } from "../../../model/assert-never";
import { labelOf, type Labels, type Samples } from "./column";
import type { Select } from "./evaluate";
import type { Matcher, Selector } from "./expression";
import { patternOf } from "./pattern";
import type { Release } from "./release";

/** The series that a selector finds among these. */
export const selectFrom = (series: readonly Samples[], release: Release): Select => {
  const found = new Map<string, readonly Samples[]>();
  return (selector) => {
    const known = found.get(selector.text);
    if (known !== undefined) return known;
    const fits = selector.matchers.map((matcher) => fitting(matcher, release));
    const fitted = series.filter(({ labels }) => fits.every((fit) => fit(labels)));
    found.set(selector.text, fitted);
    return fitted;
  };
};

/** Whether a selector may find a series of this name, whatever its other labels are. */
export const mayFind = ({ matchers }: Selector, name: string, release: Release): boolean =>
  matchers
    .filter(({ label }) => label === "__name__")
    .every((matcher) => fitting(matcher, release)({ __name__: name }));

const fitting = ({ label, operator, value }: Matcher, release: Release): ((labels: Labels) => boolean) => {
  switch (operator) {
    case "=":
      return (labels) => labelOf(labels, label) === value;
    case "!=":
      return (labels) => labelOf(labels, label) !== value;
    case "=~":
    case "!~": {
      const pattern = patternOf(value, release);
      if (pattern === undefined) throw new Error(`no pattern: ${value}`);
      return (labels) => pattern.test(labelOf(labels, label)) === (operator === "=~");
    }
    default:
      return assertNever(operator);
  }
};
