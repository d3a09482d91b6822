import { z } from "zod";
import type { Figure } from "./figure";
import { median, repeat, runNode } from "./run";
import { programArguments } from "./scripts";

/** A company's catalogue, many times Driplo's own: how long it takes, how much it holds, and that both only grow with it. */

const SIGNALS = 5_000;

/** What `declare-program.ts` prints. Memory in MiB. */
const declared = z.object({
  seconds: z.number(),
  alarms: z.number(),
  resources: z.number(),
  peakMemory: z.number(),
});

const declare = (signals: number) => {
  const { seconds: wall, output } = runNode([...programArguments(), "bench/declare-program.ts", String(signals)]);
  return { wall, ...declared.parse(JSON.parse(output)) };
};

type Declared = ReturnType<typeof declare>;

interface Round {
  readonly once: Declared;
  readonly twice: Declared;
  readonly fourTimes: Declared;
}

export const measureDeclare = (): readonly Figure[] => {
  const rounds = repeat(7, (): Round => ({
    once: declare(SIGNALS),
    twice: declare(2 * SIGNALS),
    fourTimes: declare(4 * SIGNALS),
  }));
  return [...sizeFigures(rounds.map(({ once }) => once)), ...growthFigures(rounds)];
};

const sizeFigures = (runs: readonly Declared[]): readonly Figure[] => {
  const { alarms, resources } = runs[0] ?? { alarms: 0, resources: 0 };
  const name = `${alarms.toLocaleString("en")} alarms`;
  const how = `the real rows over and over, ${SIGNALS.toLocaleString("en")} signals of two levels, ${resources.toLocaleString("en")} resources; process start to end, median of 7`;
  return [
    {
      name: `${name}: resolve, check and render`,
      how,
      unit: "s",
      atMost: 1,
      value: median(runs.map(({ wall }) => wall)),
    },
    {
      name: `${name}: peak memory`,
      how: "resident set of the same processes, median",
      unit: "MiB",
      atMost: 300,
      value: median(runs.map(({ peakMemory }) => peakMemory)),
    },
  ];
};

const growthFigures = (rounds: readonly Round[]): readonly Figure[] => {
  const seconds = (pick: (round: Round) => Declared): number => median(rounds.map((round) => pick(round).seconds));
  const middle = seconds(({ twice }) => twice);
  return [
    {
      name: "10,000 signals against 5,000",
      how: "ratio of the time inside `declareStack`, medians of 7; linear is 2",
      unit: "times",
      atMost: 2.5,
      value: middle / seconds(({ once }) => once),
    },
    {
      name: "20,000 signals against 10,000",
      how: "the same",
      unit: "times",
      atMost: undefined,
      value: seconds(({ fourTimes }) => fourTimes) / middle,
    },
  ];
};
