import type { Declaration } from "../declaration/declaration";

/** What people get of a declaration: each vendor fills in its own texts, with an example value, as the vendor itself would. */

export interface Telling {
  /** `page`: what becomes PagerDuty's incident. */
  readonly to: "page" | "slack" | "mail";
  readonly subject: string;
  readonly text: string;
  /** What the vendor composes by itself, or what is not established of it. */
  readonly note?: string;
}

/** A value that breaches, in the unit in which its kind is shown, and when it began. */
export interface Example {
  readonly amount: number;
  /** "2026-01-15 03:07" */
  readonly since: string;
}

/** All that one vendor declares, ready to be asked what any resource that evaluates says; nothing of any other resource. */
export type TellsIn<D extends Declaration> = (
  declarations: readonly D[],
) => (declaration: D, example: Example) => readonly Telling[];

/** A field that a vendor's types take for late as well: ours are texts. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** A text with what stands in it replaced, one by one. */
export const fill = (text: string, fillings: readonly (readonly [RegExp, string])[]): string =>
  fillings.reduce((filled, [found, by]) => filled.replaceAll(found, () => by), text);

export const oneText = (to: readonly Telling["to"][], told: Omit<Telling, "to">): readonly Telling[] =>
  to.map((each) => ({ to: each, ...told }));
