import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { DeclaredResources, type DeclaredArgs } from "../../../monitors/declaration/component";
import { pagerDutyConstructors } from "../../../policies/pagerduty/component";
import type { PagerDutyDeclaration } from "../../../policies/pagerduty/declaration";

export type LogRocketKeysArgs = DeclaredArgs<PagerDutyDeclaration>;

/** The keys by which LogRocket's alerts open and end incidents at PagerDuty's services. */
export class LogRocketKeys extends DeclaredResources<PagerDutyDeclaration> {
  constructor(name: string, args: LogRocketKeysArgs, options?: ComponentResourceOptions) {
    super("LogRocketKeys", name, { constructors: pagerDutyConstructors }, args, options);
    this.registerOutputs({});
  }
}
