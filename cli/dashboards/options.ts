import type { Command } from "commander";
import { environmentOption } from "../shared/options";
import type { DashboardsOptions } from "./command";

export const addDashboards = (cli: Command): void => {
  cli
    .command("dashboards")
    .description("the boards as files, to import into a Grafana by hand or to look at")
    .addOption(environmentOption())
    .requiredOption("-o, --out <folder>", "where to write them: JSON, a file for each board")
    .option("--pictures", "and a picture of each, with invented series")
    .action(async (options: DashboardsOptions) => {
      const { dashboardsCommand } = await import("./command");
      dashboardsCommand(options);
    });
};
