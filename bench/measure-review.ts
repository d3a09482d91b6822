import { z } from "zod";
import type { Figure } from "./figure";
import { median, repeat, runNode } from "./run";
import { argumentsOf, programArguments } from "./scripts";

const SIGNALS = 10_000;

/** What `review-program.ts` prints. */
const reviewed = z.object({ seconds: z.number(), changed: z.number() });

export const measureReview = (): readonly Figure[] => {
  const runs = repeat(5, () =>
    reviewed.parse(JSON.parse(runNode([...programArguments(), "bench/review-program.ts", String(SIGNALS)]).output)),
  );
  const { changed } = runs[0] ?? { changed: 0 };
  return [
    {
      name: "review of the repository",
      how: "wall time of the script `review` against HEAD as a process, without npm: both revisions, both environments; median of 7",
      unit: "s",
      atMost: 3,
      value: median(repeat(7, () => runNode([...argumentsOf("review"), "--base", "HEAD"]).seconds)),
    },
    {
      name: `review of ${changed.toLocaleString("en")} changed signals`,
      how: "both printed plans of prod read and compared, and the comment written, resources and boards with it; median of 5",
      unit: "s",
      atMost: 5,
      value: median(runs.map(({ seconds }) => seconds)),
    },
  ];
};
