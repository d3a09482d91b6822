import { compareQuantities, formatQuantity } from "../model/quantity";
import type { PlannedMeasure } from "./plan";
import type { Refusal } from "./refusal";

/** What keeps a level from being judged over a shorter window as well. @param can whether the vendor has a way to */
export const refuseSooner = ({ levels, window, missingData }: PlannedMeasure, can: boolean): Refusal | undefined => {
  const given = levels.flatMap(({ sooner }) => sooner ?? []);
  const notShorter = given.find((sooner) => compareQuantities(sooner.window, window) >= 0);
  if (given.length === 0) return undefined;
  if (!can)
    return {
      what: "a level is to be judged over a shorter window as well",
      rule: "an alert of two windows is declared of Datadog's shares and of the share of Stripe's events alone",
      remedy: "leave sooner out",
    };
  if (notShorter !== undefined)
    return {
      what: `sooner looks at ${formatQuantity(notShorter.window)}, the row at ${formatQuantity(window)}`,
      rule: "the shorter window must be shorter",
      remedy: "change the window of sooner, or leave it out",
    };
  return missingData === "ok"
    ? undefined
    : {
        what: `missingData is ${missingData} in a row with a level of two windows`,
        rule: "an alert on two others has no data of its own that could be missing",
        remedy: 'set missingData: "ok", or leave sooner out',
      };
};
