/**
 * Nothing that plans runs the compiler, so a name that no table has reaches the functions which make rows. They hand it on; the
 * row's form (`plan/form`) then says which one it is, beside whatever else is wrong.
 */

/** The row of a table. */
export const lookUp = <Row>(table: Readonly<Record<string, Row>>, name: string): Row | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** A name within a longer text. One that is unknown reads "undefined", which no source's text may hold. */
export const known = (names: readonly string[], name: string): string => String(names.find((each) => each === name));
