import type { Command } from "commander";

export const addLogrocket = (cli: Command): void => {
  cli
    .command("logrocket")
    .description("writes docs/logrocket.md, the charts and alerts to make in LogRocket by hand, from the catalogue")
    .option("--check", "only say whether the page is stale")
    .action(async (options: { readonly check?: true }) => {
      await (await import("./command")).logRocketCommand(options);
    });
};
