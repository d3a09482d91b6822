import { Option, type Command } from "commander";
import { environmentOption, formatOption, wholeNumber } from "../shared/options";
import { shapeNames } from "./shapes";
import type { SimulateOptions } from "./command";

export const addSimulate = (cli: Command): void => {
  cli
    .command("simulate")
    .description("what a signal's alerts would have done over a series: when they fire, who hears, how often they flap")
    .argument("<signal>", "of which signal, or which of its measures: api.error_rate")
    .addOption(environmentOption())
    .addOption(formatOption())
    .option("-s, --series <file>", "CSV or JSON with a time and a value, or bad and all; - for standard input")
    .addOption(new Option("--shape <name>", "an invented day instead").choices(shapeNames))
    .addOption(
      new Option("--seed <number>", "of the invented day's noise").argParser(wholeNumber(2 ** 32 - 1)).default(1),
    )
    .option("--from <time>", "tell of what is from then on: 2026-11-23T10:00:00Z; what was before is still known")
    .option("--to <time>", "and of what was before that")
    .option("--all", "print every change, however many")
    .option("--svg <file>", "and a picture of it")
    .addHelpText(
      "after",
      "\nvalue: of an outage 1 = failing, 0 = fine; of a heartbeat 1 for a beat; of events how many; of an anomaly the number itself;\nof a duration ms; of a share per cent, or bad and all. Every kind, columns, and what is left out: docs/simulate.md",
    )
    .action(async (signal: string, options: SimulateOptions, command: Command) => {
      const { simulateCommand } = await import("./command");
      simulateCommand(signal, options, command);
    });
};
