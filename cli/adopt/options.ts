import type { Command } from "commander";
import { environmentOption, formatOption } from "../shared/options";
import type { AdoptOptions } from "./command";

export const addAdopt = (cli: Command): void => {
  cli
    .command("adopt")
    .description("what a team has already, against the catalogue: the same, different, and rows for what it lacks")
    .option("--datadog <file>", "what GET /api/v1/monitor answers")
    .option("--cloudwatch <file>", "what aws cloudwatch describe-alarms answers")
    .addOption(environmentOption())
    .addOption(formatOption())
    .option("-o, --out <folder>", "where to write import.json, for pulumi import, and rows.ts")
    .addHelpText("after", "\nHow to export, and what to do with the files: docs/adopt.md")
    .action(async (options: AdoptOptions, command: Command) => {
      const { adoptCommand } = await import("./command");
      adoptCommand(options, command);
    });
};
