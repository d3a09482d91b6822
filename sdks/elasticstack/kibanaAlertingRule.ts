import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_kibana_alerting_rule */
export class KibanaAlertingRule extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule";

  constructor(name: string, args: KibanaAlertingRuleArgs, opts?: CustomResourceOptions) {
    super(KibanaAlertingRule.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface KibanaAlertingRuleArgs {
  readonly actions?: Input<Input<inputs.KibanaAlertingRuleAction>[] | undefined>;
  /** How many runs in a row must find it before it is told. */
  readonly alertDelay?: Input<number | undefined>;
  readonly consumer: Input<string>;
  readonly enabled?: Input<boolean | undefined>;
  readonly interval: Input<string>;
  readonly name: Input<string>;
  /** JSON */
  readonly params: Input<string>;
  readonly ruleId?: Input<string | undefined>;
  readonly ruleTypeId: Input<string>;
  readonly spaceId?: Input<string | undefined>;
  readonly tags?: Input<Input<string>[] | undefined>;
}
