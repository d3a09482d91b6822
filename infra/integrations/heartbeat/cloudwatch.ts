import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { physicalName, topicArn } from "../../../monitors/cloudwatch/names";
import { topicKey } from "../../../monitors/cloudwatch/topic-keys";
import { publishPolicy } from "../../../monitors/cloudwatch/topics";
import { actingFor, documentOf, trustOf } from "../../../monitors/cloudwatch/trust";
import { ref, template } from "../../../monitors/model/late";
import { inMinutes } from "../../../monitors/model/quantity";
import { BEAT_EVERY, beatKey, beatName, bridgeSource, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext } from "../../../monitors/plan/watch";

/**
 * CloudWatch's beat. An alarm tells only when its state changes: every five minutes a schedule sets one to ALARM, which is what
 * SetAlarmState is for, and the next evaluation sets it back to OK. Both changes go to a topic, and from it to Datadog. What that
 * proves: alarms are evaluated, actions run, topics deliver over https. Were alarms no longer evaluated, this one would stay in
 * ALARM and say nothing.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export const renderCloudWatchBeat = (context: RenderContext): readonly CloudWatchDeclaration[] => [
  ...renderTopic(context),
  renderAlarm(context),
  ...renderRole(context),
  renderSchedule(context),
];

/** The bus of Datadog's source, which lets its events in. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html */
export const renderDatadogBus = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => [
  {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/eventBus:EventBus",
    name: HEARTBEAT,
    // Its name is the source's.
    args: {
      name: bridgeSource,
      eventSourceName: bridgeSource,
      region: environment.aws.region,
      tags: { env: environment.name },
    },
  },
];

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ROLE = "aws:iam/role:Role";

const topic = topicArn(HEARTBEAT);

/**
 * Datadog confirms the subscription by itself, and makes an event of each message.
 * https://docs.datadoghq.com/integrations/amazon_sns/ ("Receive SNS messages": the address for the sites datadoghq.com and .eu)
 */
const renderTopic = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => {
  const { region, accountId } = environment.aws;
  return [
    {
      vendor: "cloudwatch",
      type: "aws:sns/topic:Topic",
      name: HEARTBEAT,
      args: {
        name: beatName(environment.name, "cloudwatch"),
        kmsMasterKeyId: topicKey(region),
        region,
        tags: { env: environment.name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:sns/topicPolicy:TopicPolicy",
      name: HEARTBEAT,
      args: { arn: topic, region, policy: publishPolicy(topic, { region, accountId }) },
    },
    {
      vendor: "cloudwatch",
      type: "aws:sns/topicSubscription:TopicSubscription",
      name: HEARTBEAT,
      // The address holds the key.
      secretOutputs: ["endpoint"],
      args: {
        topic,
        protocol: "https",
        endpoint: template(
          `https://app.${environment.datadog.site}/intake/webhook/sns?api_key=`,
          beatKey("cloudwatch"),
        ),
        endpointAutoConfirms: true,
        confirmationTimeoutInMinutes: 5,
        region,
      },
    },
  ];
};

/** A number of messages that the topic never has; it has a metric of its own. */
const NEVER = 1_000_000;

/** By itself it is always OK. https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
const renderAlarm = ({ environment }: RenderContext): CloudWatchDeclaration => {
  const name = beatName(environment.name, "cloudwatch");
  return {
    vendor: "cloudwatch",
    type: ALARM,
    name: HEARTBEAT,
    args: {
      name,
      alarmDescription: "Set to ALARM by a schedule and back by its evaluation: the beat that Datadog listens for.",
      region: environment.aws.region,
      namespace: "AWS/SNS",
      metricName: "NumberOfMessagesPublished",
      dimensions: { TopicName: name },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: NEVER,
      treatMissingData: "notBreaching",
      alarmActions: [topic],
      okActions: [topic],
      tags: { env: environment.name },
    },
  };
};

/**
 * The schedule's own group, which is the default one: "Do not scope the aws:SourceArn statement to a specific schedule".
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
const defaultGroup = (region: string, accountId: string): string =>
  `arn:aws:scheduler:${region}:${accountId}:schedule-group/default`;

/** The schedule may set the state of this one alarm, and nothing else. */
const renderRole = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => {
  const { region, accountId } = environment.aws;
  const alarm = ref(ALARM, HEARTBEAT, "arn");
  const [before = "", after = ""] = documentOf({
    Effect: "Allow",
    Action: "cloudwatch:SetAlarmState",
    Resource: "<alarm>",
  }).split("<alarm>");
  return [
    {
      vendor: "cloudwatch",
      type: ROLE,
      name: HEARTBEAT,
      args: {
        name: physicalName(environment.name, HEARTBEAT),
        description: "Lets a schedule set the state of the alarm that beats",
        assumeRolePolicy: trustOf("scheduler.amazonaws.com", actingFor(accountId, defaultGroup(region, accountId))),
        tags: { env: environment.name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: HEARTBEAT,
      args: {
        name: "set-alarm-state",
        role: ref(ROLE, HEARTBEAT, "name"),
        policy: template(before, alarm, after),
      },
    },
  ];
};

/** A call of AWS's API as a target: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html */
const SET_ALARM_STATE = "arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState";

const renderSchedule = ({ environment }: RenderContext): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:scheduler/schedule:Schedule",
  name: HEARTBEAT,
  args: {
    name: physicalName(environment.name, HEARTBEAT),
    description: "The beat of CloudWatch's alarms",
    region: environment.aws.region,
    scheduleExpression: `rate(${inMinutes(BEAT_EVERY)} minutes)`,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: SET_ALARM_STATE,
      roleArn: ref(ROLE, HEARTBEAT, "arn"),
      input: JSON.stringify({
        AlarmName: beatName(environment.name, "cloudwatch"),
        StateValue: "ALARM",
        StateReason: "beat",
      }),
      // A beat that is late is the next one's affair.
      retryPolicy: { maximumRetryAttempts: 0 },
    },
  },
});
