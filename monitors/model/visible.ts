/**
 * Characters that a reader does not see, or that change what he sees: controls, formats (direction, zero width, tags), separators
 * of lines, halves of a pair. Categories of the Unicode standard, section 4.5; "Trojan Source" (CVE-2021-42574) hides code by them.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** `\u202e`, and two of them beyond the first plane: so JavaScript and JSON write it, and it stays the same text there. */
const spell = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** Spelt out, each once. */
export const unseenIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(UNSEEN)].map(([character]) => spell(character))),
];

/** Text of others in one line that shows all of it. */
export const visible = (text: string): string => text.replaceAll(UNSEEN, spell);

/** What `styleText` writes for `paintFor`'s four sorts of text, and what ends them. */
const COLOUR = /(\u001b\[(?:1|2|22|31|33|39)m)/;

/**
 * What is about to be printed, with its own line ends and tabs, and with its own colours where it is painted. JSON stays the same
 * data: all that is spelt out stands within its texts.
 */
export const visibleLines = (text: string, painted = false): string =>
  (painted ? text.split(COLOUR) : [text])
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(UNSEEN, (each) => (/[\n\t]/.test(each) ? each : spell(each))),
    )
    .join("");
