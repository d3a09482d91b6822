/**
 * The words of a text in SQL, and its brackets as a tree. Postgres's own parser exists as a package of WebAssembly: it is loaded
 * asynchronously, and takes a tenth of a second from a plan that has less than one.
 */

export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "sign";
  /** Words in small letters, quoted names without their quotes. */
  readonly text: string;
}

/** What stands between two brackets. */
export interface Group {
  readonly kind: "group";
  readonly items: readonly Item[];
}

export type Item = Token | Group;

/**
 * A comment, a string, a quoted name, a word, a number or a sign: https://www.postgresql.org/docs/15/sql-syntax-lexical.html.
 * Grafana's macros begin with $__.
 */
const TOKEN =
  /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[^]*?\$\1\$|"(?:[^"]|"")*"|[A-Za-z_][\w$]*|\$__\w+|\d[\w.]*|::|\S/g;

const tokensOf = (text: string): readonly Token[] => (text.match(TOKEN) ?? []).flatMap(tokenOf);

const tokenOf = (text: string): readonly Token[] => {
  if (text.startsWith("--") || text.startsWith("/*")) return [];
  if (/^[A-Za-z_]|^\$__/.test(text)) return [{ kind: "word", text: text.toLowerCase() }];
  if (text.startsWith('"')) return [{ kind: "quoted", text: text.slice(1, -1).replaceAll('""', '"') }];
  if (text.startsWith("'") || (text.length > 1 && text.startsWith("$"))) return [{ kind: "string", text }];
  return [{ kind: /^\d/.test(text) ? "number" : "sign", text }];
};

/** A bracket that is never closed ends with the text; one that was never opened is left out. */
export const readSql = (text: string): readonly Item[] => {
  const top: Item[] = [];
  const open: Item[][] = [top];
  for (const token of tokensOf(text)) {
    const innermost = open.at(-1) ?? top;
    if (token.kind === "sign" && token.text === "(") {
      const items: Item[] = [];
      innermost.push({ kind: "group", items });
      open.push(items);
    } else if (token.kind === "sign" && token.text === ")") {
      if (open.length > 1) open.pop();
    } else innermost.push(token);
  }
  return top;
};

export const isWord = (item: Item | undefined, ...words: readonly string[]): boolean =>
  item?.kind === "word" && words.includes(item.text);

export const isSign = (item: Item | undefined, sign: string): boolean => item?.kind === "sign" && item.text === sign;

/** Cut where the test says, without what is there. */
export const splitItems = (items: readonly Item[], isCut: (item: Item) => boolean): readonly (readonly Item[])[] => {
  const parts: Item[][] = [[]];
  for (const item of items)
    if (isCut(item)) parts.push([]);
    else parts.at(-1)?.push(item);
  return parts;
};

/** A name that may be quoted, and may stand behind its schema: `orders`, `"orders"`, `monitoring.table_scans`; and where it ends. */
export const nameAt = (
  items: readonly Item[],
  at: number,
): { readonly name: string; readonly next: number } | undefined => {
  const first = items[at];
  if (first?.kind !== "word" && first?.kind !== "quoted") return undefined;
  const second = items[at + 2];
  if (!isSign(items[at + 1], ".") || (second?.kind !== "word" && second?.kind !== "quoted"))
    return { name: first.text, next: at + 1 };
  return { name: first.text === "public" ? second.text : `${first.text}.${second.text}`, next: at + 3 };
};
