import { priceRow, usesOf } from "./prices";
import { compareText } from "../../../monitors/model/compare-text";

/** What a set of resources costs a month by list price: an estimate, without data sent, discounts, free tiers or taxes. */
export interface CostLine {
  readonly vendor: string;
  readonly item: string;
  /** In the unit of the price. */
  readonly quantity: number;
  /** US dollars a month; undefined where no price could be established. */
  readonly monthly: number | undefined;
}

/** A resource as a plan prints it. */
export interface Priced {
  readonly type: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export const estimateCost = (declarations: readonly Priced[]): readonly CostLine[] => {
  const quantities = new Map<string, number>();
  for (const { type, args } of declarations)
    for (const [item, quantity] of usesOf(type, args)) quantities.set(item, (quantities.get(item) ?? 0) + quantity);
  return [...quantities]
    .map(([item, quantity]) => {
      const { vendor, price } = priceRow(item);
      return { vendor, item, quantity, monthly: price === undefined ? undefined : toCents(quantity * price.dollars) };
    })
    .toSorted((a, b) => compareText(`${a.vendor} ${a.item}`, `${b.vendor} ${b.item}`));
};

export interface VendorCost {
  readonly vendor: string;
  /** Of what has a price. */
  readonly monthly: number;
  /** What has none. */
  readonly unknown: readonly string[];
}

export const costByVendor = (lines: readonly CostLine[]): readonly VendorCost[] =>
  [...new Set(lines.map(({ vendor }) => vendor))].map((vendor) => {
    const own = lines.filter((line) => line.vendor === vendor);
    return {
      vendor,
      monthly: toCents(own.reduce((sum, { monthly }) => sum + (monthly ?? 0), 0)),
      unknown: own.filter(({ monthly }) => monthly === undefined).map(({ item }) => item),
    };
  });

/** Tenths of a cent of binary fractions are no money. */
const toCents = (dollars: number): number => Math.round(dollars * 100) / 100;
