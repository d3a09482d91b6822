import { partNames, partOf } from "../../../infra/parts";
import type { PriceRow, PrintedArgs, Uses } from "../../../monitors/plan/cost";

/** What is charged, by its name: the prices of every part. Each name is one system's. */
const prices: ReadonlyMap<string, PriceRow & { readonly vendor: string }> = new Map(
  partNames.flatMap((name) => {
    const { at, costs } = partOf(name);
    return Object.entries(costs?.prices ?? {}).map(([item, row]) => [item, { ...row, vendor: at }] as const);
  }),
);

const uses: ReadonlyMap<string, (args: PrintedArgs) => Uses> = new Map(
  partNames.flatMap((name) => Object.entries(partOf(name).costs?.uses ?? {})),
);

export const priceNames: readonly string[] = [...prices.keys()];

export const priceRow = (item: string): PriceRow & { readonly vendor: string } => {
  const row = prices.get(item);
  if (row === undefined) throw new Error(`no part has a price of ${item}`);
  return row;
};

/** What a resource of a type uses: of a type that no part charges for, nothing. */
export const usesOf = (type: string, args: PrintedArgs): Uses => uses.get(type)?.(args) ?? [];
