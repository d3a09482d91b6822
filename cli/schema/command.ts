import { format } from "prettier";
import { planSchema } from "../plan/shape";
import { settleStale, staleOf } from "../shared/generated";
import { repositoryRoot } from "../../infra/environment/repository-root";

export interface SchemaOptions {
  readonly check?: true;
}

/** Writes the plan's JSON Schema; with `--check` it only says whether the file is stale, and ends with 1. */
export const schemaCommand = async ({ check }: SchemaOptions): Promise<void> => {
  settleStale("schema", staleOf(repositoryRoot(), [await planSchemaFile()]), check);
};

export const planSchemaFile = async (): Promise<{ readonly name: string; readonly text: string }> => ({
  name: "docs/plan.schema.json",
  text: await format(JSON.stringify(planSchema()), { parser: "json", printWidth: 120 }),
});
