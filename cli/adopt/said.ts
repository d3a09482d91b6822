import type { NativeUnit } from "../../monitors/model/sources/datadog";
import type { Measured } from "./row";

/** What a row would say of a condition, or why none can. */
export type Said = Sayable | { readonly not: string };

export interface Sayable {
  readonly seconds: number;
  /** The row's number for one of the export's. */
  readonly amountOf: (amount: number) => number;
  readonly measured: Measured;
  /** What was guessed. */
  readonly checks: readonly string[];
}

/** What is known beside an export. */
export interface Known {
  readonly environment: string;
  readonly environments: readonly string[];
  /** Units of Datadog's metrics that rows of the catalogue read. */
  readonly units: ReadonlyMap<string, NativeUnit>;
}
