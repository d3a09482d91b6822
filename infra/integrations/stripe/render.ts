import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { physicalName } from "../../../monitors/cloudwatch/names";
import { eventsName, physicalEvents, STRIPE_NAMESPACE, undeliveredQueue } from "../../../monitors/cloudwatch/stripe";
import { documentOf, logPolicy, ruleArn } from "../../../monitors/cloudwatch/trust";
import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { ref } from "../../../monitors/model/late";
import {
  allStripeEvents,
  eventsFrom,
  stripeRow,
  type EventsFrom,
  type StripeEvents,
} from "../../../monitors/model/sources/stripe";
import type { RenderContext } from "../../../monitors/plan/watch";
import { patternOf } from "./pattern";

/**
 * Stripe's events, from the partner event source that Stripe makes in our account to what the alarms read: a bus for each source, an
 * archive of it, and for each sort of events a rule, a log group and what counts its lines. What could not be delivered waits in a
 * queue, which an alarm looks at.
 * @see https://docs.stripe.com/event-destinations/eventbridge
 */
export const renderStripeFeed = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] => [
  ...eventsFrom.flatMap((from) => renderBus(from, environment)),
  ...renderQueue(environment),
  ...allStripeEvents.map((events) => renderLogGroup(events, environment)),
  renderLogPolicy(environment),
  ...allStripeEvents.flatMap((events) => [
    ...renderRule(events, environment),
    stripeRow(events).count === "objects" ? renderDistinct(events, environment) : renderCount(events, environment),
  ]),
];

const NAME = "stripe";

const tagsOf = ({ name }: Environment) => ({ env: name });

const sourceOf = (from: EventsFrom, { stripe }: Environment): string =>
  from === "account" ? stripe.eventSource : stripe.connectEventSource;

/**
 * Longer than the seven days that disputes (A54) are counted over, with a season to notice that the shop's own table of events lost
 * some: whoever fills it again replays them from here. Stripe itself keeps events for 30 days
 * (https://docs.stripe.com/api/events).
 */
const ARCHIVED_DAYS = 90;

const renderBus = (from: EventsFrom, environment: Environment): readonly CloudWatchDeclaration[] => {
  const name = `${NAME}.${from}`;
  const source = sourceOf(from, environment);
  const { region } = environment.aws;
  return [
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventBus:EventBus",
      name,
      // A partner's bus has its source's name (API_CreateEventBus).
      args: { name: source, eventSourceName: source, region, tags: tagsOf(environment) },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventArchive:EventArchive",
      name,
      args: {
        name: physicalName(environment.name, name),
        description: `Stripe's events (${from}), to be replayed`,
        eventSourceArn: ref("aws:cloudwatch/eventBus:EventBus", name, "arn"),
        retentionDays: ARCHIVED_DAYS,
        region,
      },
    },
  ];
};

/** SQS keeps a message 14 days at most (API_SetQueueAttributes, MessageRetentionPeriod). */
const UNDELIVERED_SECONDS = 1_209_600;

const renderQueue = (environment: Environment): readonly CloudWatchDeclaration[] => {
  const { region } = environment.aws;
  return [
    {
      vendor: "cloudwatch",
      type: "aws:sqs/queue:Queue",
      name: NAME,
      args: {
        name: undeliveredQueue(environment.name),
        messageRetentionSeconds: UNDELIVERED_SECONDS,
        sqsManagedSseEnabled: true,
        region,
        tags: tagsOf(environment),
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:sqs/queuePolicy:QueuePolicy",
      name: NAME,
      args: { queueUrl: ref("aws:sqs/queue:Queue", NAME, "url"), policy: queuePolicy(environment), region },
    },
  ];
};

/** Only EventBridge, and only for these rules. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const queuePolicy = (environment: Environment): string => {
  const { region, accountId } = environment.aws;
  return documentOf({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: `arn:aws:sqs:${region}:${accountId}:${undeliveredQueue(environment.name)}`,
    Condition: { ArnEquals: { "aws:SourceArn": rulesOf(environment) } },
  });
};

const rulesOf = (environment: Environment): readonly string[] =>
  allStripeEvents.map((events) =>
    ruleArn(physicalEvents(environment.name, events), environment.aws, sourceOf(stripeRow(events).from, environment)),
  );

/** EventBridge's console knows only groups of this prefix. */
const logGroupName = (events: StripeEvents, { name }: Environment): string =>
  `/aws/events/${physicalEvents(name, events)}`;

/** The lines are there to be counted; a person follows their ids to Stripe's dashboard. */
const KEPT_DAYS = 30;

const renderLogGroup = (events: StripeEvents, environment: Environment): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: eventsName(events),
  args: {
    name: logGroupName(events, environment),
    retentionInDays: KEPT_DAYS,
    region: environment.aws.region,
    tags: tagsOf(environment),
  },
});

