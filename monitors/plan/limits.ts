import { withArticle } from "../model/list-words";
import { kindRow, type SignalKind } from "../model/signal-kind";
import type { Refusal } from "./refusal";

/** A text longer than a vendor takes. `field` and `limit` are in the words of the vendor. */
export const tooLong = (
  field: string,
  value: unknown,
  atMost: number,
  limit: string,
  remedy: string,
): readonly Refusal[] =>
  typeof value === "string" && value.length > atMost
    ? [{ what: `${field} has ${value.length} characters`, rule: `${limit}: at most ${atMost}`, remedy }]
    : [];

/** What a vendor's unit measures. */
const measuredIn = {
  ns: "duration",
  ms: "duration",
  score: "score",
  percent: "percentage",
  count: "count",
  bytes: "bytes",
  indicator: "none",
} as const;

/** A latency read from a score would compare 500 ms with 0.1 and never fire. */
export const refuseUnit = (kind: SignalKind, unit: keyof typeof measuredIn, what: string): Refusal | undefined =>
  kindRow(kind).dimension === measuredIn[unit]
    ? undefined
    : {
        what: `${what} comes in ${unit}, and cannot be ${withArticle(kind)}`,
        rule: `${withArticle(kind)} is a ${kindRow(kind).dimension}`,
        remedy: "change the kind, or read another attribute or metric",
      };
