import type { Command } from "commander";
import { environmentOption } from "../shared/options";
import type { RulesOptions } from "./command";

export const addRules = (cli: Command): void => {
  cli
    .command("rules")
    .description("the rules that Grafana evaluates, as plain Prometheus rule files and the scrape that feeds them")
    .addOption(environmentOption())
    .option("-o, --out <folder>", "where to write them, a file for each service; without it all rules go to stdout")
    .action(async (options: RulesOptions) => {
      const { rulesCommand } = await import("./command");
      rulesCommand(options);
    });
};
