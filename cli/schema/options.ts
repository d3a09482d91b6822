import type { Command } from "commander";
import type { SchemaOptions } from "./command";

export const addSchema = (cli: Command): void => {
  cli
    .command("schema")
    .description("writes docs/plan.schema.json, the JSON Schema of what `plan --format json` prints")
    .option("--check", "only say whether the file is stale")
    .action(async (options: SchemaOptions) => {
      const { schemaCommand } = await import("./command");
      await schemaCommand(options);
    });
};
