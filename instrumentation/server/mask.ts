import { assertNever } from "../../monitors/model/assert-never";
import { maskWithin, treatmentOf } from "../mask-rules";

/** Longer texts are cut: nobody reads them. */
export const LONGEST = 500;

/**
 * Takes what may name a person out of free text before it leaves. A sieve and no proof: fields with a form of their own (a reason,
 * a route, a hash) are not free text and never need it.
 * @example maskText("from someone@shop.test") // "from [email]"
 */
export const maskText = (text: string): string => maskWithin(text, LONGEST);

/** As deep as an event of Sentry goes; what lies deeper is dropped. */
const DEEPEST = 10;

const maskField = (name: string, value: unknown, depth: number): readonly (readonly [string, unknown])[] => {
  const treatment = treatmentOf(name, value);
  switch (treatment) {
    case "drop":
      return [];
    case "hide":
      return [[name, "[masked]"]];
    case "keep":
      return [[name, value]];
    case "mask":
      return [[name, maskValue(value, depth)]];
    default:
      return assertNever(treatment);
  }
};

/** Every text of a value, masked: for `beforeSend` of Sentry's SDK. What is no plain data is left out. */
export const maskValue = (value: unknown, depth = 0): unknown => {
  if (typeof value === "string") return maskText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "[deep]";
  if (Array.isArray(value)) return value.map((each: unknown) => maskValue(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]: readonly [string, unknown]) => maskField(name, each, depth + 1)),
  );
};
