import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { cloudWatchConstructors } from "../../../monitors/cloudwatch/component";
import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { datadogConstructors } from "../../../monitors/datadog/component";
import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import { DeclaredResources, type DeclaredArgs } from "../../../monitors/declaration/component";

const making = { constructors: cloudWatchConstructors };

export type AwsMetricsArgs = DeclaredArgs<CloudWatchDeclaration>;

/** What AWS measures only for those who ask: the CDN's additional metrics, and the agent of the workers' hosts. */
export class AwsMetrics extends DeclaredResources<CloudWatchDeclaration> {
  constructor(name: string, args: AwsMetricsArgs, options?: ComponentResourceOptions) {
    super("AwsMetrics", name, making, args, options);
    this.registerOutputs({});
  }
}

export type CloudTrailFeedArgs = DeclaredArgs<CloudWatchDeclaration>;

/** CloudTrail's records of changed identities and read secrets, from every region that has them to a log group that is counted. */
export class CloudTrailFeed extends DeclaredResources<CloudWatchDeclaration> {
  constructor(name: string, args: CloudTrailFeedArgs, options?: ComponentResourceOptions) {
    super("CloudTrailFeed", name, making, args, options);
    this.registerOutputs({});
  }
}

export type CheckoutRoleArgs = DeclaredArgs<CloudWatchDeclaration>;

/** The role by which the API counts checkouts at CloudWatch, and nothing else. */
export class CheckoutRole extends DeclaredResources<CloudWatchDeclaration> {
  constructor(name: string, args: CheckoutRoleArgs, options?: ComponentResourceOptions) {
    super("CheckoutRole", name, making, args, options);
    this.registerOutputs({});
  }
}

export type TrailForwarderArgs = DeclaredArgs<CloudWatchDeclaration | DatadogDeclaration>;

/** Datadog's forwarder, within a boundary: the trail's records on their way to Cloud SIEM. */
export class TrailForwarder extends DeclaredResources<CloudWatchDeclaration | DatadogDeclaration> {
  constructor(name: string, args: TrailForwarderArgs, options?: ComponentResourceOptions) {
    super(
      "TrailForwarder",
      name,
      { constructors: { ...cloudWatchConstructors, ...datadogConstructors } },
      args,
      options,
    );
    this.registerOutputs({});
  }
}
