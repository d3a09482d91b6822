import type { GeneratorValue } from "fast-check";
import { mostly, pick, shuffled, type Meaning } from "./made";

interface Spelt {
  readonly text: string;
  readonly means: Meaning;
}

export interface Language {
  readonly terms: readonly string[];
  readonly not: (text: string) => string;
  readonly and: string;
  /** Undefined where the language has no OR. */
  readonly or: ((texts: readonly string[]) => string) | undefined;
}

const one = (g: GeneratorValue, { terms, not }: Language): Spelt => {
  const term = pick(g, ...terms);
  return pick(g, true, true, false)
    ? { text: term, means: (holds) => holds(term) }
    : { text: not(term), means: (holds) => !holds(term) };
};

const part = (g: GeneratorValue, language: Language): Spelt => {
  if (language.or === undefined || pick(g, true, true, false)) return one(g, language);
  const [a, b] = [one(g, language), one(g, language)];
  return { text: language.or([a.text, b.text]), means: (holds) => a.means(holds) || b.means(holds) };
};

/** What it says of the environment: that it is this one, or something else. */
const environmentOf = (g: GeneratorValue, now: string, language: Language): readonly Spelt[] => {
  const plain = (name: string): Spelt => ({ text: `env:${name}`, means: (holds) => holds(`env:${name}`) });
  const beside = one(g, language);
  return mostly(
    g,
    [plain(now)],
    [plain("dev")],
    [],
    [{ text: language.not(`env:${now}`), means: (holds) => !holds(`env:${now}`) }],
    language.or === undefined
      ? [plain("staging")]
      : [
          {
            text: language.or([`env:${now}`, beside.text]),
            means: (holds) => holds(`env:${now}`) || beside.means(holds),
          },
        ],
  );
};

export const filterOf = (g: GeneratorValue, now: string, language: Language): Spelt => {
  const parts = [
    ...environmentOf(g, now, language),
    ...Array.from({ length: pick(g, 0, 1, 2, 3) }, () => part(g, language)),
  ];
  const inOrder = shuffled(g, parts);
  return {
    text: inOrder.map(({ text }) => text).join(language.and),
    means: (holds) => parts.every(({ means }) => means(holds)),
  };
};
