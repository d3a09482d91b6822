import type { Inputs, Span } from "../../monitors/plan/evaluate";

/** Half-open and on whole minutes, over all that was measured; undefined where nothing was. */
export const spanOf = (inputs: Inputs): Span | undefined => {
  const all = Object.values(inputs).filter(({ times }) => times.length > 0);
  if (all.length === 0) return undefined;
  const from = Math.min(...all.map(({ times }) => times[0] ?? 0));
  const to = Math.max(...all.map(({ times }) => times.at(-1) ?? 0));
  return { from: Math.floor(from / 60) * 60, to: Math.floor(to / 60) * 60 + 60 };
};
