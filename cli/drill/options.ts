import { Option, type Command } from "commander";
import { levelNames } from "../../monitors/model/level";
import { environmentOption, formatOption, secondsUpTo } from "../shared/options";
import type { DrillOptions } from "./command";

export const addDrill = (cli: Command): void => {
  cli
    .command("drill")
    .description("sends a marked test event down the way of an alert: PagerDuty, Slack")
    .argument("<signal>", "whose way: api.availability")
    .addOption(environmentOption("dev"))
    .addOption(new Option("-l, --level <level>", "which level").choices(levelNames).default("critical"))
    .addOption(formatOption())
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for each answer").argParser(secondsUpTo(600)).default(10),
    )
    .option("--dry-run", "print what would be sent, without keys, and send nothing")
    .option("--resolve <key>", "end the incident that a drill has opened, by the key it has printed")
    .option("--yes-page-people", "in prod: yes, ring real phones")
    .addHelpText("after", "\nKeys, and what to expect: docs/drill-and-quality.md")
    .action(async (signal: string, options: DrillOptions, command: Command) => {
      const { drillCommand } = await import("./command");
      await drillCommand(signal, options, command);
    });
};
