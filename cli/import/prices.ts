import { z } from "zod";
import type { Document } from "../shared/document";
import { plainText, readRows, type Read } from "./rows";
import { writeUpsert } from "./sql";

/** Rivals' asking prices: a CSV that says of each who asks it, who says so, and of which day. */
export const priceColumns = ["rival", "category", "listing", "price", "source", "date"] as const;

interface RivalPrice {
  readonly rival: string;
  readonly category: string;
  readonly listing: string;
  readonly cents: number;
  readonly source: string;
  readonly day: string;
}

const rivalPrice = z
  .object({
    rival: plainText,
    category: plainText,
    listing: plainText,
    price: z.string().regex(/^\d{1,6}(\.\d{1,2})?$/, "is no price in euros, such as 12.50"),
    source: plainText,
    date: z.iso.date("is no day, such as 2026-02-16"),
  })
  .transform(({ price, date, ...rest }): RivalPrice => ({ ...rest, cents: Math.round(Number(price) * 100), day: date }))
  .refine(({ cents }) => cents > 0, "price is 0: nobody asks nothing");

export const readPrices = (document: Document): Read<RivalPrice> => {
  const read = readRows(document, priceColumns, rivalPrice);
  const seen = new Set<string>();
  const twice = read.rows.filter((row) => {
    const key = keyOf(row);
    const isThere = seen.has(key);
    seen.add(key);
    return isThere;
  });
  return {
    ...read,
    faults: [
      ...read.faults,
      ...twice.map(({ rival, listing, day }) => `${rival}, ${listing} of ${day} is there twice`),
    ],
  };
};

const keyOf = ({ source, rival, listing, day }: RivalPrice): string => JSON.stringify([source, rival, listing, day]);

export const pricesSql = (prices: readonly RivalPrice[]): string =>
  writeUpsert({
    table: "rival_prices",
    columns: ["rival", "category", "listing", "price_cents", "source", "observed_on"],
    rows: prices.map(({ rival, category, listing, cents, source, day }) => [
      rival,
      category,
      listing,
      cents,
      source,
      day,
    ]),
    again:
      "on conflict (source, rival, listing, observed_on) do update set category = excluded.category, price_cents = excluded.price_cents",
  });
