import { Argument, Option, type Command } from "commander";
import { environmentOption, wholeNumber } from "../shared/options";
import type { IncidentAction, IncidentOptions } from "./command";

export const addIncident = (cli: Command): void => {
  cli
    .command("incident")
    .description(
      "of each open P0 the draft of a status-page notice, of each ended P0 and P1 its analysis, as files of Markdown",
    )
    .addArgument(new Argument("<action>", "which of the two").choices(["draft", "document"]))
    .addOption(environmentOption())
    .addOption(
      new Option("--days <number>", "of incidents that began in so many days").argParser(wholeNumber(30, 1)).default(2),
    )
    .requiredOption("-o, --out <folder>", "where to write them: the first line of each is its title")
    .addHelpText("after", "\nWho publishes, and which keys are read: docs/on-call.md")
    .action(async (action: IncidentAction, options: IncidentOptions) => {
      const { incidentCommand } = await import("./command");
      await incidentCommand(action, options);
    });
};
