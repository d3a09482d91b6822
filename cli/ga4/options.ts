import { Argument, Option, type Command } from "commander";
import { formatOption } from "../shared/options";
import type { Ga4Options } from "./command";

export const addGa4 = (cli: Command): void => {
  cli
    .command("ga4")
    .description("what Google Analytics is told to count: key events, custom dimensions, the funnel")
    .addArgument(new Argument("<action>", "apply does it, when told --yes").choices(["plan", "apply"]))
    .addOption(new Option("-p, --property <digits>", "which property").env("DRIPLO_GA4_PROPERTY").makeOptionMandatory())
    .addOption(formatOption())
    .addOption(new Option("--endpoint <address>", "a server that speaks the Admin API").hideHelp())
    .option("--yes", "with apply: yes, change the property")
    .action(async (action: "plan" | "apply", options: Ga4Options) => {
      const { ga4Command } = await import("./command");
      await ga4Command(action, options);
    });
};
