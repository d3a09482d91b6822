import { format } from "prettier";
import { planSchema } from "../plan/shape";
import { settleStale, staleOf } from "../shared/generated";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { configurationPage } from "./configuration-page";
import { stackSchema } from "./stack-schema";

export interface SchemaOptions {
  readonly check?: true;
}

/** Writes what is made of the schemas; with `--check` it only says which files are stale, and ends with 1. */
export const schemaCommand = async ({ check }: SchemaOptions): Promise<void> => {
  const files = [
    await planSchemaFile(),
    { name: "docs/stack.schema.json", text: await formatted(JSON.stringify(stackSchema()), "json") },
    { name: "docs/configuration.md", text: await formatted(configurationPage(), "markdown") },
  ];
  settleStale("schema", staleOf(repositoryRoot(), files), check);
};

const formatted = (text: string, parser: "json" | "markdown"): Promise<string> =>
  format(text, { parser, printWidth: 120 });

export const planSchemaFile = async (): Promise<{ readonly name: string; readonly text: string }> => ({
  name: "docs/plan.schema.json",
  text: await formatted(JSON.stringify(planSchema()), "json"),
});
