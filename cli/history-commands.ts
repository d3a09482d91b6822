import { InvalidArgumentError, Option, type Command } from "commander";
import { environmentNames } from "../monitors/model/environment";
import type { BacktestOptions } from "./backtest/command";
import type { SimulateOptions } from "./simulate/command";
import { shapeNames } from "./simulate/shapes";

/** What alerts would have done, over a day or over years. What they need is loaded for them alone. */
export const addHistoryCommands = (cli: Command): void => {
  addBacktest(cli);
  addSimulate(cli);
};

const addBacktest = (cli: Command): void => {
  cli
    .command("backtest")
    .description("how often each signal with a series would have fired, and how well against known incidents")
    .requiredOption("-s, --series <folder>", "a CSV or JSON file for each measure: api.error_rate.csv")
    .option("--labels <file>", "known incidents: CSV with signal,from,to")
    .option("--recorded <file>", "what a vendor has recorded: CSV with level,from,to")
    .option("--fetch", "first read it from Datadog, CloudWatch and Prometheus, with the keys of the environment")
    .addOption(
      new Option("--days <number>", "with --fetch: how far back (30 if left out)").argParser(wholeNumber(455, 1)),
    )
    .option("--signal <signal>", "with --fetch: of which signal alone")
    .addOption(new Option("--datadog-endpoint <address>", "a server that speaks its API").hideHelp())
    .option("-b, --base <revision>", "and by the thresholds of another revision, side by side")
    .addOption(
      new Option("--max-firings <number>", "end with 1 where a level fired more often").argParser(wholeNumber(1e9)),
    )
    .addOption(
      new Option("--min-precision <percent>", "end with 1 where less of a level's firings were of incidents").argParser(
        wholeNumber(100),
      ),
    )
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("prod"))
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nSeries, labels, and which keys --fetch takes: docs/simulate.md")
    .action(async (options: BacktestOptions, command: Command) => {
      const { backtestCommand } = await import("./backtest/command");
      await backtestCommand(options, command);
    });
};

const addSimulate = (cli: Command): void => {
  cli
    .command("simulate")
    .description("what a signal's alerts would have done over a series: when they fire, who hears, how often they flap")
    .argument("<signal>", "of which signal, or which of its measures: api.error_rate")
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("prod"))
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
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
      const { simulateCommand } = await import("./simulate/command");
      simulateCommand(signal, options, command);
    });
};

const wholeNumber =
  (most: number, least = 0) =>
  (word: string): number => {
    if (/^\d+$/.test(word) && Number(word) >= least && Number(word) <= most) return Number(word);
    throw new InvalidArgumentError(`It must be a whole number from ${String(least)} to ${String(most)}.`);
  };
