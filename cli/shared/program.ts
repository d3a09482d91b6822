import { Command, CommanderError } from "commander";
import { visible } from "../../monitors/model/visible";
import { printable } from "./paint";
import { CommandError, endLater, exitCodes, exitRows } from "./exit";
import { printResult, watchStreams } from "./print";
import { shownLines } from "./word-faults";

/** How every command line here begins and ends: each by the one table of exit codes, which `--help` prints. */

const exitHelp = (): string =>
  ["", "Exit codes:", ...exitRows().map(([code, meaning]) => `  ${code}  ${meaning}`)].join("\n");

/** Its subcommands inherit all of this. */
export const createProgram = (name: string): Command =>
  new Command(name)
    .exitOverride()
    .configureOutput({
      writeOut: printResult,
      outputError: (text, write) => {
        write(printable(shownLines(text), process.stderr));
      },
    })
    .showHelpAfterError("(--help lists the options)")
    .addHelpText("afterAll", exitHelp);

export const runProgram = (program: Command): void => {
  watchStreams();
  process.once("uncaughtException", (error) => {
    endBy(error);
    process.exit();
  });
  program.parseAsync().catch(endBy);
};

const endBy = (error: unknown): void => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    return;
  }
  if (error instanceof CommandError) {
    process.stderr.write(error.lines.map((line) => `error: ${shownLines(visible(line))}\n`).join(""));
    endLater(error.ending);
    return;
  }
  const unloaded = loadFault(error);
  if (unloaded !== undefined) {
    process.stderr.write(`${unloaded}\n`);
    endLater("failed");
    return;
  }
  const said = error instanceof Error ? visible(error.message.split("\n")[0] ?? "") : "unknown";
  process.stderr.write(
    `error: ${shownLines(said)}\n  this is a fault of the program's own: report it with the command that was run\n`,
  );
  process.exitCode = exitCodes.fault;
};

/** What `infra/loader.cjs` says of a source that threw while it was loaded: a row that is mistyped, and no fault of ours. */
const loadFault = (error: unknown): string | undefined => {
  const describe: unknown = Reflect.get(globalThis, Symbol.for("driplo.load-fault"));
  const text = isDescriber(describe) && error instanceof Error ? describe(error) : undefined;
  return typeof text === "string" ? text : undefined;
};

const isDescriber = (value: unknown): value is (error: Error) => unknown => typeof value === "function";
