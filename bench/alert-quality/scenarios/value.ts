import { breach, quiet, type Scenario } from "../scenario";

/** Of latencies, utilisations and scores. */

const day = { nature: "value", lasts: 24 * 60, starts: [0, 0] } as const;
const awake = { nature: "value", lasts: 150, starts: [9, 20] } as const;

export const valueScenarios: readonly Scenario[] = [
  { ...day, name: "value: an ordinary day and night", episodes: [] },
  { ...day, name: "value: a Saturday", day: "saturday", episodes: [] },
  { ...day, name: "value: a noisy day", noise: 2.5, episodes: [] },
  {
    ...day,
    name: "value: a sale",
    lasts: 360,
    starts: [9, 12],
    traffic: { usual: 4 },
    worseThanUsual: 0.25,
    episodes: [],
  },
  { ...awake, name: "value: three times the number", episodes: [breach(60, 45, { times: 3 })] },
  { ...awake, name: "value: twice the number", episodes: [breach(60, 45, { times: 2 })] },
  { ...awake, name: "value: 1.3 times the number", episodes: [breach(60, 60, { times: 1.3 })] },
  {
    ...awake,
    name: "value: a deployment makes it worse and is taken back",
    episodes: [breach(60, 30, { times: 1.6 }, 2)],
  },
  {
    ...awake,
    name: "value: a slow leak",
    lasts: 420,
    starts: [8, 14],
    episodes: [breach(60, 330, { times: 1.6 }, 300)],
  },
  {
    ...awake,
    name: "value: four minutes bad of every six, for an hour",
    episodes: [0, 6, 12, 18, 24, 30, 36, 42, 48, 54].map((later) => breach(60 + later, 4, { times: 2.5 })),
  },
  {
    ...awake,
    name: "value: twice the number while data come 90 s later",
    late: 90,
    episodes: [breach(60, 45, { times: 2 })],
  },
  { ...awake, name: "value: twice the number at night", starts: [1, 3], episodes: [breach(60, 45, { times: 2 })] },
  { ...awake, name: "value: a minute at twice the number", episodes: [quiet(60, 1, { times: 2 })] },
  { ...awake, name: "value: ten seconds at five times the number", episodes: [quiet(60, 1 / 6, { times: 5 })] },
  { ...awake, name: "value: 0.7 of the way for two hours", lasts: 240, episodes: [quiet(60, 120, { times: 0.7 })] },
  {
    ...awake,
    name: "value: between warning and critical for an hour",
    level: "critical",
    episodes: [quiet(60, 60, { between: true })],
  },
  { ...awake, name: "value: twenty minutes without data", gap: { at: 60, lasts: 20 }, episodes: [] },
];
