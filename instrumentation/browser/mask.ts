/**
 * Takes out of a text what may be about a person. It knows shapes, not meaning: a name in a sentence stays, so free text is never sent
 * on purpose; this is for what gets in by accident, in messages of errors and in addresses.
 */

type Rule = readonly [RegExp, string];

const rules: readonly Rule[] = [
  // Queries and fragments of addresses: searches, tokens of sign-in links. The line and column of a stack's frame stay.
  [/((?:https?:\/)?\/[^\s?#"')]*)[?#][^\s"')]*?(?=(?::\d+){0,2}(?:[\s"')]|$))/g, "$1"],
  [/[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/g, "[email]"],
  // JSON Web Tokens begin with the base64 of {" ; other keys are long and have a digit. A UUID's dashes keep it.
  [/\beyJ[\w.-]+|\b(?=[a-z_]*\d)\w{32,}/gi, "[token]"],
  [/\b((?:token|secret|password|code|key)["']?[:=]\s*["']?)[^\s"'&,}]+/gi, "$1[token]"],
  // Telephones, cards, accounts: nine digits or more in groups. As a segment of a path it is an id.
  [/(?<![\w/.-])\+?\d(?:[ ().-]{0,2}\d){8,}(?![\w.])/g, "[number]"],
];

/** What is longer is no message: a body that was thrown. */
const LONGEST = 4000;

export const mask = (text: string): string =>
  rules.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text.slice(0, LONGEST));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Vendors' events nest this far at most; what goes deeper, or in circles, is left. */
const DEEPEST = 8;

const walk = (value: unknown, depth: number): void => {
  if (!isRecord(value) || depth > DEEPEST) return;
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (typeof inner === "string") value[key] = mask(inner);
    else walk(inner, depth + 1);
  }
};

/** Masks every text in an event, where it stands. */
export const scrub = <T>(event: T): T => {
  walk(event, 0);
  return event;
};
