import type { PlanData } from "../data";
import { estimateCost, type CostLine } from "./estimate";

/** What a change does to the estimate of one environment. */
export interface CostChange {
  readonly environment: string;
  /** US dollars a month, of what has a price. */
  readonly before: number;
  readonly after: number;
  /** What there is more or less of: the difference in quantity and in dollars. */
  readonly items: readonly CostLine[];
}

/** Undefined where nothing changes, or where a revision did not print its resources' arguments. */
export const compareCost = (was: PlanData, is: PlanData): CostChange | undefined => {
  if (was.declarations === undefined || is.declarations === undefined) return undefined;
  const [before, after] = [estimateCost(was.declarations), estimateCost(is.declarations)];
  const names = new Set([...before, ...after].map(({ item }) => item));
  const items = [...names].flatMap((name) => {
    const [old, now] = [before, after].map((lines) => lines.find(({ item }) => item === name));
    const either = now ?? old;
    const quantity = (now?.quantity ?? 0) - (old?.quantity ?? 0);
    if (either === undefined || quantity === 0) return [];
    const monthly = either.monthly === undefined ? undefined : cents((now?.monthly ?? 0) - (old?.monthly ?? 0));
    return [{ vendor: either.vendor, item: name, quantity, monthly }];
  });
  return items.length === 0
    ? undefined
    : { environment: is.environment, before: sum(before), after: sum(after), items };
};

const sum = (lines: readonly CostLine[]): number =>
  cents(lines.reduce((total, { monthly }) => total + (monthly ?? 0), 0));

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
