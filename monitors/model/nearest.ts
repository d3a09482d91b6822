import { distance } from "fastest-levenshtein";

/** No name is longer, and the distance between two long texts takes long to find. */
const LONGEST = 200;

/** What a misspelt word may have meant, the nearest first. Farther away than half of what was typed is another word. */
export const nearestFirst = (word: string, names: Iterable<string>): readonly string[] =>
  byDistance(word, names).map(({ name }) => name);

/** The one that a misspelt word may have meant; of two that are as near either may be meant, and so none is. */
export const nearest = (word: string, names: readonly string[]): string | undefined => {
  const [best, next] = byDistance(word, names);
  return best?.by === next?.by ? undefined : best?.name;
};

const byDistance = (word: string, names: Iterable<string>): readonly { readonly name: string; readonly by: number }[] =>
  [...new Set(word.length > LONGEST ? [] : names)]
    .map((name) => ({ name, by: distance(word, name) }))
    .filter(({ by }) => by <= word.length / 2)
    .toSorted((a, b) => a.by - b.by);
