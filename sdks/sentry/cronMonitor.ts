import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** sentry_cron_monitor */
export class CronMonitor extends CustomResource {
  public static readonly __pulumiType = "sentry:index/cronMonitor:CronMonitor";
  declare public readonly name: Output<string>;

  constructor(name: string, args: CronMonitorArgs, opts?: CustomResourceOptions) {
    super(CronMonitor.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface CronMonitorArgs {
  readonly checkinMarginMinutes: Input<number>;
  readonly description?: Input<string | undefined>;
  readonly enabled?: Input<boolean | undefined>;
  readonly failureIssueThreshold: Input<number>;
  readonly maxRuntimeMinutes: Input<number>;
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly owner?: Input<inputs.CronMonitorOwner | undefined>;
  readonly project: Input<string>;
  readonly recoveryThreshold: Input<number>;
  readonly schedule: Input<inputs.CronMonitorSchedule>;
  readonly timezone?: Input<string | undefined>;
}
