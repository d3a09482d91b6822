import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { cloudWatchConstructors } from "../../../monitors/cloudwatch/component";
import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { DeclaredResources, type DeclaredArgs } from "../../../monitors/declaration/component";

export type StripeEventsArgs = DeclaredArgs<CloudWatchDeclaration>;

/** Stripe's events: a bus for each source, an archive, what counts each sort of them, and the way to the log store. */
export class StripeEvents extends DeclaredResources<CloudWatchDeclaration> {
  constructor(name: string, args: StripeEventsArgs, options?: ComponentResourceOptions) {
    super("StripeEvents", name, { constructors: cloudWatchConstructors }, args, options);
    this.registerOutputs({});
  }
}
