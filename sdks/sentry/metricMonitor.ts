import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** sentry_metric_monitor */
export class MetricMonitor extends CustomResource {
  public static readonly __pulumiType = "sentry:index/metricMonitor:MetricMonitor";
  declare public readonly name: Output<string>;

  constructor(name: string, args: MetricMonitorArgs, opts?: CustomResourceOptions) {
    super(MetricMonitor.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface MetricMonitorArgs {
  readonly aggregate: Input<string>;
  readonly conditionGroup: Input<inputs.MetricMonitorConditionGroup>;
  readonly dataset: Input<string>;
  readonly description?: Input<string | undefined>;
  readonly enabled?: Input<boolean | undefined>;
  readonly environment?: Input<string | undefined>;
  readonly eventTypes: Input<Input<string>[]>;
  readonly extrapolationMode?: Input<string | undefined>;
  readonly issueDetection: Input<inputs.MetricMonitorIssueDetection>;
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly owner?: Input<inputs.MetricMonitorOwner | undefined>;
  readonly project: Input<string>;
  readonly query?: Input<string | undefined>;
  readonly queryType?: Input<string | undefined>;
  readonly timeWindowSeconds?: Input<number | undefined>;
}
