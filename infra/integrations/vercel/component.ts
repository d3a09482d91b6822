import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { ApiAccessKey } from "@pulumi/newrelic/apiAccessKey";
import { LogDrain } from "@pulumiverse/vercel/logDrain";
import { ProjectEnvironmentVariable } from "@pulumiverse/vercel/projectEnvironmentVariable";
import { TraceDrain } from "@pulumiverse/vercel/traceDrain";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../../../monitors/declaration/component";
import { datadogConstructors } from "../../../monitors/datadog/component";
import { sentryLookups } from "../../../monitors/sentry/component";
import type { VercelDeclaration, VercelResources } from "./declaration";

export const vercelConstructors: ConstructorsOf<VercelResources> = {
  "vercel:index/logDrain:LogDrain": LogDrain,
  "vercel:index/traceDrain:TraceDrain": TraceDrain,
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": ProjectEnvironmentVariable,
  "newrelic:index/apiAccessKey:ApiAccessKey": ApiAccessKey,
};

export type VercelDrainsArgs = DeclaredArgs<VercelDeclaration>;

/** What Vercel sends of the shop, to whom and by which keys; and what the shop is told by its variables. */
export class VercelDrains extends DeclaredResources<VercelDeclaration> {
  /** Vercel's id of each drain of lines. */
  readonly logDrainIds = this.outputsOf(LogDrain, ({ id }) => id);
  /** The same of each drain of spans. */
  readonly traceDrainIds = this.outputsOf(TraceDrain, ({ id }) => id);

  constructor(name: string, args: VercelDrainsArgs, options?: ComponentResourceOptions) {
    super(
      "VercelDrains",
      name,
      {
        constructors: { ...datadogConstructors, ...vercelConstructors },
        lookups: sentryLookups,
      },
      args,
      options,
    );
    this.registerOutputs({ logDrainIds: this.logDrainIds, traceDrainIds: this.traceDrainIds });
  }
}
