/** How a command ends. The same table stands in the README and under `--help`. */
export const exitCodes = {
  /** All of it was looked at, and nothing is wrong. */
  fine: 0,
  /** The plan, a gate or a check has errors, or what was asked could not be compared. */
  failed: 1,
  /** Wrong usage, or input that cannot be read. Keys that the caller must set are usage, too. */
  usage: 2,
  /** A fault of this program's own. */
  fault: 3,
  /** A vendor could not be asked: it was not reached, or refused. */
  vendor: 4,
} as const;

export const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  fine: "fine",
  failed: "the plan, a gate or a check has errors, or what was asked could not be compared",
  usage: "wrong usage, or input that cannot be read",
  fault: "a fault of this program: report it",
  vendor: "a vendor could not be asked",
};

/** For `--help` and the README. */
export const exitRows = (): readonly (readonly [code: string, meaning: string])[] => [
  [String(exitCodes.fine), exitMeanings.fine],
  [String(exitCodes.failed), exitMeanings.failed],
  [String(exitCodes.usage), exitMeanings.usage],
  [String(exitCodes.fault), exitMeanings.fault],
  [String(exitCodes.vendor), exitMeanings.vendor],
];

export type Ending = Exclude<keyof typeof exitCodes, "fine">;

/** Ends a command. Each line says where, what and what to do, and is printed behind `error: `; nobody sees a stack trace. */
export class CommandError extends Error {
  readonly ending: Ending;
  readonly lines: readonly [string, ...string[]];

  constructor(ending: Ending, ...lines: readonly [string, ...string[]]) {
    super(lines.join("\n"));
    this.name = "CommandError";
    this.ending = ending;
    this.lines = lines;
  }
}

/** Says that the command has failed and lets it go on, to say the rest. The gravest ending stays: a fault, then the rest by number. */
export const endLater = (ending: Ending): void => {
  const code = exitCodes[ending];
  const before = Number(process.exitCode ?? 0);
  process.exitCode = [before, code].includes(exitCodes.fault) ? exitCodes.fault : Math.max(before, code);
};
