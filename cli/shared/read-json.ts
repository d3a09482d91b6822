/** JSON that somebody else wrote. Two million empty lists are six megabytes of text, and a hundred of memory; a list in a list in a list ends the stack. */

const MOST_VALUES = 5_000_000;
const DEEPEST = 100;

/** What it holds, or in a few words why it cannot be read. */
export const parseJson = (text: string): { readonly content: unknown } | { readonly why: string } => {
  const why = jsonExcess(text);
  if (why !== undefined) return { why };
  try {
    return { content: JSON.parse(text) };
  } catch {
    return { why: "begins as JSON does, and is none" };
  }
};

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [LIST, OBJECT, LIST_END, OBJECT_END] = [0x5b, 0x7b, 0x5d, 0x7d];

/** Counted in the text, before any of it is built. */
export const jsonExcess = (text: string, most = MOST_VALUES): string | undefined => {
  let [depth, values] = [0, 1];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfText(text, at);
    else if (sign === COMMA || sign === COLON) values += 1;
    else if (sign === LIST || sign === OBJECT) {
      depth += 1;
      values += 1;
    } else if (sign === LIST_END || sign === OBJECT_END) depth -= 1;
    if (depth > DEEPEST) return `is nested more than ${DEEPEST} deep`;
    if (values > most) return `holds more than ${most.toLocaleString("en")} values`;
  }
  return undefined;
};

const endOfText = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
};
