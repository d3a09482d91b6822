import { parseSearch, tokensOf, type Token } from "../../monitors/datadog/search";
import { everything, isRead, joined, joinedBy, negated, term, type Filter, type Unread } from "./filter";

/** A search of Datadog's (of logs, users' events, spans) as what it means; the grammar is `monitors/datadog/search.ts`'s. */
export const readSearch = (text: string): Filter | Unread => {
  if (text.trim() === "") return everything;
  if (parseSearch(text).fault !== undefined) return { unread: "it is no search of Datadog's grammar" };
  const tokens = tokensOf(text).filter(({ sort }) => sort !== "blank");
  const { filter } = readLevel(tokens, 0, "");
  return filter;
};

interface Reading {
  readonly filter: Filter | Unread;
  /** The token behind it. */
  readonly next: number;
}

/** Up to the bracket that closes it, or the end. `field:(a OR b)` is `field:a OR field:b`. */
const readLevel = (tokens: readonly Token[], from: number, field: string): Reading => {
  const operators = new Set<string>();
  const operands: Filter[] = [];
  let at = from;
  for (let token = tokens[at]; token !== undefined && token.sort !== "close"; token = tokens[at]) {
    if (operands.length > 0) operators.add(token.sort === "or" ? "or" : "and");
    if (token.sort === "or" || token.sort === "and") at += 1;
    const { filter, next } = readOperand(tokens, at, field);
    if (!isRead(filter)) return { filter, next };
    operands.push(filter);
    at = next;
  }
  return { filter: joinedBy(operators, operands), next: at + 1 };
};

const readOperand = (tokens: readonly Token[], at: number, field: string): Reading => {
  const token = tokens[at];
  if (token === undefined) return { filter: { unread: "it ends too early" }, next: at };
  if (token.sort === "not") {
    const { filter, next } = readOperand(tokens, at + 1, field);
    return { filter: isRead(filter) && token.text !== "+" ? negated(filter) : filter, next };
  }
  if (token.sort === "open") return readLevel(tokens, at + 1, `${field}${token.text.slice(0, -1)}`);
  return {
    filter: token.text === "*" && field === "" ? everything : term(wordTerm(`${field}${token.text}`)),
    next: at + 1,
  };
};

/** One word in quotes is the word. */
const wordTerm = (text: string): string => text.replace(/^([^"]*)"([\w.]+)"$/, "$1$2");

/** A filter as a search, in the order in which it was written. */
export const toSearch = (filter: Filter): string =>
  filter.is === "and" ? filter.of.map(toOperand).join(" ") : toOperand(filter);

const toOperand = (filter: Filter): string => {
  if (filter.is === "term") return `${filter.negated ? "-" : ""}${filter.text}`;
  return `(${filter.of.map(toOperand).join(filter.is === "and" ? " " : " OR ")})`;
};

/** Without those of its conditions that are `left`. */
export const without = (filter: Filter, left: (condition: Filter) => boolean): Filter =>
  joined(
    "and",
    (filter.is === "and" ? filter.of : [filter]).filter((condition) => !left(condition)),
  );
