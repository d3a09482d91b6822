import { Option, type Command } from "commander";
import { environmentOption, formatOption, wholeNumber } from "../shared/options";
import type { BacktestOptions } from "./command";

export const addBacktest = (cli: Command): void => {
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
    .addOption(environmentOption())
    .addOption(formatOption())
    .addHelpText("after", "\nSeries, labels, and which keys --fetch takes: docs/simulate.md")
    .action(async (options: BacktestOptions, command: Command) => {
      const { backtestCommand } = await import("./command");
      await backtestCommand(options, command);
    });
};
