import { conditionsOf, everything, isRead, joined, joinedBy, negated, term, type Filter, type Unread } from "./filter";

/**
 * The scope of a metric's query, `{…}`. It is written with signs (`a,!b`) or with words (`a AND NOT b`, `key IN (x, y)`), and a query
 * that mixes the two is invalid.
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/
 */
export const readScope = (text: string): Filter | Unread => {
  if (text.includes("$")) return { unread: "it has a template variable" };
  const tokens = text.match(/[(),!]|[^\s(),!]+/g) ?? [];
  const inWords = tokens.some((token) => token === "(" || isWord(token));
  return inWords ? readWords(tokens) : readSigns(text);
};

const WORDS = ["and", "or", "not", "in"];

const isWord = (token: string): boolean => WORDS.includes(token.toLowerCase());

const readSigns = (text: string): Filter =>
  joined(
    "and",
    text
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== "*" && tag !== "")
      .map((tag) => (tag.startsWith("!") ? negated(term(tag.slice(1).trim())) : term(tag))),
  );

const MIXED: Unread = { unread: "it mixes signs with AND, OR and NOT, which Datadog refuses" };

interface Reading {
  readonly filter: Filter | Unread;
  readonly next: number;
}

const readWords = (tokens: readonly string[]): Filter | Unread => {
  const { filter, next } = readLevel(tokens, 0);
  return isRead(filter) && next < tokens.length ? MIXED : filter;
};

const readLevel = (tokens: readonly string[], from: number): Reading => {
  const operators = new Set<string>();
  const operands: Filter[] = [];
  let at = from;
  for (;;) {
    const { filter, next } = readOperand(tokens, at);
    if (!isRead(filter)) return { filter, next };
    operands.push(filter);
    const operator = tokens[next]?.toLowerCase();
    if (operator !== "and" && operator !== "or") return { filter: joinedBy(operators, operands), next };
    operators.add(operator);
    at = next + 1;
  }
};

const readOperand = (tokens: readonly string[], at: number): Reading => {
  const token = tokens[at];
  if (token === undefined) return { filter: { unread: "it ends too early" }, next: at };
  if (token.toLowerCase() === "not") {
    const { filter, next } = readOperand(tokens, at + 1);
    return { filter: isRead(filter) ? negated(filter) : filter, next };
  }
  if (token === "(") {
    const { filter, next } = readLevel(tokens, at + 1);
    return isRead(filter) && tokens[next] !== ")" ? { filter: MIXED, next } : { filter, next: next + 1 };
  }
  if (isWord(token) || /[(),!]/.test(token)) return { filter: MIXED, next: at };
  return readTag(tokens, at, token);
};

/** `key:value`, `key IN (a, b)`, `key NOT IN (a, b)`. */
const readTag = (tokens: readonly string[], at: number, tag: string): Reading => {
  const not = tokens[at + 1]?.toLowerCase() === "not";
  const list = at + (not ? 2 : 1);
  if (tokens[list]?.toLowerCase() !== "in") return { filter: tag === "*" ? everything : term(tag), next: at + 1 };
  const end = tokens.indexOf(")", list);
  if (tokens[list + 1] !== "(" || end < 0) return { filter: MIXED, next: at };
  const values = tokens.slice(list + 2, end).filter((token) => token !== ",");
  const any = joined(
    "or",
    values.map((value) => term(`${tag}:${value}`)),
  );
  return { filter: not ? negated(any) : any, next: end + 1 };
};

/** A filter in signs, which can stand beside `env:prod`; undefined where it takes words. */
export const toScope = (filter: Filter): string | undefined => {
  const tags = conditionsOf(filter).map((condition) =>
    condition.is === "term" ? `${condition.negated ? "!" : ""}${condition.text}` : undefined,
  );
  return tags.every((tag) => tag !== undefined) ? tags.join(",") : undefined;
};
