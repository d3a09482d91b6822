const LONGEST = 60;

/** Of no name here, and of no time or number. */
const LONG_WORD = /[^\s.,;:()]{20,}/g;
const BEGINNING = 8;

/** What a field of somebody's file holds, to find it by and no more: a long word with digits or capitals in it may be a key. */
export const cutShort = (text: string): string => {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replaceAll(LONG_WORD, (word) => (/[A-Z0-9]/.test(word) ? `${word.slice(0, BEGINNING)}…` : word));
};

/** The same in quotes. */
export const shown = (text: string): string => JSON.stringify(cutShort(text));
