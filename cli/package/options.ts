import type { Command } from "commander";
import type { PackageOptions } from "./command";

export const addPackage = (cli: Command): void => {
  cli
    .command("package")
    .description(
      "what the shop installs: instrumentation/ as a package, ready for npm pack; its version is of what it holds",
    )
    .requiredOption("-o, --out <folder>", "where to write it")
    .action(async (options: PackageOptions) => {
      const { packageCommand } = await import("./command");
      await packageCommand(options);
    });
};
