import type { StackArgs } from "@pulumi/aws/cloudformation/stack";
import type { OpenIdConnectProviderArgs } from "@pulumi/aws/iam/openIdConnectProvider";
import type { PolicyArgs } from "@pulumi/aws/iam/policy";
import type { RoleArgs } from "@pulumi/aws/iam/role";
import type { RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy";
import type { RolePolicyAttachmentArgs } from "@pulumi/aws/iam/rolePolicyAttachment";
import type { SlackChannelConfigurationArgs } from "@pulumi/aws/chatbot/slackChannelConfiguration";
import type { AlarmMuteRuleArgs } from "@pulumi/aws/cloudwatch/alarmMuteRule";
import type { CompositeAlarmArgs } from "@pulumi/aws/cloudwatch/compositeAlarm";
import type { ContributorInsightRuleArgs } from "@pulumi/aws/cloudwatch/contributorInsightRule";
import type { EventApiDestinationArgs } from "@pulumi/aws/cloudwatch/eventApiDestination";
import type { EventArchiveArgs } from "@pulumi/aws/cloudwatch/eventArchive";
import type { EventBusArgs } from "@pulumi/aws/cloudwatch/eventBus";
import type { EventConnectionArgs } from "@pulumi/aws/cloudwatch/eventConnection";
import type { EventRuleArgs } from "@pulumi/aws/cloudwatch/eventRule";
import type { EventTargetArgs } from "@pulumi/aws/cloudwatch/eventTarget";
import type { LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import type { LogMetricFilterArgs } from "@pulumi/aws/cloudwatch/logMetricFilter";
import type { LogResourcePolicyArgs } from "@pulumi/aws/cloudwatch/logResourcePolicy";
import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import type { MonitoringSubscriptionArgs } from "@pulumi/aws/cloudfront/monitoringSubscription";
import type { HealthCheckArgs } from "@pulumi/aws/route53/healthCheck";
import type { BucketNotificationArgs } from "@pulumi/aws/s3/bucketNotification";
import type { KeyArgs } from "@pulumi/aws/kms/key";
import type { ScheduleArgs } from "@pulumi/aws/scheduler/schedule";
import type { TopicArgs } from "@pulumi/aws/sns/topic";
import type { TopicPolicyArgs } from "@pulumi/aws/sns/topicPolicy";
import type { TopicSubscriptionArgs } from "@pulumi/aws/sns/topicSubscription";
import type { QueueArgs } from "@pulumi/aws/sqs/queue";
import type { QueuePolicyArgs } from "@pulumi/aws/sqs/queuePolicy";
import type { ParameterArgs } from "@pulumi/aws/ssm/parameter";
import type { Declaration, DeclarationsOf, Unwrap } from "../declaration/declaration";

/** The AWS resources that are declared, by Pulumi's type token. `component.ts` has a class for each. */
export interface CloudWatchResources {
  readonly "aws:cloudwatch/metricAlarm:MetricAlarm": MetricAlarmArgs;
  readonly "aws:cloudwatch/compositeAlarm:CompositeAlarm": CompositeAlarmArgs;
  readonly "aws:cloudwatch/eventBus:EventBus": EventBusArgs;
  readonly "aws:cloudwatch/eventArchive:EventArchive": EventArchiveArgs;
  readonly "aws:cloudwatch/eventApiDestination:EventApiDestination": EventApiDestinationArgs;
  readonly "aws:cloudwatch/eventConnection:EventConnection": EventConnectionArgs;
  readonly "aws:cloudwatch/eventRule:EventRule": EventRuleArgs;
  readonly "aws:cloudwatch/eventTarget:EventTarget": EventTargetArgs;
  readonly "aws:cloudwatch/logGroup:LogGroup": LogGroupArgs;
  readonly "aws:cloudwatch/logMetricFilter:LogMetricFilter": LogMetricFilterArgs;
  readonly "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": LogResourcePolicyArgs;
  readonly "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": ContributorInsightRuleArgs;
  readonly "aws:sqs/queue:Queue": QueueArgs;
  readonly "aws:sqs/queuePolicy:QueuePolicy": QueuePolicyArgs;
  readonly "aws:route53/healthCheck:HealthCheck": HealthCheckArgs;
  readonly "aws:sns/topic:Topic": TopicArgs;
  readonly "aws:sns/topicPolicy:TopicPolicy": TopicPolicyArgs;
  readonly "aws:sns/topicSubscription:TopicSubscription": TopicSubscriptionArgs;
  readonly "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": SlackChannelConfigurationArgs;
  readonly "aws:iam/openIdConnectProvider:OpenIdConnectProvider": OpenIdConnectProviderArgs;
  readonly "aws:iam/role:Role": RoleArgs;
  readonly "aws:iam/rolePolicy:RolePolicy": RolePolicyArgs;
  readonly "aws:iam/rolePolicyAttachment:RolePolicyAttachment": RolePolicyAttachmentArgs;
  readonly "aws:cloudfront/monitoringSubscription:MonitoringSubscription": MonitoringSubscriptionArgs;
  readonly "aws:ssm/parameter:Parameter": ParameterArgs;
  readonly "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": AlarmMuteRuleArgs;
  readonly "aws:scheduler/schedule:Schedule": ScheduleArgs;
  readonly "aws:iam/policy:Policy": PolicyArgs;
  readonly "aws:cloudformation/stack:Stack": StackArgs;
  readonly "aws:kms/key:Key": KeyArgs;
  readonly "aws:s3/bucketNotification:BucketNotification": BucketNotificationArgs;
}

export type CloudWatchDeclaration = DeclarationsOf<CloudWatchResources>;

export type CompositeDeclaration = Declaration<
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  Unwrap<CompositeAlarmArgs>
>;

export type AlarmDeclaration = Declaration<"aws:cloudwatch/metricAlarm:MetricAlarm", Unwrap<MetricAlarmArgs>>;
