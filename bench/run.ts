import { spawnSync } from "node:child_process";
import { CommandError } from "../cli/shared/exit";
import { ROOT } from "./root";

/** Programs run as processes of their own: a start is part of what is measured, and no run warms up another. */

export interface Run {
  readonly seconds: number;
  readonly output: string;
  /** By the clock of all processes, in ms since 1970. */
  readonly start: number;
}

export type Variables = Readonly<Record<string, string>>;

/** The clock that every process of the machine shares, finer than `Date.now()`. */
const now = (): number => performance.timeOrigin + performance.now();

/** @throws CommandError where the program fails: the time of a failure is no figure */
export const runNode = (args: readonly string[], variables: Variables = {}): Run => {
  const start = now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = (now() - start) / 1000;
  if (status !== 0)
    throw new CommandError("failed", `${args.at(-1) ?? "node"} failed: ${firstLine(`${stderr}\n${stdout}`)}`);
  return { seconds, output: stdout, start };
};

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";

/** Rounds, not runs: what is compared takes turns, so that a slow spell of the machine slows all of it and no ratio. */
export const repeat = <Round>(times: number, round: () => Round): readonly Round[] =>
  Array.from({ length: times }, round);

export const median = (numbers: readonly number[]): number => {
  const middle = numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  if (middle === undefined) throw new Error("no median of nothing");
  return middle;
};
