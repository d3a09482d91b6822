import { ApiAccessKey } from "@pulumi/newrelic/apiAccessKey";
import { LogDrain } from "@pulumiverse/vercel/logDrain";
import { ProjectEnvironmentVariable } from "@pulumiverse/vercel/projectEnvironmentVariable";
import { TraceDrain } from "@pulumiverse/vercel/traceDrain";
import type { ConstructorsOf } from "../../../monitors/declaration/component";
import type { VercelResources } from "./declaration";

export const vercelConstructors: ConstructorsOf<VercelResources> = {
  "vercel:index/logDrain:LogDrain": LogDrain,
  "vercel:index/traceDrain:TraceDrain": TraceDrain,
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": ProjectEnvironmentVariable,
  "newrelic:index/apiAccessKey:ApiAccessKey": ApiAccessKey,
};
