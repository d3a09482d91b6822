/**
 * Quantities: numbers that know what they measure. A percentage cannot stand where a latency is wanted, a bare number
 * nowhere. They are opaque on purpose: no arithmetic and no use as a plain number compiles. `inSeconds` and its like
 * unwrap them, once, at the edge: in a vendor's renderer or evaluator (the linter holds them there).
 */
declare const dimension: unique symbol;

export type Dimension = "duration" | "percentage" | "count" | "score" | "bytes" | "rate" | "deviations";

export interface Quantity<D extends Dimension> {
  readonly [dimension]: D;
}

/** Canonical amounts: milliseconds, percent (0–100), items, score, bytes, per minute, standard deviations. */
interface Stored {
  readonly dimension: Dimension;
  readonly amount: number;
}

/** 0.1 + 0.2 must print as 0.3: twelve significant digits are more than any threshold has. What is no number stays as it is. */
const tidy = (amount: number): number =>
  Number.isInteger(amount) || !Number.isFinite(amount) ? amount : Number(amount.toPrecision(12));

// The only casts of the project: a quantity is stored as { dimension, amount } and shown to nobody as that.
const store = <D extends Dimension>(of: D, amount: number): Quantity<D> =>
  ({ dimension: of, amount: tidy(amount) }) as unknown as Quantity<D>;
const stored = (quantity: Quantity<Dimension>): Stored => quantity as unknown as Stored;

const isStored = (value: unknown): value is Stored =>
  typeof value === "object" &&
  value !== null &&
  "dimension" in value &&
  typeof value.dimension === "string" &&
  Object.hasOwn(wording, value.dimension) &&
  "amount" in value &&
  typeof value.amount === "number";

/** Whether a row has at run time what its type promises: a finite amount of this dimension. @default any dimension */
export const isQuantity = <D extends Dimension>(value: unknown, of?: D): value is Quantity<D> =>
  isStored(value) && (of === undefined || value.dimension === of) && Number.isFinite(value.amount);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NANOSECONDS_PER_MILLISECOND = 1e6;

export const milliseconds = (amount: number): Quantity<"duration"> => store("duration", amount);
export const seconds = (amount: number): Quantity<"duration"> => store("duration", amount * SECOND);
export const minutes = (amount: number): Quantity<"duration"> => store("duration", amount * MINUTE);
export const hours = (amount: number): Quantity<"duration"> => store("duration", amount * HOUR);
export const days = (amount: number): Quantity<"duration"> => store("duration", amount * DAY);
export const percent = (amount: number): Quantity<"percentage"> => store("percentage", amount);
export const count = (amount: number): Quantity<"count"> => store("count", amount);
export const score = (amount: number): Quantity<"score"> => store("score", amount);
export const bytes = (amount: number): Quantity<"bytes"> => store("bytes", amount);
export const perMinute = (amount: number): Quantity<"rate"> => store("rate", amount);
export const deviations = (amount: number): Quantity<"deviations"> => store("deviations", amount);

const durationIn =
  (unit: number) =>
  (quantity: Quantity<"duration">): number =>
    tidy(stored(quantity).amount / unit);

export const inNanoseconds = (quantity: Quantity<"duration">): number =>
  tidy(stored(quantity).amount * NANOSECONDS_PER_MILLISECOND);
export const inMilliseconds = durationIn(1);
export const inSeconds = durationIn(SECOND);
export const inMinutes = durationIn(MINUTE);
export const inHours = durationIn(HOUR);
export const inDays = durationIn(DAY);

/** The amount in its dimension's canonical unit (see `Stored`); durations come in milliseconds. */
export const inCanonicalUnit = (quantity: Quantity<Dimension>): number => tidy(stored(quantity).amount);

export const isDuration = (quantity: Quantity<Dimension>): quantity is Quantity<"duration"> =>
  stored(quantity).dimension === "duration";

/** Below zero when `a` is the smaller one. Quantities of different dimensions do not compile. */
export const compareQuantities = <D extends Dimension>(a: Quantity<D>, b: Quantity<NoInfer<D>>): number =>
  stored(a).amount - stored(b).amount;

/** False for NaN, infinities and amounts below zero, which no threshold or window of ours can be. */
export const isMeaningful = (quantity: Quantity<Dimension>): boolean =>
  Number.isFinite(stored(quantity).amount) && stored(quantity).amount >= 0;

/** How many times `b` goes into `a`. */
export const ratioOf = <D extends Dimension>(a: Quantity<D>, b: Quantity<NoInfer<D>>): number =>
  tidy(stored(a).amount / stored(b).amount);

/** A span cut into so many equal parts. */
export const dividedBy = (quantity: Quantity<"duration">, parts: number): Quantity<"duration"> =>
  store("duration", stored(quantity).amount / parts);

export const isZero = (quantity: Quantity<Dimension>): boolean => stored(quantity).amount === 0;

const wording: Readonly<Record<Dimension, (amount: number) => string>> = {
  duration: (amount) => wordDuration(amount),
  percentage: (amount) => `${amount} %`,
  count: (amount) => String(amount),
  score: (amount) => String(amount),
  bytes: (amount) => `${amount} B`,
  rate: (amount) => `${amount} per minute`,
  deviations: (amount) => `${amount} deviations`,
};

/** Longest first; a duration is worded in the largest unit that it reaches once: 1.8 s, 30 s, 5 min, 21 days. */
const durationWords = [
  { unit: DAY, word: "days" },
  { unit: HOUR, word: "h" },
  { unit: MINUTE, word: "min" },
  { unit: SECOND, word: "s" },
  { unit: 1, word: "ms" },
] as const;

const wordDuration = (amount: number): string => {
  const { unit, word } = durationWords.find((candidate) => amount >= candidate.unit) ?? { unit: 1, word: "ms" };
  const value = tidy(amount / unit);
  return `${value} ${word === "days" && value === 1 ? "day" : word}`;
};

/** For people: "500 ms", "1.8 s", "85 %", "21 days". */
export const formatQuantity = (quantity: Quantity<Dimension>): string => {
  const { dimension: of, amount } = stored(quantity);
  return wording[of](tidy(amount));
};

/** For machines, in Go's and Prometheus's spelling: "30s", "5m", "1h", "30d". */
export const formatWindow = (quantity: Quantity<"duration">): string => {
  const amount = stored(quantity).amount;
  if (amount === 0) return "0s";
  const spelling = [
    { unit: DAY, letter: "d" },
    { unit: HOUR, letter: "h" },
    { unit: MINUTE, letter: "m" },
    { unit: SECOND, letter: "s" },
  ].find(({ unit }) => amount >= unit && amount % unit === 0);
  return spelling === undefined ? `${tidy(amount)}ms` : `${tidy(amount / spelling.unit)}${spelling.letter}`;
};
