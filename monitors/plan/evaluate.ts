import type { Declaration } from "../declaration/declaration";

/** How a vendor would judge a series, told by the declaration that it was handed. Implemented in `monitors/<vendor>/evaluate.ts`. */

/** Samples of one series. */
export interface Series {
  /** Seconds since 1970, rising, each once. */
  readonly times: Float64Array;
  /** In the unit of the input; never NaN or infinite: what was not measured has no sample. */
  readonly values: Float64Array;
}

/** What a declaration reads. */
export interface Input {
  /** `value`; of a ratio `bad` and `all`; of Prometheus the selector as the rule has it. */
  readonly name: string;
  /** The vendor's own words for it: `p75:driplo.prod.api.response_time{*}`. */
  readonly asks: string;
  /**
   * As the vendor holds it: `ns`, `s`, `ms`, `%`, `count`, `bytes`. `rows`: counted in the shop's tables. `answer`: what a question
   * has calculated already.
   */
  readonly unit: string;
}

export type Inputs = Readonly<Record<string, Series>>;

/** A signal as people know it, by the minute. */
export interface Known {
  /** In the unit of `compares`, and where that is absent in the catalogue's. */
  readonly value: Series;
  /** Of how many events a minute's value is; many where it is not handed over. */
  readonly traffic?: Series;
}

/** A share by its two counts. */
export type Share = Readonly<Record<"bad" | "all", Series>>;

/** Seconds since 1970: evaluations happen from the first, included, to the last, excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type AlertState = "ok" | "alert" | "no_data";

export interface StateChange {
  /** When the vendor's evaluation found it, delays included; seconds since 1970. */
  readonly at: number;
  readonly to: AlertState;
}

/** One declaration's way of judging. Pure: the same inputs give the same changes. */
export interface Evaluator {
  readonly inputs: readonly Input[];
  /** Seconds between two evaluations. */
  readonly every: number;
  /** Seconds after which the vendor looks at a sample, as declared: it is in what `run` gives. What its intake takes is not: vendor-delay.ts. */
  readonly delay: number;
  /** The number that `value` is compared with, in the vendor's unit; absent where it is of something calculated. */
  readonly compares?: number;
  /** Series of the inputs that have such a value, where no input is the value itself: counters that rise as fast, two gauges of that share. */
  readonly feeds?: (known: Known) => Inputs;
  /** The same of a share's counts, where no input is one of them. */
  readonly feedsShare?: (share: Share) => Inputs;
  /** Of a column beside the inputs, which of them it stands for: a group's (`value:198.51.100.7`), a place's (`aws:eu-west-3`), an answer (all). */
  readonly partOf?: (column: string) => readonly string[];
  /** Seconds of the past without which it says nothing. @default what the kind learns from */
  readonly learnsOver?: number;
  /** It begins in `ok` where there is data, and says the first state only where that is another. An input that is not handed over has no samples. */
  readonly run: (inputs: Inputs, span: Span) => readonly StateChange[];
  /** Of a vendor that tells again while an alert lasts, by its declaration: when, the first time left out. */
  readonly retold?: (inputs: Inputs, span: Span) => readonly number[];
}

/** Of a declaration that evaluates (`watches` or `burns`); undefined where what it does cannot be told from series, as an event's. */
export type EvaluatorIn<D extends Declaration> = (
  declarations: readonly D[],
) => (evaluating: D) => Evaluator | undefined;
