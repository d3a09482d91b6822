/**
 * How far a number is from the same hours of the weeks before, in deviations: as unlikely, where nothing has changed, as so many
 * standard deviations of a normal distribution on one side. `monitors/prometheus/usual-sql.ts` says the same in SQL, and a test
 * holds the two together.
 *
 * - An amount: Poisson's own tail, of two counts whose means may be the same. Given both together, the present one is binomial
 *   (Przyborowski and Wilenski, 1940). Events that do not all come to as much count as fewer, equal ones: (sum of worths)² / sum of
 *   their squares (Kish, 1965), which keeps mean and variance.
 * - A share: the binomial's own deviation, pooled over the present and the earlier weeks.
 *
 * Weeks that differ among themselves by more than chance explains divide it by the root of how much more (a quasi-likelihood's
 * dispersion: McCullagh and Nelder, Generalized Linear Models, ch. 4 and 6).
 */

/** What one span holds. */
export interface Counted {
  /** Of an amount what its events came to; of a share how many of its events are part of it. */
  readonly value: number;
  readonly events: number;
  /** Of an amount whose events do not all come to 1: the sum of the squares of what they came to. @default the events */
  readonly squares?: number;
}

export interface Judging {
  readonly gives: "amount" | "share";
  /** Below so many events nothing is said. */
  readonly least: number;
  /** The level's. */
  readonly deviations: number;
  /** Then the window grows until one could be told. */
  readonly tellsOfFall: boolean;
}

export interface Judgement {
  /** Above 0 where it has fallen. */
  readonly fallen: number;
  /** Whether a longer window would tell no more. */
  readonly enough: boolean;
}

/** Of a usual that fewer weeks make nothing is said; more weeks than these would be another season. */
export const WEEKS = { least: 4, most: 8 } as const;

/** How far apart the spans are that are compared. Longer ones would overlap. */
export const WEEK_SECONDS = 604_800;

/** How many of its windows a level looks at, where fewer hold too little: each at most half as long again as the one before. */
export const multiplesOf = (window: number, tellsOfFall: boolean): readonly number[] => {
  const most = tellsOfFall ? Math.max(1, Math.floor(WEEK_SECONDS / window)) : 1;
  const multiples: number[] = [];
  for (let times = 1; times < most; times = Math.max(times + 1, Math.floor(times * 1.5))) multiples.push(times);
  return [...multiples, most];
};

/** What so many events do not show a longer window will not: the shop's database is not asked to read on. */
export const PLENTY = 2_000;

/** Weeks that differ more than so many times as much as by chance differ by something that a longer window does not even out. */
export const MOST_UNLIKE = 4;

/**
 * How many events must usually be there for none of them to be so far from the usual, were the usual known exactly. Of an amount none
 * is as likely as e^−events, and the normal distribution's upper tail at least its density / (deviations + 1 / deviations) (Gordon, Annals
 * of Mathematical Statistics 12, 1941, p. 364); that is 0.02 events more than the tail itself at three deviations. Of a share their
 * deviation is at most the root of the events.
 */
export const rarestNone = (gives: Judging["gives"], deviations: number): number =>
  gives === "amount"
    ? deviations ** 2 / 2 + Math.log(Math.sqrt(2 * Math.PI) * (deviations + 1 / deviations))
    : deviations ** 2;

/** Of an amount that is known from so many weeks, each event makes none so much rarer: (weeks / (weeks + 1)) ^ (weeks × events). */
export const surenessOf = (gives: Judging["gives"], weeks: number): number =>
  gives === "amount" ? weeks * Math.log1p(1 / weeks) : 1;

/** @param earlier one for each week of the record; undefined where the span holds too little to be compared */
export const judgeUsual = (
  present: Counted | undefined,
  earlier: readonly (Counted | undefined)[],
  { gives, least, deviations, tellsOfFall }: Judging,
): Judgement => {
  const known = earlier.filter((each) => each !== undefined);
  const events = known.reduce((sum, each) => sum + each.events, 0) / Math.max(1, known.length);
  if (earlier.length < WEEKS.least) return { fallen: 0, enough: true };
  if (known.length < WEEKS.least) return { fallen: 0, enough: !tellsOfFall };
  const { usual, unlike, fallen } = gives === "amount" ? ofAmounts(present, known) : ofShares(present, known);
  const missing = usual * surenessOf(gives, known.length);
  return {
    fallen: Math.max(present?.events ?? 0, events) >= least && Number.isFinite(fallen) ? fallen : 0,
    enough:
      !tellsOfFall ||
      events >= PLENTY ||
      (events >= least && missing > rarestNone(gives, deviations) * Math.min(MOST_UNLIKE, unlike)),
  };
};

