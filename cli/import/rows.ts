import { z } from "zod";
import type { Document } from "../shared/document";

/** Rows of somebody's file, each read by a schema, with every fault of any. */
export interface Read<T> {
  readonly rows: readonly T[];
  readonly faults: readonly string[];
}

/** No end of a text, no line end and no escape of a terminal. */
export const plainText = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(200, "is longer than 200 letters")
  .regex(/^[^\u0000-\u001f\u007f]*$/, "has a control character");

/** With its offset: a time of no zone would be another one in summer. */
export const moment = z.iso.datetime({
  offset: true,
  error: "is no time with an offset, such as 2026-02-16T10:00:00Z",
});

/** @param list where the records stand in JSON */
export const readRows = <T>(
  document: Document,
  columns: readonly string[],
  schema: z.ZodType<T>,
  list: (content: unknown) => readonly unknown[] | undefined = () => undefined,
): Read<T> => {
  if (document.form === "unreadable") return { rows: [], faults: document.faults };
  if (document.form === "json") {
    const items = list(document.content);
    if (items === undefined) return { rows: [], faults: ["is JSON of no known form"] };
    return readEach(
      items.map((value, index) => ({ place: `record ${index + 1}`, value })),
      schema,
      [],
    );
  }
  const missing = columns.filter((name) => !document.header.includes(name));
  if (missing.length > 0) return { rows: [], faults: missing.map((name) => `the header has no column ${name}`) };
  return readEach(
    document.rows.map(({ place, fields }) => ({ place, value: fields })),
    schema,
    document.faults,
  );
};

const readEach = <T>(
  items: readonly { readonly place: string; readonly value: unknown }[],
  schema: z.ZodType<T>,
  before: readonly string[],
): Read<T> => {
  const read = items.map(({ place, value }) => ({ place, result: schema.safeParse(value) }));
  const faults = read.flatMap(({ place, result }) =>
    result.success
      ? []
      : result.error.issues.map(({ path, message }) => `${place}: ${[...path.map(String), message].join(" ")}`),
  );
  const rows = read.flatMap(({ result }) => (result.success ? [result.data] : []));
  return { rows, faults: [...before, ...faults, ...(items.length === 0 ? ["has no rows"] : [])] };
};