/**
 * One for all groups: an account has ten such policies in a region, which cannot be raised
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
 */
const renderLogPolicy = (environment: Environment): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  name: NAME,
  args: {
    policyName: physicalName(environment.name, NAME),
    policyDocument: logPolicy(
      `/aws/events/${physicalName(environment.name, `${NAME}.*`)}`,
      rulesOf(environment),
      environment.aws,
    ),
    region: environment.aws.region,
  },
});

/** An event that is delivered later would be counted when nobody looks any more: then it waits in the queue, and that is told. */
const DELIVERED_WITHIN_SECONDS = 900;

/** EventBridge's own default, and the most (API_RetryPolicy). */
const MOST_ATTEMPTS = 185;

/**
 * A line is the ids of the event and of what it tells of, and nothing of the buyer: names, addresses and e-mail stay out of the logs. A
 * log group's target takes a time and a text (aws-cdk `aws-events-targets/lib/log-group.ts`: "this field must be a string"); the
 * time is the event's own, so that a late line is counted where it belongs.
 */
const LINE = {
  inputPaths: { time: "$.time", event: "$.detail.id", object: "$.detail.data.object.id" },
  inputTemplate: '{"timestamp": <time>, "message": "<event> <object>"}',
} as const;

const renderRule = (events: StripeEvents, environment: Environment): readonly CloudWatchDeclaration[] => {
  const name = eventsName(events);
  const { region } = environment.aws;
  const eventBusName = ref("aws:cloudwatch/eventBus:EventBus", `${NAME}.${stripeRow(events).from}`, "name");
  return [
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventRule:EventRule",
      name,
      args: {
        name: physicalEvents(environment.name, events),
        description: `Stripe: ${events.replaceAll("_", " ")}`,
        eventBusName,
        eventPattern: JSON.stringify(patternOf(events)),
        region,
        tags: tagsOf(environment),
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name,
      // Else what comes before the policies is lost on the way.
      after: [
        keyOf({ type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", name: NAME }),
        keyOf({ type: "aws:sqs/queuePolicy:QueuePolicy", name: NAME }),
      ],
      args: {
        rule: ref("aws:cloudwatch/eventRule:EventRule", name, "name"),
        eventBusName,
        targetId: "log",
        arn: ref("aws:cloudwatch/logGroup:LogGroup", name, "arn"),
        inputTransformer: LINE,
        retryPolicy: { maximumEventAgeInSeconds: DELIVERED_WITHIN_SECONDS, maximumRetryAttempts: MOST_ATTEMPTS },
        deadLetterConfig: { arn: ref("aws:sqs/queue:Queue", NAME, "arn") },
        region,
      },
    },
  ];
};

const renderCount = (events: StripeEvents, environment: Environment): CloudWatchDeclaration => {
  const physical = physicalEvents(environment.name, events);
  return {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    name: eventsName(events),
    args: {
      name: physical,
      logGroupName: ref("aws:cloudwatch/logGroup:LogGroup", eventsName(events), "name"),
      // Every line of the group. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
      pattern: "",
      metricTransformation: { namespace: STRIPE_NAMESPACE, name: physical, value: "1", unit: "Count" },
      region: environment.aws.region,
    },
  };
};

/**
 * Each object of the lines once. Words between blanks are fields by their number, as of a common log.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html
 */
const renderDistinct = (events: StripeEvents, environment: Environment): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:cloudwatch/contributorInsightRule:ContributorInsightRule",
  name: eventsName(events),
  after: [keyOf({ type: "aws:cloudwatch/logGroup:LogGroup", name: eventsName(events) })],
  args: {
    ruleName: physicalEvents(environment.name, events),
    ruleState: "ENABLED",
    ruleDefinition: JSON.stringify({
      Schema: { Name: "CloudWatchLogRule", Version: 1 },
      LogGroupNames: [logGroupName(events, environment)],
      LogFormat: "CLF",
      Fields: { "1": "event", "2": "object" },
      Contribution: { Keys: ["object"], Filters: [] },
      AggregateOn: "Count",
    }),
    region: environment.aws.region,
    tags: tagsOf(environment),
  },
});
