import type { Figure } from "./figure";
import { median, repeat, runNode } from "./run";
import { argumentsOf } from "./scripts";

/** The commands that people wait for, as package.json starts them but without npm's own start. */

const medianSeconds = (times: number, args: readonly string[]): number =>
  median(repeat(times, () => runNode(args).seconds));

export const measurePlan = (): readonly Figure[] => [
  {
    name: "plan of prod",
    how: "wall time of the script `plan` as a process, without npm; median of 7",
    unit: "s",
    atMost: 0.8,
    value: medianSeconds(7, argumentsOf("plan")),
  },
];

export const measureTypeCheck = (): readonly Figure[] => [
  {
    name: "type check of the repository",
    how: "wall time of the script `check:types` as a process, without npm; median of 5",
    unit: "s",
    atMost: 4,
    value: medianSeconds(5, argumentsOf("check:types")),
  },
];
