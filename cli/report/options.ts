import type { Command } from "commander";
import { environmentOption } from "../shared/options";
import type { ReportCommandOptions } from "./command";

export const addReport = (cli: Command): void => {
  cli
    .command("report")
    .description("every signal, who is told, and the on-call sheet, as one page of HTML that needs nothing beside it")
    .addOption(environmentOption())
    .option("-o, --out <file>", "where to write it; without it the page goes to stdout")
    .option("--day <day>", "first day of the on-call sheet (2026-12-25; today if left out)")
    .action(async (options: ReportCommandOptions, command: Command) => {
      // Dates take a library that the other commands do without.
      const { reportCommand } = await import("./command");
      reportCommand(options, command);
    });
};
