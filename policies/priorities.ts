import type { Policies } from "../monitors/model/route";
import { hours, minutes, seconds } from "../monitors/model/quantity";

/** R1: how soon a person must react. P0 is "immediately": the first page leaves with the alert. */
export const respondWithin: Policies["respondWithin"] = {
  P0: seconds(0),
  P1: minutes(15),
  P2: hours(1),
  P3: hours(24),
};
