import { maskWithin, treatmentOf } from "../mask-rules";
import { isRecord } from "./is-record";

/** What is longer is no message: a body that was thrown. */
const LONGEST = 4000;

/** Takes out of a text what may be about a person: in messages of errors and in addresses. */
export const mask = (text: string): string => maskWithin(text, LONGEST);

/** Vendors' events nest this far at most; what goes deeper, or in circles, is left. */
const DEEPEST = 8;

const walk = (value: unknown, depth: number): void => {
  if (!isRecord(value) || depth > DEEPEST) return;
  for (const key of Object.keys(value)) {
    const inner = value[key];
    const treatment = treatmentOf(key, inner);
    if (treatment === "drop") Reflect.deleteProperty(value, key);
    else if (treatment === "hide") value[key] = "[masked]";
    else if (typeof inner !== "string") walk(inner, depth + 1);
    else if (treatment === "mask") value[key] = mask(inner);
  }
};

/** Masks every text in an event, where it stands. */
export const scrub = <T>(event: T): T => {
  walk(event, 0);
  return event;
};
