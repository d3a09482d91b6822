import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_integration_pagerduty: one PagerDuty service, by the key of its Sentry integration. Its id is the service's in Sentry. */
export class IntegrationPagerduty extends CustomResource {
  public static readonly __pulumiType = "sentry:index/integrationPagerduty:IntegrationPagerduty";

  constructor(name: string, args: IntegrationPagerdutyArgs, opts?: CustomResourceOptions) {
    super(IntegrationPagerduty.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface IntegrationPagerdutyArgs {
  readonly integrationId: Input<string>;
  /** The provider does not mark it as a secret; whoever has it can page. */
  readonly integrationKey: Input<string>;
  readonly organization: Input<string>;
  readonly service: Input<string>;
}
