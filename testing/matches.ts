import { parseSearch } from "../monitors/datadog/search";
import { valueOn } from "../monitors/model/unknown-value";

/**
 * Whether a record would be found by a search of Datadog's, for the syntax that the catalogue uses: terms with a field, `*`, ranges,
 * a field with a bracket, AND by standing beside, OR, and a minus. A stand-in for Datadog's own; what does not parse by its grammar throws.
 */
export const matches = (search: string, record: Readonly<Record<string, unknown>>): boolean => {
  const { fault } = parseSearch(search);
  if (fault !== undefined) throw new Error(`${search} is no search from ${fault} on`);
  const tokens = search.match(/-?(?:@?[\w.]+:)?\(|\)|\bOR\b|-?@?[\w.]+:\[[^\]]+\]|\[[^\]]+\]|[^\s()]+/g) ?? [];
  let at = 0;
  const any = (field: string | undefined): boolean => {
    let found = all(field);
    while (tokens[at] === "OR") {
      at += 1;
      found = all(field) || found;
    }
    return found;
  };
  const all = (field: string | undefined): boolean => {
    let found = true;
    while (at < tokens.length && tokens[at] !== "OR" && tokens[at] !== ")") found = one(field) && found;
    return found;
  };
  const one = (outer: string | undefined): boolean => {
    const token = tokens[at] ?? "";
    at += 1;
    const negated = token.startsWith("-");
    const plain = negated ? token.slice(1) : token;
    const colon = plain.indexOf(":");
    const field = colon === -1 ? outer : plain.slice(0, colon);
    const wanted = plain.slice(colon + 1);
    if (wanted !== "(") return holds(valueAt(record, field), wanted) !== negated;
    const found = any(field);
    at += 1;
    return found !== negated;
  };
  return any(undefined);
};

/** `@evt.name` is an attribute, however it is nested; `env` is a tag, which stands at the top. */
const valueAt = (record: Readonly<Record<string, unknown>>, field = ""): unknown => {
  const path = field.replace(/^@/, "");
  if (Object.hasOwn(record, path)) return record[path];
  return valueOn(record, path.split("."));
};

const holds = (value: unknown, wanted: string): boolean => {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const [, from, to] = /^\[(\S+) TO (\S+)\]$/.exec(wanted) ?? [];
  if (from !== undefined) return Number(value) >= Number(from) && Number(value) <= Number(to);
  const pattern = wanted.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join(".*")}$`).test(String(value));
};
