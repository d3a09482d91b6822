import { CommanderError } from "commander";
import { hasErrors, type Diagnostic } from "../../monitors/plan/diagnostic";
import { CommandError, exitCodes } from "../../cli/shared/exit";
import { chanceOf, type Chance } from "../alert-quality/random";

/** Mutations tried one by one in this process, each by the functions that a command calls. */

/** What is made wrong: it says what was, and runs what a command would. */
export interface Subject {
  readonly name: string;
  /** Of a thousand mutations. */
  readonly share: number;
  readonly mutate: (chance: Chance) => { readonly words: string; readonly run: () => Ended | Promise<Ended> };
}

/** 0, or 1 where there are diagnostics; the rest is thrown. */
export type Ended = typeof exitCodes.fine | typeof exitCodes.failed;

export const endedBy = (diagnostics: readonly Diagnostic[]): Ended =>
  hasErrors(diagnostics) ? exitCodes.failed : exitCodes.fine;

export interface Trial {
  readonly subject: string;
  readonly words: string;
  /** The exit code that a command would end with. */
  readonly code: number;
  /** Of the processor: what else the machine does is left out. */
  readonly seconds: number;
  /** Of a fault of ours: what was thrown, and where. */
  readonly thrown: string | undefined;
}

const MICROSECONDS = 1_000_000;

/** As `runProgram` ends a command. */
const codeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return exitCodes.usage;
  return error instanceof CommandError ? exitCodes[error.ending] : exitCodes.fault;
};

/** The message, and the first places of ours. */
const wordThrown = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const places = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !line.includes("node_modules"));
  return [error.message.slice(0, 300), ...places.slice(0, 3).map((line) => line.trim())].join(" | ");
};

const drawSubject = (subjects: readonly Subject[], { uniform }: Chance): Subject => {
  let left = uniform() * subjects.reduce((sum, { share }) => sum + share, 0);
  for (const subject of subjects) {
    left -= subject.share;
    if (left < 0) return subject;
  }
  throw new Error("no subject to draw");
};

/** The number of a mutation and the seed make it again, whatever ran before it. */
export const tryMutation = async (subjects: readonly Subject[], seed: number, number: number): Promise<Trial> => {
  const chance = chanceOf(seed, "mutation", number);
  const subject = drawSubject(subjects, chance);
  const { words, run } = subject.mutate(chance);
  const about = { subject: subject.name, words };
  const start = process.cpuUsage();
  const secondsSince = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / MICROSECONDS;
  };
  try {
    return { ...about, code: await run(), seconds: secondsSince(), thrown: undefined };
  } catch (error) {
    const code = codeOf(error);
    const thrown = code === exitCodes.fault ? wordThrown(error) : undefined;
    return { ...about, code, seconds: secondsSince(), thrown };
  }
};
