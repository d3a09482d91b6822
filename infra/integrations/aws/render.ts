import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { physicalName } from "../../../monitors/cloudwatch/names";
import type { RenderContext } from "../../../monitors/plan/watch";
import { agentConfiguration } from "./agent";

/** What AWS must be told to measure before the alarms have anything to look at. */
export const renderAwsFeeds = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => [
  {
    // OriginLatency and CacheHitRate exist only with the paid additional metrics switched on.
    vendor: "cloudwatch",
    type: "aws:cloudfront/monitoringSubscription:MonitoringSubscription",
    name: "cdn",
    args: {
      distributionId: environment.identities.cdnDistribution,
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    },
  },
  {
    // The workers' start-up reads it: amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -c ssm:<name> (docs/bootstrap.md).
    vendor: "cloudwatch",
    type: "aws:ssm/parameter:Parameter",
    name: "agent",
    args: {
      // AWS's managed policy CloudWatchAgentServerPolicy lets instances read parameters of this prefix alone.
      name: `AmazonCloudWatch-${physicalName(environment.name, "workers")}`,
      type: "String",
      description: "CloudWatch agent of the worker hosts: memory, disk and its queue, by Auto Scaling group",
      value: JSON.stringify(agentConfiguration),
      region: environment.aws.region,
      tags: { env: environment.name },
    },
  },
];
