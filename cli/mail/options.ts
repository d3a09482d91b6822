import { Option, type Command } from "commander";
import { reportNames } from "../../dashboards/reports";
import { environmentOption } from "../shared/options";
import type { MailOptions } from "./command";

export const addMail = (cli: Command): void => {
  cli
    .command("mail")
    .description("sends the week's reports by mail, where Grafana's plan has none: HTML, and PDF by Chromium")
    .addOption(environmentOption())
    .addOption(new Option("--report <name>", "one of them alone").choices(reportNames))
    .option("--out <folder>", "write the pages there, and send nothing")
    .option("--no-pdf", "without the PDF, and so without Chromium")
    .addHelpText("after", "\nWho gets which, and which keys are read: docs/reports.md")
    .action(async (options: MailOptions) => {
      const { mailCommand } = await import("./command");
      await mailCommand(options);
    });
};
