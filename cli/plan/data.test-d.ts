import type { PrintedPlan } from "./data";
import type { PlanJson } from "./shape";

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** What this revision prints, the next one can read; arguments of resources are whatever JSON they are. */
export const isRead = (printed: Mutable<Omit<PlanJson, "declarations">>): Omit<PrintedPlan, "declarations"> => printed;
