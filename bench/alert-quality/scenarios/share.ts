import { breach, quiet, type Scenario } from "../scenario";

/** Of error ratios, hit ratios and crash rates. */

const day = { nature: "share", lasts: 24 * 60, starts: [0, 0] } as const;
/** Between morning and evening, when there is traffic. */
const awake = { nature: "share", lasts: 150, starts: [9, 20] } as const;

export const shareScenarios: readonly Scenario[] = [
  { ...day, name: "share: an ordinary day and night", episodes: [] },
  { ...day, name: "share: a Saturday", day: "saturday", episodes: [] },
  { ...day, name: "share: a noisy day", noise: 3, episodes: [] },
  {
    ...day,
    name: "share: a sale",
    lasts: 360,
    starts: [9, 12],
    traffic: { usual: 4 },
    worseThanUsual: 0.1,
    episodes: [],
  },
  {
    ...awake,
    name: "share: a thin night in which a third fails",
    starts: [1, 3],
    traffic: { minimum: 0.3 },
    episodes: [quiet(30, 90, { share: 33 })],
  },
  { ...awake, name: "share: everything fails", episodes: [breach(60, 30, { share: 100 })] },
  {
    ...awake,
    name: "share: everything fails, and most stop trying",
    traffic: { usual: 0.4 },
    episodes: [breach(60, 30, { share: 100 })],
  },
  { ...awake, name: "share: half fails", episodes: [breach(60, 30, { share: 50 })] },
  { ...awake, name: "share: brownout at three times the number", episodes: [breach(60, 30, { times: 3 })] },
  { ...awake, name: "share: brownout at twice the number", episodes: [breach(60, 30, { times: 2 })] },
  { ...awake, name: "share: brownout at 1.4 times the number", episodes: [breach(60, 45, { times: 1.4 })] },
  {
    ...awake,
    name: "share: a deployment makes it worse and is taken back",
    episodes: [breach(60, 25, { times: 2.5 }, 1)],
  },
  {
    ...awake,
    name: "share: a slow leak",
    lasts: 300,
    starts: [9, 16],
    episodes: [breach(60, 210, { times: 2 }, 180)],
  },
  {
    ...awake,
    name: "share: two minutes bad of every five, for forty",
    episodes: [0, 5, 10, 15, 20, 25, 30, 35].map((later) => breach(60 + later, 2, { times: 4 })),
  },
  {
    ...awake,
    name: "share: half fails in the evening",
    starts: [20, 21],
    traffic: { usual: 0.6 },
    episodes: [breach(60, 30, { share: 50 })],
  },
  {
    ...awake,
    name: "share: half fails while data come 90 s later",
    late: 90,
    episodes: [breach(60, 30, { share: 50 })],
  },
  {
    ...awake,
    name: "share: everything fails, and some do for an hour after",
    lasts: 210,
    episodes: [breach(60, 20, { share: 100 }), quiet(80, 60, { times: 0.5 })],
  },
  { ...awake, name: "share: 30 seconds at three times the number", episodes: [quiet(60, 0.5, { times: 3 })] },
  { ...awake, name: "share: ten seconds at six times the number", episodes: [quiet(60, 1 / 6, { times: 6 })] },
  { ...awake, name: "share: a minute at 1.5 times the number", episodes: [quiet(60, 1, { times: 1.5 })] },
  { ...awake, name: "share: a minute at three times the number", episodes: [quiet(60, 1, { times: 3 })] },
  {
    ...awake,
    name: "share: halfway to the number for an hour",
    episodes: [quiet(60, 60, { times: 0.5 })],
  },
  {
    ...awake,
    name: "share: between warning and critical for an hour",
    level: "critical",
    episodes: [quiet(60, 60, { between: true })],
  },
  { ...awake, name: "share: twenty minutes without data", gap: { at: 60, lasts: 20 }, episodes: [] },
  { ...awake, name: "share: data come three minutes later", late: 180, episodes: [] },
];
