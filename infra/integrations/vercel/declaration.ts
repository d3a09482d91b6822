import type { ApiAccessKeyArgs } from "@pulumi/newrelic/apiAccessKey";
import type { LogDrainArgs } from "@pulumiverse/vercel/logDrain";
import type { ProjectEnvironmentVariableArgs } from "@pulumiverse/vercel/projectEnvironmentVariable";
import type { TraceDrainArgs } from "@pulumiverse/vercel/traceDrain";
import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import type { Declaration, DeclarationsOf } from "../../../monitors/declaration/declaration";

/** What makes Vercel send, by Pulumi's type token, and the key by which New Relic lets it in. */
export interface VercelResources {
  readonly "vercel:index/logDrain:LogDrain": LogDrainArgs;
  readonly "vercel:index/traceDrain:TraceDrain": TraceDrainArgs;
  readonly "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": ProjectEnvironmentVariableArgs;
  readonly "newrelic:index/apiAccessKey:ApiAccessKey": ApiAccessKeyArgs;
}

export type VercelDeclaration =
  DeclarationsOf<VercelResources> | Extract<DatadogDeclaration, { type: "datadog:index/apiKey:ApiKey" }>;

/** Of a stack's declarations: no other room declares any of Vercel's resources. */
export const isVercel = (declaration: Declaration): declaration is VercelDeclaration => declaration.vendor === "vercel";
