import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_kibana_maintenance_window: Elastic Stack 9.1 and later */
export class KibanaMaintenanceWindow extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/kibanaMaintenanceWindow:KibanaMaintenanceWindow";

  constructor(name: string, args: KibanaMaintenanceWindowArgs, opts?: CustomResourceOptions) {
    super(KibanaMaintenanceWindow.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface KibanaMaintenanceWindowArgs {
  readonly customSchedule: Input<inputs.KibanaMaintenanceWindowCustomSchedule>;
  readonly enabled?: Input<boolean | undefined>;
  readonly scope?: Input<inputs.KibanaMaintenanceWindowScope | undefined>;
  readonly spaceId?: Input<string | undefined>;
  readonly title: Input<string>;
}
