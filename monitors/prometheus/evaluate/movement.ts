import type { Side } from "../../model/signal-kind";

/** What the SQL of a change calculates (`sql.ts`): a test holds the two together on Postgres. */

/** What one span came to. */
export interface Answer {
  /** Undefined where nothing can be said of it: too few events. */
  readonly value: number | undefined;
  readonly events: number;
}

/** Per cent of what it was, on the bad side. */
export const movementSince = (
  present: Answer,
  earlier: Answer | undefined,
  { side, least }: { readonly side: Side; readonly least: number },
): number => {
  if (present.value === undefined || earlier?.value === undefined || earlier.value === 0 || earlier.events < least)
    return 0;
  return (100 * onSide(side, earlier.value - present.value)) / earlier.value;
};

/** @param fallen above 0 where it is less than it was */
export const onSide = (side: Side, fallen: number): number => {
  if (side === "both") return Math.abs(fallen);
  return side === "below" ? fallen : -fallen;
};
