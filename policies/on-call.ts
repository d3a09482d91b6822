import type { Policies } from "../monitors/model/route";

/** R2 and R5: who stands on each rung. Rungs 1 and 2 take turns by the week, 3 and 4 are fixed. */
export const rungs: Policies["rungs"] = {
  1: { who: "development team", turns: "weekly" },
  2: { who: "senior engineers", turns: "weekly" },
  3: { who: "engineering managers", turns: "fixed" },
  4: { who: "CTO and leadership", turns: "fixed" },
};

/** R5: hand-off on Mondays at 10:00 in Paris. Turns are counted from this Monday; moving it shifts who is on call. */
export const handOff: Policies["handOff"] = { first: "2026-01-05T10:00:00+01:00", timeZone: "Europe/Paris" };
