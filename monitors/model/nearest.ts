import { distance } from "fastest-levenshtein";

/** Nobody misspells a longer word, and the distance between two long texts takes long to find. */
const LONGEST = 64;

/**
 * What a misspelt word may have meant. Farther away than half of what was typed is another word, and of two that are as near either
 * may be meant.
 */
export const nearest = (word: string, names: readonly string[]): string | undefined => {
  if (word.length > LONGEST) return undefined;
  const [best, next] = names
    .map((name) => ({ name, by: distance(word, name) }))
    .filter(({ by }) => by <= word.length / 2)
    .toSorted((a, b) => a.by - b.by);
  return best?.by === next?.by ? undefined : best?.name;
};
