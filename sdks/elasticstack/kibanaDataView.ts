import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_kibana_data_view */
export class KibanaDataView extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/kibanaDataView:KibanaDataView";

  constructor(name: string, args: KibanaDataViewArgs, opts?: CustomResourceOptions) {
    super(KibanaDataView.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface KibanaDataViewArgs {
  readonly dataView: Input<inputs.KibanaDataViewDataView>;
  readonly override?: Input<boolean | undefined>;
  readonly spaceId?: Input<string | undefined>;
}
