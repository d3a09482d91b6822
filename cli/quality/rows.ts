import type { z } from "zod";
import { cutShort } from "../shared/shown";

export interface Read<T> {
  readonly rows: readonly T[];
  /** Every fault of the file, each a line. */
  readonly faults: readonly string[];
}

/** One record of a file, and where it stands in it. */
export interface Item {
  readonly place: string;
  readonly value: unknown;
}

/** Reads each item, and collects what is wrong with any; the same id twice is. */
export const readItems = <T>(
  items: readonly Item[],
  schema: z.ZodType<T>,
  idOf: (row: T) => string | undefined,
): Read<T> => {
  const rows: T[] = [];
  const faults: string[] = [];
  const places = new Map<string, string>();
  for (const { place, value } of items) {
    const read = schema.safeParse(value);
    if (!read.success) {
      faults.push(
        ...read.error.issues.map(({ path, message }) => [`${place}:`, ...path.map(String), message].join(" ")),
      );
      continue;
    }
    const id = idOf(read.data);
    const before = id === undefined ? undefined : places.get(id);
    if (id !== undefined && before !== undefined) faults.push(`${place}: ${cutShort(id)} is there already, ${before}`);
    if (id !== undefined) places.set(id, before ?? place);
    rows.push(read.data);
  }
  return { rows, faults };
};
