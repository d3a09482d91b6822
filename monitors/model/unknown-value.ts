/** What may be said of a value that no schema has read. */

/** Lists among them. */
export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !Array.isArray(value);

/** A field of an object, or an item of a list, of its own; undefined of anything else. */
export const fieldOf = (value: unknown, key: PropertyKey): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** What a path of keys leads to. */
export const valueOn = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((each, key) => fieldOf(each, key), value);
