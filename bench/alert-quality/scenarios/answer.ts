import { breach, quiet, type Scenario } from "../scenario";

/** Of what is asked from several places: health routes, names, certificates' hosts. */

const day = { nature: "answer", lasts: 24 * 60, starts: [0, 0] } as const;
const awake = { nature: "answer", lasts: 90, starts: [0, 22] } as const;

export const answerScenarios: readonly Scenario[] = [
  { ...day, name: "answer: an ordinary day, packets lost as usual", episodes: [] },
  { ...day, name: "answer: a day of a bad network", noise: 4, episodes: [] },
  { ...awake, name: "answer: none for twenty minutes", episodes: [breach(30, 20, { places: 3 })] },
  { ...awake, name: "answer: none for two hours", lasts: 240, episodes: [breach(60, 120, { places: 3 })] },
  { ...awake, name: "answer: none for eight minutes", episodes: [breach(30, 8, { places: 3 })] },
  { ...awake, name: "answer: none to two places of three", episodes: [breach(30, 20, { places: 2 })] },
  {
    ...awake,
    name: "answer: three minutes without, one with, for forty minutes",
    episodes: [0, 4, 8, 12, 16, 20, 24, 28, 32, 36].map((later) => breach(30 + later, 3, { places: 3 })),
  },
  { ...awake, name: "answer: none to one place for half an hour", episodes: [quiet(30, 30, { places: 1 })] },
  { ...awake, name: "answer: none for fifteen seconds", episodes: [quiet(30, 0.25, { places: 3 })] },
  {
    ...awake,
    name: "answer: none for ten seconds, six times in an hour",
    episodes: [0, 10, 20, 30, 40, 50].map((later) => quiet(20 + later, 1 / 6, { places: 3 })),
  },
];
