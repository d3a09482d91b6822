import { SeriesFault } from "../series/fault";
import type { Ending } from "../shared/exit";
import type { Question } from "./question";
import { withShownAddresses } from "../shared/address";

/** Seconds since 1970, and what was measured; rising. */
export type Samples = readonly (readonly [number, number])[];

/** A vendor's history. */
export interface Source<Q extends Question = Question> {
  /** Nothing older is kept by the minute; seconds. */
  readonly keeps: number;
  /** Samples from the first moment, included, to the last, excluded; a day at most. @throws VendorFault, SeriesFault */
  readonly ask: (question: Q, from: number, to: number) => Promise<Samples>;
}

/** Whatever is asked of this vendor will fail: no keys, no permission, no connection. */
export class VendorFault extends SeriesFault {
  constructor(line: string, ending: Ending = "vendor") {
    super(line, ending);
  }
}

/** No keys are given for it, which may be meant so. */
export class NoKeys extends VendorFault {
  constructor(line: string) {
    super(line, "usage");
  }
}

/** A vendor's own words in one short line, without what is secret. */
export const wordsOf = (error: unknown, secrets: readonly string[]): string => {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ""] = text.slice(0, 2_000).split("\n");
  return secrets
    .filter((secret) => secret !== "")
    .reduce((words, secret) => words.replaceAll(secret, "…"), withShownAddresses(line))
    .slice(0, 200);
};
