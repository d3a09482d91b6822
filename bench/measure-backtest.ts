import { rmSync } from "node:fs";
import { z } from "zod";
import type { Figure } from "./figure";
import { runNode } from "./run";
import { programArguments } from "./scripts";

const MEASURES = 100;

/** What `backtest-program.ts` prints. */
const replayed = z.object({ seconds: z.number(), measures: z.number(), levels: z.number(), mebibytes: z.number() });

export const measureBacktest = (): readonly Figure[] => {
  // As the script `backtest` does.
  const program = ["--expose-gc", ...programArguments(), "bench/backtest-program.ts", String(MEASURES)];
  // Written by another process: what that takes is neither time nor memory of the replay.
  const folder = runNode(program).output;
  try {
    const { seconds, measures, levels, mebibytes } = replayed.parse(JSON.parse(runNode([...program, folder]).output));
    const what = `${measures} CSV files of 525,600 minutes read and ${levels} levels replayed by their vendors' evaluators, on one core`;
    return [
      { name: `backtest of a year of ${measures} signals`, how: what, unit: "s", atMost: 60, value: seconds },
      {
        name: "most memory of that backtest",
        how: "resident set of the whole process at its largest, its start included",
        unit: "MiB",
        atMost: 300,
        value: mebibytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
};
