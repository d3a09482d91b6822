import { z } from "zod";
import { isQuantity, type Dimension, type Quantity } from "../../model/quantity";

/**
 * The words of which forms are made. A form says at run time what a row's type says to the compiler, from the same tables.
 * Each message is what stands at its place when all is well, "one of P0, P1, P2, P3": `fault.ts` makes the sentence of it.
 */

export const text = z.string({ error: "a text" });

const isWhole = (value: string): boolean => !/\bundefined\b|\[object Object\]/.test(value);

/** Searches, names and paths of a source, made of names of the model's tables: an unknown one reads "undefined" in them. */
export const search = z.custom<string>((value) => typeof value === "string" && isWhole(value), {
  error: "a text of names that are there: a misspelt one reads undefined",
});

export const startingWith = <Start extends string>(start: Start) =>
  z.custom<`${Start}${string}`>((value) => typeof value === "string" && value.startsWith(start) && isWhole(value), {
    error: `a text that begins with ${start}, of names that are there`,
  });

export const oneOf = <const Name extends string | number>(names: readonly Name[]) =>
  z.custom<Name>((value) => names.some((name) => name === value), {
    error: names.length === 1 ? JSON.stringify(names[0]) : `one of ${names.join(", ")}`,
    params: { names },
  });

/** A name of a table's row. */
export const rowOf = <Table extends object>(table: Table) =>
  z.custom<keyof Table & string>((value) => typeof value === "string" && Object.hasOwn(table, value), {
    error: `one of ${Object.keys(table).join(", ")}`,
    params: { names: Object.keys(table) },
  });

const spellings: Readonly<Record<Dimension, string>> = {
  duration: "a duration, such as milliseconds(500), seconds(30), minutes(5) or days(7)",
  percentage: "a percentage, such as percent(5)",
  count: "a count, such as count(20)",
  score: "a score, such as score(0.1)",
  bytes: "a number of bytes, such as bytes(1024)",
  rate: "a rate, such as perMinute(10)",
  deviations: "a number of deviations, such as deviations(3)",
};

/** @param why it is of this dimension, where the row decides that */
export const quantity = <D extends Dimension>(dimension: D, why?: string) =>
  z.custom<Quantity<D>>((value) => isQuantity(value, dimension), {
    error: why === undefined ? spellings[dimension] : `${spellings[dimension]}: ${why}`,
  });

/** Whatever: its own form looks at it. */
export const anything = z.unknown();

/** An object with keys of the row's own. */
export const table = <Value extends z.core.$ZodType>(value: Value) =>
  z.record(z.string(), value, { error: "an object with a row for each key" });

export const listOf = <Item extends z.core.$ZodType>(item: Item) =>
  z.tuple([item], item, { error: "a list with something in it" });

/** An object of these keys and no others. @param whose "of the kind latency" */
export const shape = <Fields extends z.core.$ZodShape>(fields: Fields, whose = "here") => {
  const names = Object.keys(fields);
  const unknownKey = z.custom(() => false, {
    error: `the keys ${whose} are ${names.join(", ")}`,
    params: { names, unknown: true },
  });
  const strict = z.strictObject(fields, { error: `an object with ${names.join(", ")}` });
  // In the place of zod's own, which does not say what a key may have meant.
  return strict.clone({ ...strict.def, catchall: unknownKey });
};