/** What a window holds, now and in each week of the record. */
export interface Spans {
  readonly present: Counted | undefined;
  readonly earlier: readonly (Counted | undefined)[];
}

/** Deviations below the usual, in the shortest window that holds enough of it. @param spansOver so many of the row's windows */
export const fallenFrom = (
  multiples: readonly number[],
  spansOver: (times: number) => Spans,
  judging: Judging,
): number => {
  let fallen = 0;
  for (const times of multiples) {
    const { present, earlier } = spansOver(times);
    const judgement = judgeUsual(present, earlier, judging);
    fallen = judgement.fallen;
    if (judgement.enough) break;
  }
  return fallen;
};

interface Compared {
  /** Usual events, those of an amount as equal ones. */
  readonly usual: number;
  /** How many times as much as by chance the weeks differ, at least 1. */
  readonly unlike: number;
  readonly fallen: number;
}

const ofAmounts = (present: Counted | undefined, known: readonly Counted[]): Compared => {
  const weeks = known.length;
  const total = sumOf(known, ({ value }) => value);
  const now = present?.value ?? 0;
  const worth = total === 0 ? squaresOf(present) / now : sumOf(known, squaresOf) / total;
  const spread = sumOf(known, ({ value }) => (value - total / weeks) ** 2) / (weeks - 1);
  const unlike = total === 0 ? 1 : Math.max(1, spread / ((total / weeks) * worth));
  const both = (now + total) / worth;
  const tail = both >= 1 ? lowerTail(now / worth, both, 1 / (weeks + 1), now * weeks < total) : 0;
  return { usual: total === 0 ? 0 : total / weeks / worth, unlike, fallen: -tail / Math.sqrt(unlike) };
};

const squaresOf = (counted: Counted | undefined): number => counted?.squares ?? counted?.events ?? 0;

const sumOf = (known: readonly Counted[], of: (each: Counted) => number): number =>
  known.reduce((sum, each) => sum + of(each), 0);

/**
 * Peizer and Pratt's normal deviate of a binomial's tail (Journal of the American Statistical Association 63, 1968, p. 1416), without
 * its last term: within 0.03 deviations of the exact tail from one event on, where the normal approximation is half a deviation off.
 * Above the mean it is the tail of as many or more.
 */
const lowerTail = (seen: number, both: number, odds: number, below: boolean): number => {
  const here = below ? seen + 0.5 : Math.max(0, seen - 1) + 0.5;
  const [mean, rest] = [both * odds, both - here];
  if (here === mean) return 0;
  const unlikely = here * Math.log(here / mean) + rest * Math.log(rest / (both - mean));
  return (
    ((here + 1 / 6 - (both + 1 / 3) * odds) / Math.abs(here - mean)) *
    Math.sqrt((2 / (1 + 1 / (6 * both))) * Math.max(0, unlikely))
  );
};

const ofShares = (present: Counted | undefined, known: readonly Counted[]): Compared => {
  const [part, whole] = [sumOf(known, ({ value }) => value), sumOf(known, ({ events }) => events)];
  const share = part / whole;
  const squares = sumOf(known, ({ value, events }) => value ** 2 / events);
  const chance = share * (1 - share);
  const unlike = chance === 0 ? 1 : Math.max(1, (squares - whole * share ** 2) / ((known.length - 1) * chance));
  const usual = part / known.length;
  if (present === undefined) return { usual, unlike, fallen: 0 };
  const pooled = (present.value + part) / (present.events + whole);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / present.events + 1 / whole));
  return { usual, unlike, fallen: (share - present.value / present.events) / deviation / Math.sqrt(unlike) };
};
