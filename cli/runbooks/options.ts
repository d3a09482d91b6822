import type { Command } from "commander";
import type { RunbooksOptions } from "./command";

export const addRunbooks = (cli: Command): void => {
  cli
    .command("runbooks")
    .description("writes each signal's thresholds into its runbook, from the catalogue")
    .option("--check", "only name the pages that are stale")
    .action(async (options: RunbooksOptions) => {
      const { runbooksCommand } = await import("./command");
      await runbooksCommand(options);
    });
};
