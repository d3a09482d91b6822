import { z } from "zod";
import type { Json } from "../../monitors/declaration/json";
import { compareText } from "../../monitors/model/compare-text";

/**
 * Arguments as they mean: keys in order, JSON within text parsed, and queries as the words and signs they are made of, so that
 * spaces and line breaks are no change. Vendors' query languages share their lexis: quoted text, words and numbers, signs.
 *
 * @param words how a query is read. @default by its words and signs
 */
export const canonical = (value: Json, key = "", words = wordsOf): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => canonical(item, key, words));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([name, item]) => [name, canonical(item, name, words)]),
    );
  if (typeof value !== "string") return value;
  const data = parseData(value);
  if (data !== undefined) return canonical(data, key, words);
  return QUERY_KEYS.test(key) ? words(value) : value;
};

/** Fields that hold a query or an expression, at whatever vendor (`monitors/<vendor>/render.ts`). */
const QUERY_KEYS = /(query|expr|expression|rawSql|alarmRule|pattern|numerator|denominator)$/i;

/** Whatever `JSON.parse` gives. */
const json = z.custom<Json>(() => true);

const parseData = (text: string): Json | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const LEXEME = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[\p{L}\p{N}_.:@$]+|--[^\n]*|[^\s]/gu;

/** One space between all, SQL's comments left out. */
export const wordsOf = (query: string): string =>
  (query.match(LEXEME) ?? []).filter((lexeme) => !lexeme.startsWith("--") || lexeme === "--").join(" ");
