import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** sentry_uptime_monitor */
export class UptimeMonitor extends CustomResource {
  public static readonly __pulumiType = "sentry:index/uptimeMonitor:UptimeMonitor";
  declare public readonly name: Output<string>;

  constructor(name: string, args: UptimeMonitorArgs, opts?: CustomResourceOptions) {
    super(UptimeMonitor.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface UptimeMonitorArgs {
  readonly assertionJson?: Input<string | undefined>;
  readonly body?: Input<string | undefined>;
  readonly description?: Input<string | undefined>;
  readonly downtimeThreshold?: Input<number | undefined>;
  readonly enabled?: Input<boolean | undefined>;
  readonly environment: Input<string>;
  readonly headers?: Input<Readonly<Record<string, Input<string>>> | undefined>;
  readonly intervalSeconds: Input<number>;
  readonly method: Input<string>;
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly owner?: Input<inputs.UptimeMonitorOwner | undefined>;
  readonly project: Input<string>;
  readonly recoveryThreshold?: Input<number | undefined>;
  readonly timeoutMs: Input<number>;
  readonly url: Input<string>;
}
