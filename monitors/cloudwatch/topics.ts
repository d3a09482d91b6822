import { template } from "../model/late";
import { integrationKey, type Destination } from "../plan/destination";
import type { RenderContext } from "../plan/watch";
import type { AlarmDeclaration, CloudWatchDeclaration, CompositeDeclaration } from "./declaration";
import { physicalName, regionOf, topicArn, topicName, type Home } from "./names";
import { renderSlack } from "./slack";
import { channelsOf, type Topic } from "./topic";
import { renderTopicKeys, topicKey } from "./topic-keys";
import { actingFor, alarmsOf, documentOf } from "./trust";

/** What the alarms share: a topic for each destination and region, its key, and everyone who listens to it. */
export const renderTopics = (
  destinations: readonly Destination[],
  rendered: readonly CloudWatchDeclaration[],
  context: RenderContext,
): readonly CloudWatchDeclaration[] => {
  const used = usedTopics(rendered);
  const topics = [...uniqueTopics(destinations, context).values()].filter(({ name }) => used.has(name));
  return [
    ...renderTopicKeys(context),
    ...topics.flatMap((topic) => renderTopic(topic, context)),
    ...renderSlack(topics, context),
  ];
};

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

const isAlarm = (declaration: CloudWatchDeclaration): declaration is AlarmDeclaration | CompositeDeclaration =>
  declaration.type === "aws:cloudwatch/metricAlarm:MetricAlarm" ||
  declaration.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm";

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
      // A topic's name allows letters, digits, hyphens and underscores.
      args: {
        name: physicalName(environment.name, topic.name.replaceAll(".", "-")),
        kmsMasterKeyId: topicKey(region),
        region,
        tags: { env: environment.name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:sns/topicPolicy:TopicPolicy",
      name: topic.name,
      args: { arn, region, policy: publishPolicy(arn, { region, accountId: environment.aws.accountId }) },
    },
    ...renderPagerDuty(topic, region),
    ...(channelsOf(topic.route).has("email") ? [renderEmail(topic, region, context)] : []),
  ];
};

/** Only CloudWatch, and only for alarms of this account. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
export const publishPolicy = (
  arn: ReturnType<typeof topicArn>,
  place: { readonly region: string; readonly accountId: string },
) => {
  const [before = "", after = ""] = documentOf({
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: "<topic>",
    Condition: actingFor(place.accountId, alarmsOf(place)),
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
