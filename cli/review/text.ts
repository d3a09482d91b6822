import wrap from "wrap-ansi";
import { wordCostChange } from "../plan/cost/words";
import type { Paint } from "../shared/paint";
import type { Review } from "./review";
import { isQuiet, sectionsOf, wordCounts, wordResources, wordRevisions, type Line } from "./sections";
import { visible } from "./visible";

const WIDTH = 100;

/** The review on a terminal. */
export const toText = (review: Review, paint: Paint): string => {
  const sections = sectionsOf(review).filter(({ title }) => title !== "Resources");
  return [
    paint.title(`What this does to alerting: ${wordRevisions(review)}`),
    "",
    ...unplanned(review),
    ...(isQuiet(review) ? ["Nothing changes for whoever is on call.", ""] : []),
    ...sections.flatMap(({ title, lines }) => [
      title === "Lost protection" || title === "The plan has errors" ? paint.critical(title) : paint.title(title),
      ...lines.flatMap(lineText),
      "",
    ]),
    ...wordResources(review).map((line) => `Resources, ${visible(line)}`),
    ...review.costs.flatMap((cost) => wrapped(`Cost, ${wordCostChange(cost)}`)),
    wordCounts(review),
    "",
  ].join("\n");
};

const wrapped = (line: string): readonly string[] => wrap(line, WIDTH, { hard: true }).split("\n");

const unplanned = ({ base, head }: Review): readonly string[] =>
  [base, head].flatMap(({ name, unplanned: why }) =>
    why === undefined ? [] : [...wrap(`${name} could not be planned: ${why}`, WIDTH, { hard: true }).split("\n"), ""],
  );

const lineText = ({ kind, where, what, environments }: Line): readonly string[] =>
  wrap(
    `${kind}: ${visible(where)}${environments === "" ? "" : ` (${visible(environments)})`}  ${visible(what)}`,
    WIDTH - 4,
    { hard: true },
  )
    .split("\n")
    .map((line, index) => `${index === 0 ? "  " : "    "}${line}`);
