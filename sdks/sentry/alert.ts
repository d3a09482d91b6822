import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** sentry_alert */
export class Alert extends CustomResource {
  public static readonly __pulumiType = "sentry:index/alert:Alert";
  declare public readonly name: Output<string>;

  constructor(name: string, args: AlertArgs, opts?: CustomResourceOptions) {
    super(Alert.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface AlertArgs {
  readonly actionFilters: Input<Input<inputs.AlertActionFilter>[]>;
  readonly enabled?: Input<boolean | undefined>;
  readonly environment?: Input<string | undefined>;
  readonly frequencyMinutes: Input<number>;
  readonly monitorIds: Input<Input<string>[]>;
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly triggerConditions?: Input<Input<inputs.AlertTriggerCondition>[] | undefined>;
}
