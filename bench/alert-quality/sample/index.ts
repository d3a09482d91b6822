import { assertNever } from "../../../monitors/model/assert-never";
import { natureOf } from "../nature";
import { sampleAnswers } from "./answer";
import { sampleEarlier, sampleRemaining, sampleUsual } from "./course";
import { sampleBeats, sampleCount, sampleHappening, sampleSilence } from "./events";
import type { Round, Sampled } from "./series";
import { sampleShare } from "./share";
import { sampleValue } from "./value";
import { sampleWeeks } from "./weeks";

export type { Round, Sampled } from "./series";

/** What the level's vendor would hold of what truly happens. */
export const sample = (round: Round): Sampled => {
  const nature = natureOf(round.measure);
  const byQuestion = round.measure.source.type === "sql";
  switch (nature) {
    case "share":
      return sampleShare(round);
    case "value":
      return sampleValue(round);
    case "answer":
      return sampleAnswers(round);
    case "count":
      return sampleCount(round);
    case "happening":
      return sampleHappening(round);
    case "usual":
      return byQuestion ? sampleWeeks(round) : sampleUsual(round);
    case "earlier":
      return byQuestion ? sampleWeeks(round) : sampleEarlier(round);
    case "silence":
      return sampleSilence(round);
    case "beat":
      return sampleBeats(round);
    case "remaining":
      return sampleRemaining(round);
    default:
      return assertNever(nature);
  }
};
