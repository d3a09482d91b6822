import type { Command } from "commander";
import { formatOption } from "../shared/options";
import type { QualityOptions } from "./command";

export const addQuality = (cli: Command): void => {
  cli
    .command("quality")
    .description("how good the alerting was, by PagerDuty's export and what people wrote down afterwards")
    .requiredOption("--incidents <file>", "PagerDuty's: the CSV of its web pages, or the JSON of its API")
    .option("--labels <file>", "the post-incident records: incident, started_at, real (yes or no); CSV or JSON")
    .option("--time-zone <name>", "of times that are written without an offset", "Etc/UTC")
    .addOption(formatOption())
    .addHelpText("after", "\nWhat the figures are, and how to export: docs/drill-and-quality.md")
    .action(async (options: QualityOptions, command: Command) => {
      const { qualityCommand } = await import("./command");
      qualityCommand(options, command);
    });
};
