import { bytes, isQuantity, percent } from "../monitors/model/quantity";
import { isObject, valueOn } from "../monitors/model/unknown-value";

/** Rows made wrong, one place at a time: what a person mistypes and no compiler is there to refuse. */
export interface WrongRow {
  /** `warning.at` */
  readonly path: string;
  readonly how: "deleted" | "misspelt" | "of a wrong type" | "of a wrong unit";
  readonly row: unknown;
}

export type Path = readonly string[];

/** Every way in which a key of an object, or of an object in it, can be wrong. */
export const wrongRows = (row: unknown): readonly WrongRow[] => pathsOf(row).flatMap((path) => wrongAt(row, path));

/** Paths of all keys. A quantity is one value, however it is kept. */
export const pathsOf = (value: unknown): readonly Path[] =>
  !isObject(value) || isQuantity(value)
    ? []
    : Object.entries(value).flatMap(([key, each]): readonly Path[] => [
        [key],
        ...pathsOf(each).map((path) => [key, ...path]),
      ]);

export const valueAt = (value: unknown, path: string): unknown => valueOn(value, path.split("."));

const wrongAt = (row: unknown, path: Path): readonly WrongRow[] => {
  const value = valueOn(row, path);
  const name = path.join(".");
  const changed = (how: WrongRow["how"], key: string | undefined, to: unknown, at = name): WrongRow => ({
    path: at,
    how,
    row: edited(row, path, key, to),
  });
  const own = path.at(-1) ?? "";
  // An item of a list has no name, and a list without it is another list.
  const named = /^\d+$/.test(own) ? [] : [changed("deleted", undefined, value), changed("misspelt", `${own}x`, value)];
  const unit = isQuantity(value, "bytes") ? percent(5) : bytes(5);
  return [
    ...named,
    ...[7.5, undefined, [], ""].filter((to) => !isAlike(to, value)).map((to) => changed("of a wrong type", own, to)),
    ...(isQuantity(value) ? [changed("of a wrong unit", own, unit)] : []),
  ];
};

/** A text for a text is another matter, and so is an object for an object. */
const isAlike = (one: unknown, other: unknown): boolean =>
  typeof one === typeof other && Array.isArray(one) === Array.isArray(other) && (one === null) === (other === null);

/** The row with the key at the end of a path gone, or under another name, or of another value. */
export const edited = (value: unknown, [first, ...rest]: Path, key: string | undefined, to: unknown): unknown => {
  if (!isObject(value) || first === undefined) return value;
  if (Array.isArray(value))
    return value.map((each: unknown, index): unknown =>
      String(index) !== first ? each : rest.length === 0 ? to : edited(each, rest, key, to),
    );
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]): readonly (readonly [string, unknown])[] => {
      if (name !== first) return [[name, each]];
      if (rest.length > 0) return [[name, edited(each, rest, key, to)]];
      return key === undefined ? [] : [[key, to]];
    }),
  );
};
