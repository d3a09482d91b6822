import { breach, quiet, type Scenario } from "../scenario";

/** Of events that are counted, of those of which one is too many, of silence and of beats. */

const count = { nature: "count", lasts: 300, starts: [6, 18] } as const;
const happening = { nature: "happening", lasts: 12 * 60, starts: [0, 12] } as const;
const silence = { nature: "silence", lasts: 180, starts: [9, 20] } as const;
const beat = { nature: "beat", lasts: 180, starts: [0, 20] } as const;

export const eventScenarios: readonly Scenario[] = [
  { ...count, name: "count: an ordinary day and night", lasts: 24 * 60, starts: [0, 0], episodes: [] },
  { ...count, name: "count: a Saturday", lasts: 24 * 60, starts: [0, 0], day: "saturday", episodes: [] },
  { ...count, name: "count: a noisy day", lasts: 24 * 60, starts: [0, 0], noise: 2, episodes: [] },
  { ...count, name: "count: ten times the number", episodes: [breach(90, 60, { times: 10 })] },
  { ...count, name: "count: three times the number", episodes: [breach(90, 90, { times: 3 })] },
  { ...count, name: "count: 1.6 times the number", episodes: [breach(90, 120, { times: 1.6 })] },
  {
    ...count,
    name: "count: a slow rise",
    lasts: 480,
    starts: [6, 14],
    episodes: [breach(60, 360, { times: 2.5 }, 300)],
  },
  {
    ...count,
    name: "count: three times the number while data come 90 s later",
    late: 90,
    episodes: [breach(90, 90, { times: 3 })],
  },
  { ...count, name: "count: a minute at 1.2 times the number", episodes: [quiet(90, 1, { times: 1.2 })] },
  { ...count, name: "count: 0.4 of the number for two hours", episodes: [quiet(90, 120, { times: 0.4 })] },
  {
    ...count,
    name: "count: between warning and critical for two hours",
    level: "critical",
    episodes: [quiet(90, 120, { between: true })],
  },
  { ...happening, name: "happening: nothing does", episodes: [] },
  { ...happening, name: "happening: once", episodes: [breach(240, 0, { once: true })] },
  { ...happening, name: "happening: once, told 90 s later", late: 90, episodes: [breach(240, 0, { once: true })] },
  {
    ...happening,
    name: "happening: three times within ten minutes",
    episodes: [0, 4, 9].map((later) => breach(240 + later, 0, { once: true })),
  },
  { ...silence, name: "silence: an ordinary day and night", lasts: 24 * 60, starts: [0, 0], episodes: [] },
  { ...silence, name: "silence: a Saturday", lasts: 24 * 60, starts: [0, 0], day: "saturday", episodes: [] },
  { ...silence, name: "silence: nothing follows", episodes: [breach(60, 60, { factor: 0 })] },
  {
    ...silence,
    name: "silence: nothing follows on a slow day",
    traffic: { usual: 0.4 },
    episodes: [breach(60, 90, { factor: 0 })],
  },
  { ...silence, name: "silence: nothing for eight minutes", episodes: [quiet(60, 8, { factor: 0 })] },
  { ...silence, name: "silence: three tenths of what is usual", episodes: [quiet(60, 60, { factor: 0.3 })] },
  {
    ...silence,
    name: "silence: a night in which hardly anybody tries",
    starts: [1, 3],
    traffic: { minimum: 0.2 },
    episodes: [],
  },
  { ...beat, name: "beat: an ordinary day", lasts: 24 * 60, starts: [0, 0], episodes: [] },
  { ...beat, name: "beat: it stops", episodes: [breach(60, 60, { factor: 0 })] },
  { ...beat, name: "beat: it stops for half an hour", episodes: [breach(60, 30, { factor: 0 })] },
  { ...beat, name: "beat: one is lost", episodes: [quiet(60, 1, { factor: 0 })] },
  { ...beat, name: "beat: four minutes are lost", episodes: [quiet(60, 4, { factor: 0 })] },
];
