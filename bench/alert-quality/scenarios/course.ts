import { breach, quiet, type Scenario } from "../scenario";

/** Of what is held against its usual course or an earlier one, and of what runs out. */

const usual = { nature: "usual", lasts: 12 * 60, starts: [9, 11] } as const;
const week = { nature: "usual", lasts: 7 * 24 * 60, starts: [0, 0] } as const;
const earlier = { nature: "earlier", lasts: 24 * 60, starts: [0, 0] } as const;
const remaining = { nature: "remaining", starts: [0, 23] } as const;

export const courseScenarios: readonly Scenario[] = [
  { ...week, name: "usual: an ordinary week with its weekend", episodes: [] },
  { ...week, name: "usual: a noisy week", noise: 1.5, episodes: [] },
  { ...usual, name: "usual: all of it stops", episodes: [breach(120, 240, { factor: 0 })] },
  { ...usual, name: "usual: a fifth is left", episodes: [breach(120, 300, { factor: 0.2 })] },
  { ...usual, name: "usual: 0.4 is left", episodes: [breach(120, 360, { factor: 0.4 })] },
  { ...usual, name: "usual: it fades to a tenth", episodes: [breach(60, 480, { factor: 0.1 }, 300)] },
  { ...usual, name: "usual: three times as much", episodes: [breach(120, 300, { factor: 3 })] },
  { ...usual, name: "usual: ten times as much", episodes: [breach(120, 240, { factor: 10 })] },
  { ...usual, name: "usual: two minutes without", episodes: [quiet(120, 2, { factor: 0 })] },
  { ...usual, name: "usual: two minutes with three times as much", episodes: [quiet(120, 2, { factor: 3 })] },
  { ...usual, name: "usual: a slow day", traffic: { usual: 0.9 }, episodes: [] },
  { ...usual, name: "usual: a good day", traffic: { usual: 1.1 }, episodes: [] },
  { ...earlier, name: "earlier: an ordinary day", episodes: [] },
  { ...earlier, name: "earlier: a Saturday", day: "saturday", episodes: [] },
  { ...earlier, name: "earlier: a noisy day", noise: 2, episodes: [] },
  {
    ...earlier,
    name: "earlier: a deployment moves it by twice the number",
    episodes: [breach(600, 480, { times: 2 })],
  },
  {
    ...earlier,
    name: "earlier: a deployment moves it by 1.4 times the number",
    episodes: [breach(600, 600, { times: 1.4 })],
  },
  { ...earlier, name: "earlier: a slow leak", episodes: [breach(360, 960, { times: 2 }, 720)] },
  { ...earlier, name: "earlier: ten minutes at twice the number", episodes: [quiet(600, 10, { times: 2 })] },
  { ...earlier, name: "earlier: half of the number", episodes: [quiet(600, 480, { times: 0.5 })] },
  {
    ...earlier,
    name: "earlier: between warning and critical",
    level: "critical",
    episodes: [quiet(600, 480, { between: true })],
  },
  {
    ...remaining,
    name: "remaining: it runs out",
    lasts: 6 * 24 * 60,
    episodes: [breach(3 * 24 * 60, 3 * 24 * 60, { times: 2 })],
  },
  { ...remaining, name: "remaining: there is enough", lasts: 6 * 24 * 60, episodes: [] },
  {
    ...remaining,
    name: "remaining: it is taken care of in time",
    lasts: 6 * 24 * 60,
    episodes: [quiet(3 * 24 * 60, 60, { times: 0.8 })],
  },
];
