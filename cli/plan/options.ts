import { Option, type Command } from "commander";
import { environmentNames } from "../../monitors/model/environment-name";
import { formatOption } from "../shared/options";
import type { PlanOptions } from "./command";

export const addPlan = (cli: Command): void => {
  cli
    .command("plan")
    .description("what would alert, at what level, and who hears of it")
    .addOption(
      new Option("-e, --environment <name>", "which environment").choices([...environmentNames, "all"]).default("prod"),
    )
    .addOption(formatOption())
    .option("--declarations", "with every resource's arguments; JSON only")
    .option("--routes", "who is told of each level, when, and by what links, followed through what was rendered")
    .option("--on-call [day]", "who is on call on a day (2026-12-25; today if left out), by the declared schedules")
    .option("--emitters", "who sends each feed that is read, and from where")
    .option("--messages", "what a person gets of each level: page, SMS, Slack and mail, with an example value")
    .option("--cost", "what the alerts cost a month by vendor, an estimate at list prices")
    .action(async (options: PlanOptions, command: Command) => {
      const { planCommand } = await import("./command");
      await planCommand(options, command);
    });
};
