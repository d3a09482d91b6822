import type { Refusal } from "./vendor";

/** A text longer than a vendor takes. `field` and `limit` are in the words of the vendor. */
export const tooLong = (
  field: string,
  value: unknown,
  atMost: number,
  limit: string,
  remedy: string,
): readonly Refusal[] =>
  typeof value === "string" && value.length > atMost
    ? [{ what: `${field} has ${String(value.length)} characters`, rule: `${limit}: at most ${String(atMost)}`, remedy }]
    : [];
