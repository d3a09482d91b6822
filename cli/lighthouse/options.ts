import type { Command } from "commander";
import type { LighthouseOptions } from "./command";

export const addLighthouse = (cli: Command): void => {
  cli
    .command("lighthouse")
    .description("writes lighthouserc.json, the budgets that Lighthouse CI holds previews to, from the catalogue")
    .option("--check", "only say whether the file is stale")
    .action(async (options: LighthouseOptions) => {
      const { lighthouseCommand } = await import("./command");
      await lighthouseCommand(options);
    });
};
