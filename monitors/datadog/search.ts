/**
 * Datadog's search syntax, as Datadog publishes it for Vector: a text is searched with terms, attributes, ranges, brackets and
 * AND, OR, NOT. It tells what does not parse; that an attribute or a value exists, nobody can tell offline. Beside that grammar
 * stand `CIDR(…)` and `*:term`, which the logs' own page documents and Vector does not have.
 * @see https://github.com/vectordotdev/vrl/blob/main/src/datadog/search/grammar.pest
 * @see https://docs.datadoghq.com/logs/explorer/search_syntax/
 */

export interface ParsedSearch {
  /** The text from which on it is no search; undefined where all of it is. */
  readonly fault: string | undefined;
  /** An OR outside brackets, which would also match what stands beside the search: `env:prod a OR b` is b of any environment. */
  readonly widens: boolean;
}

const START = String.raw`(?:\\.|[^\s"()[\]{}+\-!:~^?*\\><=])`;
const TERM = String.raw`${START}(?:${START}|[-+=])*`;
const GLOB = String.raw`(?:${START}|[*?])(?:${START}|[-+=*?])*`;
const PHRASE = String.raw`"(?:\\.|[^"\\])*"`;
const RANGE = String.raw`[[{]\s*[^\s\]}]+\s+TO\s+[^\s\]}]+\s*[\]}]`;
const COMPARISON = String.raw`(?:>=|<=|>|<)-?${TERM}`;
const FIELD = String.raw`(?:${TERM}|\*):`;
const END = String.raw`(?=[\s)]|$)`;

/** In this order: `AND` would pass for a term. */
const tokens = [
  { sort: "blank", pattern: /\s+/y },
  { sort: "or", pattern: new RegExp(`(?:OR|\\|\\|)${END}`, "y") },
  { sort: "and", pattern: new RegExp(`(?:AND|&&)${END}`, "y") },
  { sort: "not", pattern: /NOT(?=[\s(])|[-+]/y },
  { sort: "term", pattern: new RegExp(`CIDR\\(@${TERM}(?:,\\s*[0-9a-fA-F.:]+/\\d+)+\\)`, "y") },
  { sort: "open", pattern: new RegExp(`(?:${FIELD})?\\(`, "y") },
  { sort: "close", pattern: /\)/y },
  { sort: "term", pattern: new RegExp(`(?:${FIELD})?(?:${PHRASE}|${RANGE}|${COMPARISON}|${GLOB})${END}`, "y") },
] as const;

type Sort = (typeof tokens)[number]["sort"];

export interface Token {
  readonly sort: Sort;
  readonly text: string;
}

/** The tokens of a search, up to the first text that is none. */
export const tokensOf = (text: string): readonly Token[] => {
  const found: Token[] = [];
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    if (token === undefined) return found;
    found.push({ sort: token.sort, text: text.slice(at, at + token.length) });
    at += token.length;
  }
  return found;
};

const tokenAt = (text: string, at: number): { readonly sort: Sort; readonly length: number } | undefined => {
  for (const { sort, pattern } of tokens) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { sort, length: found.length };
  }
  return undefined;
};

export const parseSearch = (text: string): ParsedSearch => {
  let depth = 0;
  // Whether a whole term stands just before: then it may be joined, closed or ended.
  let whole = false;
  let widens = false;
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    if (token === undefined || !fits(token.sort, whole, depth)) return { fault: text.slice(at), widens };
    if (token.sort === "open") depth += 1;
    if (token.sort === "close") depth -= 1;
    if (token.sort === "or" && depth === 0) widens = true;
    if (token.sort !== "blank") whole = token.sort === "term" || token.sort === "close";
    at += token.length;
  }
  return { fault: whole && depth === 0 ? undefined : "its end", widens };
};

const fits = (sort: Sort, whole: boolean, depth: number): boolean =>
  sort === "or" || sort === "and" ? whole : sort !== "close" || (whole && depth > 0);
