import { z } from "zod";
import type { Figure } from "./figure";
import { runNode } from "./run";
import { programArguments } from "./scripts";

/** Rows, configurations and inputs made wrong at random: no command ends by a fault of ours, hangs or takes the machine. */

/** The same at each run, so that a fault that is found is found again: `node … bench/mutations/in-process.ts 14 1 <number>`. */
const SEED = 14;

const IN_PROCESS = 10_000;
const COMMANDS = 200;

const tried = z.object({
  ended: z.record(z.string(), z.number()),
  faults: z.array(z.string()),
  slowest: z.object({ seconds: z.number(), words: z.string() }),
  mebibytes: z.number(),
});

export const measureMutations = (): readonly Figure[] => [
  ...figuresOf("mutations in one process", "in-process.ts", IN_PROCESS, "time of the processor"),
  ...figuresOf("mutations through the command line", "commands.ts", COMMANDS, "process start to end"),
];

const figuresOf = (what: string, program: string, many: number, clock: string): readonly Figure[] => {
  const args = [...programArguments(), `bench/mutations/${program}`, String(SEED), String(many)];
  const { ended, faults, slowest, mebibytes } = tried.parse(JSON.parse(runNode(args).output));
  const name = `${many.toLocaleString("en")} ${what}`;
  const endings = Object.entries(ended).map(([code, times]) => `${times} with ${code}`);
  const [first] = faults;
  return [
    {
      name: `${name}: faults of ours`,
      how: `of rows, configurations and inputs, seed ${SEED}; they ended ${endings.join(", ")}${first === undefined ? "" : `; first: ${oneLine(first)}`}`,
      unit: "faults",
      atMost: 0,
      value: faults.length,
    },
    {
      name: `${name}: the slowest`,
      how: `${clock}: ${oneLine(slowest.words)}`,
      unit: "s",
      atMost: 10,
      value: slowest.seconds,
    },
    {
      name: `${name}: most memory`,
      how: "resident set of the largest process at its largest",
      unit: "MiB",
      atMost: 1_024,
      value: mebibytes,
    },
  ];
};

const oneLine = (text: string): string => JSON.stringify(text.slice(0, 200)).slice(1, -1);
