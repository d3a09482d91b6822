import { isDeepStrictEqual } from "node:util";

/** Plain JSON, and the parts and changes of it. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Properties = Readonly<Record<string, Json>>;

/** The value at `compute.path`, or undefined where the path ends early. */
export const valueAt = (properties: Properties, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, key) => (isProperties(value) ? value[key] : undefined), properties);

export const changedProperties = (before: Properties, after: Properties): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !sameValue(before[key], after[key]));

export const sameValue = (one: Json | undefined, other: Json | undefined): boolean => isDeepStrictEqual(one, other);

/** Of JSON what is no list and no single value. */
export const isProperties = (value: Json | undefined): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);
