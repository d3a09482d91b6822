import fc, { type GeneratorValue } from "fast-check";

/** What the generators of exports share. */

/** What a filter says of terms that hold or do not. */
export type Meaning = (holds: (term: string) => boolean) => boolean;

export interface MadeMonitor {
  readonly vendor: "datadog";
  readonly name: string;
  readonly item: object;
  readonly form: "log lines" | "gauge";
  readonly terms: readonly string[];
  readonly filter: Meaning;
  /** As the API says it, without filter, window and number. */
  readonly looked: string;
  readonly minutes: number;
  readonly bounds: readonly Bound[];
  readonly silence: string;
  readonly live: boolean;
  /** What keeps it from being a row, whatever else it is. */
  readonly odd: boolean;
}

export interface MadeAlarm {
  readonly vendor: "cloudwatch";
  readonly name: string;
  readonly item: object;
  readonly metric: object;
  readonly points: readonly number[];
  readonly bounds: readonly Bound[];
  readonly silence: string;
  readonly live: boolean;
  readonly odd: boolean;
}

export interface Bound {
  readonly sign: string;
  readonly number: number;
}

export type Made = MadeMonitor | MadeAlarm;

export const pick = <T>(g: GeneratorValue, ...values: readonly T[]): T => g(() => fc.constantFrom<T>(...values));

export const shuffled = <T>(g: GeneratorValue, items: readonly T[]): readonly T[] =>
  g(() => fc.shuffledSubarray([...items], { minLength: items.length }));

/** Mostly the first. */
export const mostly = <T>(g: GeneratorValue, first: T, ...others: readonly T[]): T =>
  pick(g, true, true, true, true, true, true, true, false) ? first : pick(g, ...others);
