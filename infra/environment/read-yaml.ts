import { isScalar, LineCounter, parseDocument, visit, type YAMLMap } from "yaml";

/** YAML that people write, in a time that grows with its length alone. */

/** What it holds, or in a few words why it cannot be read. */
export const parseYaml = (text: string): { readonly content: unknown } | { readonly why: string } => {
  const deep = deeplyNested(text);
  if (deep !== undefined) return { why: deep };
  const lineCounter = new LineCounter();
  // The parser holds each key against every one before it: of 40,000 that takes half a minute.
  const document = parseDocument(text, { uniqueKeys: false, lineCounter, prettyErrors: true });
  const [fault] = document.errors;
  if (fault !== undefined) return { why: wordFault(fault.message) };
  let twice: number | undefined;
  visit(document, {
    Map: (_, map) => {
      twice = secondOf(map);
      return twice === undefined ? undefined : visit.BREAK;
    },
  });
  if (twice !== undefined) {
    const { line, col } = lineCounter.linePos(twice);
    return { why: `Map keys must be unique at line ${line}, column ${col}` };
  }
  try {
    // A hundred aliases at most, multiplied: nine lines of ten would be a thousand million values.
    const content: unknown = document.toJS({ maxAliasCount: 100 }) ?? null;
    return { content };
  } catch (error) {
    const isBomb = error instanceof Error && error.message.startsWith("Excessive alias count");
    return { why: isBomb ? "its aliases multiply to more than a hundred" : "an alias points to no anchor" };
  }
};

/** No stack file comes near it. The parser's time grows with the square of the depth: of 200,000 brackets it takes minutes. */
const DEEPEST = 500;

/** By its brackets, quoted ones among them: a text with so many that are not closed is none that people write. */
const deeplyNested = (text: string): string | undefined => {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth <= DEEPEST) continue;
    const before = text.slice(0, index).split("\n");
    return `it is nested too deeply at line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  }
  return undefined;
};

const wordFault = (message: string): string => {
  const [line = ""] = message.split("\n");
  return line.replace(/:$/, "").replace("Maximum call stack size exceeded", "it is nested too deeply");
};

/** Where the first key stands that is there already. */
const secondOf = (map: YAMLMap): number | undefined => {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key.range?.[0] ?? 0;
    seen.add(key.value);
  }
  return undefined;
};
