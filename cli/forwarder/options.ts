import { Option, type Command } from "commander";
import { forwarderTemplate } from "../../infra/integrations/aws/forwarder-template";
import type { ForwarderOptions } from "./command";

export const addForwarder = (cli: Command): void => {
  cli
    .command("forwarder")
    .description(
      "holds the template of Datadog's forwarder, as CloudFormation would fetch it, against the hash that is declared",
    )
    .addOption(new Option("--url <address>", "another address, for tests").default(forwarderTemplate.url).hideHelp())
    .action(async (options: ForwarderOptions) => {
      const { forwarderCommand } = await import("./command");
      await forwarderCommand(options);
    });
};
