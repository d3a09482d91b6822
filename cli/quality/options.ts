import { Option, type Command } from "commander";
import { environmentOption, formatOption, wholeNumber } from "../shared/options";
import type { QualityOptions } from "./command";

/** "Maximum range is 6 months" (GET /incidents, `since`). */
const LONGEST = 180;

export const addQuality = (cli: Command): void => {
  cli
    .command("quality")
    .description("how good the alerting was, by PagerDuty's incidents and what people wrote down afterwards")
    .addOption(environmentOption())
    .option("--incidents <file>", "PagerDuty's: the CSV of its web pages, or the JSON of its API")
    .addOption(
      new Option("--days <number>", "ask PagerDuty itself, of so many days, with the key in PAGERDUTY_TOKEN").argParser(
        wholeNumber(LONGEST, 1),
      ),
    )
    .option("--labels <file>", "the post-incident records: incident, started_at, real (yes or no); CSV or JSON")
    .option("--time-zone <name>", "of times that are written without an offset", "Etc/UTC")
    .option("--push", "with --days: keep the figures in Grafana's metrics, for the board")
    .option("--slack", "with --days: send the summary to Slack")
    .addOption(formatOption())
    .addHelpText("after", "\nWhat the figures are, how to export, and which keys are read: docs/drill-and-quality.md")
    .action(async (options: QualityOptions, command: Command) => {
      const { qualityCommand } = await import("./command");
      await qualityCommand(options, command);
    });
};
