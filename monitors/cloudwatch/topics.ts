import { ref, template } from "../model/late";
import type { Route } from "../model/route";
import { integrationKey, type Destination } from "../plan/destination";
import type { RenderContext } from "../plan/vendor";
import type { AlarmDeclaration, CloudWatchDeclaration } from "./declaration";
import { physicalName, regionOf, topicArn, topicName, type Home } from "./names";

/** What the alarms share: a topic for each destination and region, and everyone who listens to it. */
export const renderTopics = (
  destinations: readonly Destination[],
  rendered: readonly CloudWatchDeclaration[],
  context: RenderContext,
): readonly CloudWatchDeclaration[] => {
  const used = usedTopics(rendered);
  const topics = [...uniqueTopics(destinations, context).values()].filter(({ name }) => used.has(name));
  if (topics.length === 0) return [];
  return [...topics.flatMap((topic) => renderTopic(topic, context)), ...renderSlack(topics, context)];
};

interface Topic {
  readonly name: string;
  readonly home: Home;
  readonly destination: Destination;
  readonly route: Route;
}

const homes: readonly Home[] = ["regional", "global"];

/** Destinations that do not page share one topic a priority, so several of them give the same name. */
const uniqueTopics = (destinations: readonly Destination[], context: RenderContext): ReadonlyMap<string, Topic> =>
  new Map(
    destinations.flatMap((destination) =>
      homes.map((home) => {
        const name = topicName(destination, home, context);
        return [name, { name, home, destination, route: context.routeOf(destination) }] as const;
      }),
    ),
  );

const isAlarm = (declaration: CloudWatchDeclaration): declaration is AlarmDeclaration =>
  declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm";

const usedTopics = (rendered: readonly CloudWatchDeclaration[]): ReadonlySet<string> =>
  new Set(
    rendered
      .filter(isAlarm)
      .flatMap(({ args }) => args.alarmActions ?? [])
      .flatMap((action) => (typeof action === "object" && action.late === "reference" ? [action.name] : [])),
  );

const renderTopic = (topic: Topic, context: RenderContext): readonly CloudWatchDeclaration[] => {
  const { environment } = context;
  const region = regionOf(topic.home, context);
  const arn = topicArn(topic.name);
  return [
    {
      vendor: "cloudwatch",
      type: "aws:sns/topic:Topic",
      name: topic.name,
      // A topic's name allows letters, digits, hyphens and underscores. It stays unencrypted: CloudWatch cannot publish to
      // one that is encrypted with AWS's own key, and a message holds nothing secret.
      args: {
        name: physicalName(environment.name, topic.name.replaceAll(".", "-")),
        region,
        tags: { env: environment.name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:sns/topicPolicy:TopicPolicy",
      name: topic.name,
      args: { arn, region, policy: publishPolicy(arn, environment.aws.accountId) },
    },
    ...renderPagerDuty(topic, region),
    ...(channelsOf(topic.route).has("email") ? [renderEmail(topic, region, context)] : []),
  ];
};

const channelsOf = ({ steps }: Route): ReadonlySet<string> => new Set(steps.flatMap((step) => step.channels));

/** Only CloudWatch, and only for alarms of this account. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
const publishPolicy = (arn: ReturnType<typeof topicArn>, accountId: string) => {
  const [before = "", after = ""] = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "<topic>",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  }).split("<topic>");
  return template(before, arn, after);
};

/** The endpoint holds the integration's key, so it is secret as a whole. PagerDuty confirms the subscription by itself. */
const renderPagerDuty = ({ name, route, destination }: Topic, region: string): readonly CloudWatchDeclaration[] =>
  route.pages
    ? [
        {
          vendor: "cloudwatch",
          type: "aws:sns/topicSubscription:TopicSubscription",
          name: `${name}.pagerduty`,
          secretOutputs: ["endpoint"],
          args: {
            topic: topicArn(name),
            protocol: "https",
            endpoint: template(
              "https://events.pagerduty.com/integration/",
              integrationKey(destination, "cloudwatch"),
              "/enqueue",
            ),
            endpointAutoConfirms: true,
            // The provider waits for PagerDuty's answer, and fails the create when it does not come in time.
            confirmationTimeoutInMinutes: 5,
            region,
          },
        },
      ]
    : [];

const renderEmail = ({ name }: Topic, region: string, { environment }: RenderContext): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:sns/topicSubscription:TopicSubscription",
  name: `${name}.email`,
  args: { topic: topicArn(name), protocol: "email", endpoint: environment.email, region },
});

const CHATBOT_ROLE = "slack";

/** Chatbot (Amazon Q Developer) has an API in four regions only. https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const CHATBOT_REGION = "eu-west-1";

/** One Slack channel takes the topics of every region. The workspace is authorised once by hand (docs/bootstrap.md). */
const renderSlack = (topics: readonly Topic[], context: RenderContext): readonly CloudWatchDeclaration[] => {
  const { environment } = context;
  const listening = topics.filter(({ route }) => channelsOf(route).has("slack"));
  const channels = new Map(
    listening.map(({ destination }) => {
      const channel = environment.slack.channels[destination.priority];
      return [channel.id, channel] as const;
    }),
  );
  if (channels.size === 0) return [];
  return [
    ...renderChatbotRole(context),
    ...[...channels.values()].map(({ name, id }): CloudWatchDeclaration => ({
      vendor: "cloudwatch",
      type: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
      name,
      args: {
        configurationName: physicalName(environment.name, name),
        iamRoleArn: ref("aws:iam/role:Role", CHATBOT_ROLE, "arn"),
        slackChannelId: id,
        slackTeamId: environment.slack.workspaceId,
        snsTopicArns: listening
          .filter(({ destination }) => environment.slack.channels[destination.priority].id === id)
          .map((topic) => topic.name)
          // By name: the order of the rows must not touch the channel.
          .toSorted()
          .map(topicArn),
        guardrailPolicyArns: [READ_ONLY],
        region: CHATBOT_REGION,
      },
    })),
  ];
};

/** Lets the channel draw the alarm's graph and nothing else. */
const READ_ONLY = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

const renderChatbotRole = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => [
  {
    vendor: "cloudwatch",
    type: "aws:iam/role:Role",
    name: CHATBOT_ROLE,
    args: {
      name: physicalName(environment.name, "slack-alarms"),
      description: "Lets the Slack channels of the alarms show their graphs",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "chatbot.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": environment.aws.accountId } },
          },
        ],
      }),
      tags: { env: environment.name },
    },
  },
  {
    vendor: "cloudwatch",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: CHATBOT_ROLE,
    args: { role: ref("aws:iam/role:Role", CHATBOT_ROLE, "name"), policyArn: READ_ONLY },
  },
];
