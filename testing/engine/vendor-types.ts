import { createHash } from "node:crypto";
import { textOf, UNKNOWN, type Json, type Properties } from "./properties";

/**
 * What the vendors do that a plain store would not: which types a second create overwrites, and what they add to what they are
 * given. A type without a row gets a fresh id at every create and nothing added.
 */
interface VendorType {
  /** A create with the same values lands on the same thing, whose id is made of them. */
  readonly upsertedBy?: readonly string[];
  /** Its id shows no value that it is made of: one of them is a secret, and an id is in clear in every state. */
  readonly digested?: true;
  readonly computed?: Readonly<Record<string, (facts: Facts) => Json>>;
}

interface Facts {
  readonly id: string;
  readonly region: string;
  readonly inputs: Properties;
}

const ACCOUNT = "000000000000";

const alarm: NonNullable<VendorType["computed"]> = {
  arn: ({ id, region }) => `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${id}`,
};

const VENDOR_TYPES: Readonly<Record<string, VendorType>> = {
  // PutMetricAlarm, hashicorp/terraform-provider-aws internal/service/cloudwatch/metric_alarm.go (SetId(name)); that a second
  // create overwrites is its issue #44146
  "aws:cloudwatch/metricAlarm:MetricAlarm": { upsertedBy: ["name"], computed: alarm },
  // PutAlarmMuteRule: "a rule name that already exists, this operation updates the existing rule" (CloudWatch API reference)
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": { upsertedBy: ["name"] },
  // PutCompositeAlarm, composite_alarm.go beside it
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { upsertedBy: ["alarmName"], computed: alarm },
  // PutRule "creates or updates" (EventBridge API reference); the id is the rule's name on the default bus (events/rule.go)
  "aws:cloudwatch/eventRule:EventRule": {
    upsertedBy: ["name"],
    computed: { arn: ({ id, region }) => `arn:aws:events:${region}:${ACCOUNT}:rule/${id}` },
  },
  "aws:cloudwatch/eventBus:EventBus": {
    computed: {
      arn: ({ region, inputs }) => `arn:aws:events:${region}:${ACCOUNT}:event-bus/${textOf(inputs, "name")}`,
    },
  },
  "aws:cloudwatch/eventConnection:EventConnection": {
    computed: {
      arn: ({ region, inputs }) => `arn:aws:events:${region}:${ACCOUNT}:connection/${textOf(inputs, "name")}`,
    },
  },
  "aws:cloudwatch/eventApiDestination:EventApiDestination": {
    computed: {
      arn: ({ region, inputs }) => `arn:aws:events:${region}:${ACCOUNT}:api-destination/${textOf(inputs, "name")}`,
    },
  },
  // PutTargets "adds the specified targets to the specified rule, or updates" them
  "aws:cloudwatch/eventTarget:EventTarget": { upsertedBy: ["rule", "targetId"] },
  "aws:cloudwatch/logGroup:LogGroup": {
    computed: { arn: ({ region, inputs }) => `arn:aws:logs:${region}:${ACCOUNT}:log-group:${textOf(inputs, "name")}` },
  },
  // PutMetricFilter and PutResourcePolicy are create and update (logs/metric_filter.go, logs/resource_policy.go)
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": { upsertedBy: ["logGroupName", "name"] },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { upsertedBy: ["policyName"] },
  // PutInsightRule "creates a Contributor Insights rule", and of the same name updates it (CloudWatch API reference)
  "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": { upsertedBy: ["ruleName"] },
  // hashicorp/terraform-provider-aws internal/service/sqs/queue.go (the id is the URL), queue_policy.go (resourceQueuePolicyUpsert)
  "aws:sqs/queue:Queue": {
    computed: {
      arn: ({ region, inputs }) => `arn:aws:sqs:${region}:${ACCOUNT}:${textOf(inputs, "name")}`,
      url: ({ region, inputs }) => `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${textOf(inputs, "name")}`,
    },
  },
  "aws:sqs/queuePolicy:QueuePolicy": { upsertedBy: ["queueUrl"] },
  // CreateTopic "is idempotent" (SNS API reference). The provider's id is the ARN; here it is the name.
  "aws:sns/topic:Topic": {
    upsertedBy: ["name"],
    computed: { arn: ({ id, region }) => `arn:aws:sns:${region}:${ACCOUNT}:${id}` },
  },
  // One policy a topic: hashicorp/terraform-provider-aws internal/service/sns/topic_policy.go (resourceTopicPolicyUpsert)
  "aws:sns/topicPolicy:TopicPolicy": { upsertedBy: ["arn"] },
  // Subscribe gives back the subscription that is there already [K]
  "aws:sns/topicSubscription:TopicSubscription": {
    upsertedBy: ["topic", "protocol", "endpoint"],
    digested: true,
    computed: { arn: ({ id, inputs }) => `${textOf(inputs, "topic")}:${digest(id)}` },
  },
  // Create and update are one function: hashicorp/terraform-provider-aws internal/service/cloudfront/monitoring_subscription.go
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": { upsertedBy: ["distributionId"] },
  // healthCheckARN: hashicorp/terraform-provider-aws internal/service/route53/health_check.go
  "aws:route53/healthCheck:HealthCheck": { computed: { arn: ({ id }) => `arn:aws:route53:::healthcheck/${id}` } },
  "aws:ssm/parameter:Parameter": {
    computed: { arn: ({ region, inputs }) => `arn:aws:ssm:${region}:${ACCOUNT}:parameter/${textOf(inputs, "name")}` },
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    computed: {
      chatConfigurationArn: ({ inputs }) =>
        `arn:aws:chatbot::${ACCOUNT}:chat-configuration/slack-channel/${textOf(inputs, "configurationName")}`,
    },
  },
  "aws:iam/role:Role": { computed: { arn: ({ inputs }) => `arn:aws:iam::${ACCOUNT}:role/${textOf(inputs, "name")}` } },
  // KeyMetadata's Arn (KMS API reference)
  "aws:kms/key:Key": { computed: { arn: ({ id, region }) => `arn:aws:kms:${region}:${ACCOUNT}:key/${id}` } },
  "aws:iam/policy:Policy": {
    computed: { arn: ({ inputs }) => `arn:aws:iam::${ACCOUNT}:policy/${textOf(inputs, "name")}` },
  },
  // PutBucketNotificationConfiguration "replaces the existing notification configuration" (S3 API reference)
  "aws:s3/bucketNotification:BucketNotification": { upsertedBy: ["bucket"] },
  // AttachRolePolicy of an attached policy changes nothing [K]
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { upsertedBy: ["role", "policyArn"] },
  // The value of a key is the vendor's to make: DataDog/terraform-provider-datadog resource_datadog_api_key.go
  "datadog:index/apiKey:ApiKey": { computed: { key: ({ id }) => digest(id) } },
  // monitor_id, an int: DataDog/terraform-provider-datadog datadog/resource_datadog_synthetics_test_.go
  "datadog:index/syntheticsTest:SyntheticsTest": { computed: { monitorId: ({ id }) => Number(id) } },
  // integration_key, Computed and not Sensitive: PagerDuty/terraform-provider-pagerduty
  // pagerduty/resource_pagerduty_service_integration.go
  "pagerduty:index/serviceIntegration:ServiceIntegration": { computed: { integrationKey: ({ id }) => digest(id) } },
  // key, Computed and not Sensitive: newrelic/terraform-provider-newrelic newrelic/resource_newrelic_api_access_key.go
  "newrelic:index/apiAccessKey:ApiAccessKey": { computed: { key: ({ id }) => digest(id) } },
  // secret: "If omitted, Vercel generates one" (vercel/terraform-provider-vercel vercel/resource_trace_drain.go)
  "vercel:index/logDrain:LogDrain": { computed: { secret: ({ id }) => digest(id) } },
  "vercel:index/traceDrain:TraceDrain": { computed: { secret: ({ id }) => digest(id) } },
  // docs/resources/project.md, team.md and key.md of jianyuan/terraform-provider-sentry; dsn is Sensitive
  "sentry:index/project:Project": { computed: { internalId: ({ id }) => digest(id) } },
  "sentry:index/team:Team": { computed: { internalId: ({ id }) => digest(id) } },
  // docs/resources/kibana_action_connector.md of elastic/terraform-provider-elasticstack: Kibana's own id of it
  "elasticstack:index/kibanaActionConnector:KibanaActionConnector": {
    computed: { connectorId: ({ id }) => digest(id) },
  },
  "sentry:index/key:Key": {
    computed: {
      dsn: ({ id }) => ({ public: `dsn-${digest(id)}` }),
      dsnSecret: ({ id }) => `dsn-${digest(id)}`,
      secret: ({ id }) => digest(id),
    },
  },
};

/** The id that a create of these inputs always lands on; undefined where every create makes another. */
export const upsertedId = (type: string, inputs: Properties): string | undefined => {
  const { upsertedBy, digested } = VENDOR_TYPES[type] ?? {};
  const id = upsertedBy?.map((property) => textOf(inputs, property)).join(":");
  return id === undefined || digested === undefined ? id : digest(id);
};

/** What the vendor answers to a create: an explicit input is kept, what is computed is added. */
export const outputsOf = (type: string, facts: Facts): Properties =>
  withComputed(type, facts.inputs, (compute) => compute(facts));

/** The same before the create: what will be computed is not known yet. */
export const plannedOutputs = (type: string, inputs: Properties): Properties =>
  withComputed(type, inputs, () => UNKNOWN);

const withComputed = (
  type: string,
  inputs: Properties,
  valueOf: (compute: (facts: Facts) => Json) => Json,
): Properties => ({
  ...Object.fromEntries(
    Object.entries(VENDOR_TYPES[type]?.computed ?? {}).map(([name, compute]) => [name, valueOf(compute)]),
  ),
  ...inputs,
});

const digest = (id: string): string => createHash("md5").update(id).digest("hex");
