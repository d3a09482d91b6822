/**
 * What the bench plays, as data: what truly happens to the thing that a signal watches, and whether that is a breach. No word of
 * how anybody samples, delays or judges it. Parameters are fixed before anything is measured (docs/alert-quality.md).
 */

/** How a truth becomes data. Several kinds of the catalogue share one. */
export const natures = [
  /** A share of events: error ratios, hit ratios, crash rates. */
  "share",
  /** A number that is always there: latencies, utilisations, layout shift. */
  "value",
  /** Something that answers or does not: synthetic tests. */
  "answer",
  /** Events in a window, held against a number above 0. */
  "count",
  /** That it happened at all is the breach. */
  "happening",
  /** Held against its usual course. */
  "usual",
  /** Held against itself, some time ago. */
  "earlier",
  /** One thing that should follow another, and does not. */
  "silence",
  /** Something that beats all the time. */
  "beat",
  /** Something that runs out. */
  "remaining",
] as const;

export type Nature = (typeof natures)[number];

export type Depth =
  /** On the way from good (0) over the level's number (1) and beyond; a share stops at 100 %. */
  | { readonly times: number }
  /** So many per cent of all are bad. */
  | { readonly share: number }
  /** Halfway between warning and critical; where there is no warning, 0.6 of the way to the number. */
  | { readonly between: true }
  /** So many of the places that ask get no answer. */
  | { readonly places: number }
  /** So much of what is usual is left, or comes. */
  | { readonly factor: number }
  /** It happens once. */
  | { readonly once: true };

/** Minutes from the scenario's start; where the measure's window is longer than its nature's own, all of them are stretched alike. */
export interface Episode {
  readonly at: number;
  readonly lasts: number;
  readonly depth: Depth;
  /** Minutes in which it grows to its depth. @default 0, at once */
  readonly grows?: number;
  /** `breach`: the level must tell of it, from the instant at which its number is passed. `quiet`: it must not. */
  readonly is: "breach" | "quiet";
}

export interface Scenario {
  /** Also the name of its stream of chance: another name is another course. */
  readonly name: string;
  readonly nature: Nature;
  /** Minutes. */
  readonly lasts: number;
  /** Hours of the day between which it starts, by chance. */
  readonly starts: readonly [number, number];
  /** @default weekday */
  readonly day?: "weekday" | "saturday";
  /** How many times as many events as usual come; or so many times the fewest that the level judges. @default 1 usual */
  readonly traffic?: { readonly usual: number } | { readonly minimum: number };
  /** How many times as much noise as usual. @default 1 */
  readonly noise?: number;
  /** How far the good state is on the way to the number, beyond what is usual. @default 0 */
  readonly worseThanUsual?: number;
  readonly episodes: readonly Episode[];
  /** Minutes without any data, and seconds by which all data come later than usual. @default none */
  readonly gap?: { readonly at: number; readonly lasts: number };
  readonly late?: number;
  /** Only levels of this name. @default all */
  readonly level?: "warning" | "critical";
}

/** Every episode begins up to so many minutes later, to the second and by chance: when within an interval decides how soon it is seen. */
export const ONSET_MINUTES = 10;

/** The window in minutes for which a nature's minutes are written. */
export const writtenFor: Readonly<Record<Nature, number>> = {
  share: 5,
  value: 5,
  answer: 5,
  count: 60,
  happening: 24 * 60,
  usual: 60,
  earlier: 3 * 60,
  silence: 15,
  beat: 10,
  remaining: Number.POSITIVE_INFINITY,
};

export const breach = (at: number, lasts: number, depth: Depth, grows = 0): Episode => ({
  ...{ at, lasts, depth, grows },
  is: "breach",
});

export const quiet = (at: number, lasts: number, depth: Depth, grows = 0): Episode => ({
  ...{ at, lasts, depth, grows },
  is: "quiet",
});
