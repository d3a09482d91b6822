import { ref } from "../model/late";
import type { RenderContext } from "../plan/watch";
import type { CloudWatchDeclaration } from "./declaration";
import { physicalName, topicArn } from "./names";
import { channelsOf, type Topic } from "./topic";
import { trustOf } from "./trust";

/** The Slack channels that the topics post to, through AWS Chatbot (Amazon Q Developer in chat applications). */

const CHATBOT_ROLE = "slack";

/** Chatbot (Amazon Q Developer) has an API in four regions only. https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const CHATBOT_REGION = "eu-west-1";

/** One Slack channel takes the topics of every region. The workspace is authorised once by hand (docs/bootstrap.md). */
export const renderSlack = (topics: readonly Topic[], context: RenderContext): readonly CloudWatchDeclaration[] => {
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
      // No guide says what ARN the service sends along, so the account is all that can be asked for.
      assumeRolePolicy: trustOf("chatbot.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": environment.aws.accountId },
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
