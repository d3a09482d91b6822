import type { CostChange } from "./change";
import { costByVendor, type CostLine } from "./estimate";
import { priceRow } from "./prices";

export const ESTIMATE = "an estimate at list prices, without data sent, users, free tiers and discounts";

/** For people: what each vendor's resources cost, and what is not known. At most 100 columns wide. */
export const toCostText = (environment: string, lines: readonly CostLine[]): string => {
  const vendors = costByVendor(lines);
  return [
    `${environment}: about ${dollars(total(lines))} a month for what has a price`,
    `(${ESTIMATE})`,
    "",
    ...vendors.flatMap(({ vendor, monthly, unknown }) => [
      `${vendor}  ${wordVendor(monthly, unknown.length)}`,
      ...lines.filter((line) => line.vendor === vendor).map(lineText),
      "",
    ]),
  ].join("\n");
};

const wordVendor = (monthly: number, unknown: number): string => {
  if (unknown === 0) return dollars(monthly);
  return monthly === 0 ? "unknown" : `${dollars(monthly)}, and what is unknown`;
};

const lineText = ({ item, quantity, monthly }: CostLine): string => {
  const row = priceRow(item);
  const amount = monthly === undefined ? `unknown: ${row.unknown ?? "no price found"}` : dollars(monthly);
  return `  ${item} × ${quantity.toLocaleString("en-US")}  ${amount}`;
};

export const toCostJson = (environment: string, lines: readonly CostLine[]) => ({
  version: 1,
  environment,
  estimate: ESTIMATE,
  currency: "USD",
  monthly: total(lines),
  vendors: costByVendor(lines),
  lines: lines.map((line) => {
    const { unit, price, unknown } = priceRow(line.item);
    return { ...line, unit, ...(price === undefined ? { unknown } : { price }) };
  }),
});

const total = (lines: readonly CostLine[]): number =>
  Math.round(lines.reduce((sum, { monthly }) => sum + (monthly ?? 0), 0) * 100) / 100;

/** "prod: about $38.15 → $40.15 a month (+$2.00): cloudwatch +$2.00"; of what has no price only that there is more or less of it. */
export const wordCostChange = ({ environment, before, after, items }: CostChange): string => {
  const parts = items.map(({ vendor, item, quantity, monthly }) =>
    monthly === undefined
      ? `${vendor} ${item} ${signed(quantity)}, price unknown`
      : `${vendor} ${item} ${monthly < 0 ? "−" : "+"}${dollars(Math.abs(monthly))}`,
  );
  const difference = after - before;
  const change = `${difference < 0 ? "−" : "+"}${dollars(Math.abs(difference))}`;
  return `${environment}: about ${dollars(before)} → ${dollars(after)} a month (${change}; an estimate at list prices): ${parts.join("; ")}`;
};

const signed = (quantity: number): string => `${quantity < 0 ? "−" : "+"}${Math.abs(quantity).toLocaleString("en-US")}`;

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
