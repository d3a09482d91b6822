import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { SlackChannelConfiguration } from "@pulumi/aws/chatbot/slackChannelConfiguration";
import { MonitoringSubscription } from "@pulumi/aws/cloudfront/monitoringSubscription";
import { Stack } from "@pulumi/aws/cloudformation/stack";
import { AlarmMuteRule } from "@pulumi/aws/cloudwatch/alarmMuteRule";
import { CompositeAlarm } from "@pulumi/aws/cloudwatch/compositeAlarm";
import { ContributorInsightRule } from "@pulumi/aws/cloudwatch/contributorInsightRule";
import { EventApiDestination } from "@pulumi/aws/cloudwatch/eventApiDestination";
import { EventArchive } from "@pulumi/aws/cloudwatch/eventArchive";
import { EventBus } from "@pulumi/aws/cloudwatch/eventBus";
import { EventConnection } from "@pulumi/aws/cloudwatch/eventConnection";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter";
import { LogResourcePolicy } from "@pulumi/aws/cloudwatch/logResourcePolicy";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider";
import { Policy } from "@pulumi/aws/iam/policy";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { Key } from "@pulumi/aws/kms/key";
import { HealthCheck } from "@pulumi/aws/route53/healthCheck";
import { BucketNotification } from "@pulumi/aws/s3/bucketNotification";
import { Schedule } from "@pulumi/aws/scheduler/schedule";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import { Queue } from "@pulumi/aws/sqs/queue";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../declaration/component";
import type { CloudWatchDeclaration, CloudWatchResources } from "./declaration";

/** AWS's classes, each imported alone: the whole SDK would cost seconds at every start. */
export const cloudWatchConstructors: ConstructorsOf<CloudWatchResources> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": MetricAlarm,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": CompositeAlarm,
  "aws:cloudwatch/eventBus:EventBus": EventBus,
  "aws:cloudwatch/eventArchive:EventArchive": EventArchive,
  "aws:cloudwatch/eventApiDestination:EventApiDestination": EventApiDestination,
  "aws:cloudwatch/eventConnection:EventConnection": EventConnection,
  "aws:cloudwatch/eventRule:EventRule": EventRule,
  "aws:cloudwatch/eventTarget:EventTarget": EventTarget,
  "aws:cloudwatch/logGroup:LogGroup": LogGroup,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": LogMetricFilter,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": LogResourcePolicy,
  "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": ContributorInsightRule,
  "aws:sqs/queue:Queue": Queue,
  "aws:sqs/queuePolicy:QueuePolicy": QueuePolicy,
  "aws:route53/healthCheck:HealthCheck": HealthCheck,
  "aws:sns/topic:Topic": Topic,
  "aws:sns/topicPolicy:TopicPolicy": TopicPolicy,
  "aws:sns/topicSubscription:TopicSubscription": TopicSubscription,
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": SlackChannelConfiguration,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": OpenIdConnectProvider,
  "aws:iam/role:Role": Role,
  "aws:iam/rolePolicy:RolePolicy": RolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": RolePolicyAttachment,
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": MonitoringSubscription,
  "aws:ssm/parameter:Parameter": Parameter,
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": AlarmMuteRule,
  "aws:scheduler/schedule:Schedule": Schedule,
  "aws:iam/policy:Policy": Policy,
  "aws:cloudformation/stack:Stack": Stack,
  "aws:kms/key:Key": Key,
  "aws:s3/bucketNotification:BucketNotification": BucketNotification,
};

export type AlarmTopicsArgs = DeclaredArgs<CloudWatchDeclaration>;

/** The topics by which alarms tell people, and who listens to each. */
export class AlarmTopics extends DeclaredResources<CloudWatchDeclaration> {
  /** The ARN of each topic, by destination: `payments.P0`. */
  readonly topicArns = this.outputsOf(Topic, ({ arn }) => arn);

  constructor(name: string, args: AlarmTopicsArgs, options?: ComponentResourceOptions) {
    super("AlarmTopics", name, { constructors: cloudWatchConstructors }, args, options);
    this.registerOutputs({ topicArns: this.topicArns });
  }
}

export type CloudWatchAlarmsArgs = DeclaredArgs<CloudWatchDeclaration>;

/** Alarms with what they read beside plain metrics: health checks, insight rules, mute rules. */
export class CloudWatchAlarms extends DeclaredResources<CloudWatchDeclaration> {
  /** The ARN of each alarm on metrics, by logical name: `edge.cdn_error_rate.critical`. */
  readonly alarmArns = this.outputsOf(MetricAlarm, ({ arn }) => arn);
  /** The same of each alarm on alarms. */
  readonly compositeAlarmArns = this.outputsOf(CompositeAlarm, ({ arn }) => arn);

  constructor(name: string, args: CloudWatchAlarmsArgs, options?: ComponentResourceOptions) {
    super("CloudWatchAlarms", name, { constructors: cloudWatchConstructors }, args, options);
    this.registerOutputs({ alarmArns: this.alarmArns, compositeAlarmArns: this.compositeAlarmArns });
  }
}
