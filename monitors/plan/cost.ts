/**
 * List prices, in US dollars a month. No vendor's own price page could be read when they were written, so each price names who
 * quotes it and when it was looked up; what is nobody's or depends on a contract has none, and is said to be unknown.
 */
export interface Price {
  readonly dollars: number;
  readonly source: string;
  /** Day on which the source was read. */
  readonly read: string;
}

export interface PriceRow {
  /** What one of it is: "metric read by an alarm". */
  readonly unit: string;
  readonly price: Price | undefined;
  /** Why there is no price. */
  readonly unknown?: string;
}

/** How much of each item a resource uses. */
export type Uses<Item extends string = string> = readonly (readonly [Item, number])[];

/** A resource's arguments as a plan prints them: another revision's may be others than today's. */
export type PrintedArgs = Readonly<Record<string, unknown>>;

/** What the resources of one system cost by themselves. */
export interface Costs {
  /** By what is charged: `alarm metric`. */
  readonly prices: Readonly<Record<string, PriceRow>>;
  /** By Pulumi's type token. A type without a row costs nothing. */
  readonly uses: Readonly<Record<string, (args: PrintedArgs) => Uses>>;
}

/** Holds every use to a price of the table. */
export const defineCosts = <Item extends string>(
  prices: Readonly<Record<Item, PriceRow>>,
  uses: Readonly<Record<string, (args: PrintedArgs) => Uses<NoInfer<Item>>>>,
): Costs => ({ prices, uses });

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
