import { listWords } from "../../monitors/model/list-words";
import { nearestFirst } from "../../monitors/model/nearest";
import type { PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";

const NEAREST = 3;

/** What a misspelt id may have meant, as the end of a sentence. */
export const nearestWords = (id: string, known: Iterable<string>): string => {
  const near = nearestFirst(id, known).slice(0, NEAREST);
  return near.length === 0 ? "; npm run plan lists them" : `; near it are ${listWords(near)}`;
};

/** By which signals and measures are asked for. */
export const namesIn = (
  all: readonly { readonly signal: PlannedSignal; readonly measure: PlannedMeasure }[],
): readonly string[] => all.flatMap(({ signal, measure }) => [signal.id, measure.name]);
