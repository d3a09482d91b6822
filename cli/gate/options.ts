import type { Command } from "commander";
import type { GateOptions } from "./command";

export const addGate = (cli: Command): void => {
  cli
    .command("gate")
    .description("says on a pull request's head whether it may take protection away; for CI")
    .requiredOption("--head <commit>", "the commit that is judged")
    .requiredOption("--review <outcome>", "how `review --fail-on …` ended: success, or anything else")
    .requiredOption("--link <address>", "where it can be read why")
    .action(async (options: GateOptions) => {
      const { gateCommand } = await import("./command");
      await gateCommand(options);
    });
};
