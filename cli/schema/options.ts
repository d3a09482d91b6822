import type { Command } from "commander";
import type { SchemaOptions } from "./command";

export const addSchema = (cli: Command): void => {
  cli
    .command("schema")
    .description(
      "writes docs/plan.schema.json, docs/stack.schema.json and docs/configuration.md, which are made of the schemas",
    )
    .option("--check", "only say whether the file is stale")
    .action(async (options: SchemaOptions) => {
      const { schemaCommand } = await import("./command");
      await schemaCommand(options);
    });
};
