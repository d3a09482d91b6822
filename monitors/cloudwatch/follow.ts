import { keyOf } from "../declaration/declaration";
import {
  referenceOf,
  referencesIn,
  targetOf,
  textOf,
  sortLinks,
  brokenIn,
  referredIn,
  type Ending,
  type Followed,
  type FollowIn,
  type Link,
  type Transition,
} from "../plan/following";
import { broken, type Refusal } from "../plan/refusal";
import { SILENT } from "./stripe";
import type { AlarmDeclaration, CloudWatchDeclaration, CompositeDeclaration } from "./declaration";
import { groupByEach, groupPairs } from "../model/group-by";

/** Alarm → topics of its actions → their subscriptions: PagerDuty by https, a list by e-mail, Slack through Chatbot. */
export const followIn: FollowIn<CloudWatchDeclaration> = (declarations) => {
  const topics = new Map(declarations.filter(isTopic).map((topic) => [keyOf(topic), topic]));
  const checkOf = referredIn(declarations.filter(isHealthCheck));
  const alarms = new Map(declarations.filter(isMetricAlarm).map((alarm) => [keyOf(alarm), alarm]));
  const listening = listenersIn(declarations);
  return (evaluating) => {
    if (!isAlarm(evaluating) || evaluating.watches === undefined) return undefined;
    const region = textOf(evaluating.args.region);
    const reached = [...actionsOf(evaluating)].flatMap(([target, tells]): readonly Link[] => {
      const topic = topics.get(target);
      if (topic === undefined) return [lost(`its action ${target} is declared nowhere`)];
      return textOf(topic.args.region) === region ? listening(topic, tells) : [elsewhere(topic, region)];
    });
    const links = sortLinks(reached);
    return {
      endings: links.endings,
      broken: [...links.broken, ...namesOthersOf(evaluating, alarms, region)],
      says: saysOf(evaluating),
      holdsSeconds: isMetricAlarm(evaluating) ? holdsOf(evaluating, checkOf) : 0,
    };
  };
};

/** Who listens to a topic. */
const listenersIn = (declarations: readonly CloudWatchDeclaration[]) => {
  const subscriptions = groupByEach(declarations.filter(isSubscription), ({ args }) =>
    referencesIn(args.topic).map(targetOf),
  );
  const slack = groupByEach(declarations.filter(isSlack), ({ args }) =>
    (args.snsTopicArns ?? []).flatMap(referencesIn).map(targetOf),
  );
  return (topic: Topic, tells: readonly Transition[]): readonly Link[] => {
    const via = [`topic ${topic.name}`];
    return [
      ...(subscriptions.get(keyOf(topic)) ?? []).map((each) => subscriber(each, via, tells)),
      ...(slack.get(keyOf(topic)) ?? []).map(({ name, args }): Ending => ({
        channel: "slack",
        to: `#${name} (${textOf(args.slackChannelId)})`,
        via: [...via, `Chatbot ${name}`],
        tells,
        byHand: SLACK_BY_HAND,
      })),
    ];
  };
};

const subscriber = ({ name, args }: Subscription, via: readonly string[], tells: readonly Transition[]): Link => {
  if (args.protocol === "email")
    return { channel: "email", to: textOf(args.endpoint), via, tells, byHand: EMAIL_BY_HAND };
  const [key] = referencesIn(args.endpoint);
  return args.protocol === "https" && key !== undefined
    ? { channel: "pagerduty", key, via: [...via, `subscription ${name}`], tells }
    : lost(`subscription ${name} leads to nobody`);
};

const elsewhere = ({ name, args }: Topic, region: string): Refusal =>
  broken(
    `its topic ${name} is in ${textOf(args.region)}, the alarm in ${region}`,
    "an alarm tells topics of its own region alone",
    `mend ${TOPICS}`,
  );

/** What an alarm on alarms stands on: each of them declared, and in its own region. */
const namesOthersOf = (
  evaluating: AlarmDeclaration | CompositeDeclaration,
  alarms: ReadonlyMap<string, AlarmDeclaration>,
  region: string,
): readonly Refusal[] =>
  isMetricAlarm(evaluating)
    ? []
    : (evaluating.after ?? []).flatMap((key) => {
        const alarm = alarms.get(key);
        if (alarm === undefined)
          return [{ ...lost(`its rule names ${key}, which is declared nowhere`), remedy: NAMED }];
        const there = textOf(alarm.args.region);
        return there === region
          ? []
          : [broken(`its rule names ${alarm.name} in ${there}, itself in ${region}`, SAME_REGION, NAMED)];
      });

const SAME_REGION = "an alarm on alarms sees those of its own region alone";
const NAMED = "let the source name levels that CloudWatch watches in us-east-1";

type Topic = Extract<CloudWatchDeclaration, { type: "aws:sns/topic:Topic" }>;
type Subscription = Extract<CloudWatchDeclaration, { type: "aws:sns/topicSubscription:TopicSubscription" }>;
type Slack = Extract<
  CloudWatchDeclaration,
  { type: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration" }
>;
type HealthCheck = Extract<CloudWatchDeclaration, { type: "aws:route53/healthCheck:HealthCheck" }>;

const isMetricAlarm = (each: CloudWatchDeclaration): each is AlarmDeclaration =>
  each.type === "aws:cloudwatch/metricAlarm:MetricAlarm";
const isAlarm = (each: CloudWatchDeclaration): each is AlarmDeclaration | CompositeDeclaration =>
  isMetricAlarm(each) || each.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const isTopic = (each: CloudWatchDeclaration): each is Topic => each.type === "aws:sns/topic:Topic";
const isSubscription = (each: CloudWatchDeclaration): each is Subscription =>
  each.type === "aws:sns/topicSubscription:TopicSubscription";
const isSlack = (each: CloudWatchDeclaration): each is Slack =>
  each.type === "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const isHealthCheck = (each: CloudWatchDeclaration): each is HealthCheck =>
  each.type === "aws:route53/healthCheck:HealthCheck";

const TOPICS = "monitors/cloudwatch/topics.ts";
const lost = brokenIn(TOPICS);
const EMAIL_BY_HAND = "the list has confirmed the subscription that AWS mailed it";
const SLACK_BY_HAND = "the Slack workspace is authorised in Amazon Q Developer's console";

/** For each action's target, what the alarm tells it. */
const actionsOf = ({ args }: AlarmDeclaration | CompositeDeclaration): ReadonlyMap<string, readonly Transition[]> => {
  const lists = [
    ["alert", args.alarmActions],
    ["recovery", args.okActions],
    ["no data", args.insufficientDataActions],
  ] as const;
  return groupPairs(
    lists.flatMap(([transition, actions]) =>
      (actions ?? []).map((action) => {
        const reference = referenceOf(action);
        return [reference === undefined ? JSON.stringify(action) : targetOf(reference), transition] as const;
      }),
    ),
  );
};

/** Only `missing` turns an alarm to INSUFFICIENT_DATA; otherwise silence is a breach, no breach, or no news. */
const saysOf = ({ args }: AlarmDeclaration | CompositeDeclaration): readonly Transition[] =>
  "treatMissingData" in args && args.treatMissingData === "missing"
    ? ["alert", "recovery", "no data"]
    : ["alert", "recovery"];

/** The periods that must breach, after the health check's own failures where it stands on one. */
const holdsOf = (
  { args }: AlarmDeclaration,
  checkOf: (value: unknown) => HealthCheck | undefined,
): Followed["holdsSeconds"] => {
  const queries = args.metricQueries ?? [];
  // A silence is told of when it has lasted as long as the alarm looks back.
  if (queries.some(({ id }) => id === SILENT))
    return Math.max(...queries.map(({ metric }) => Number(metric?.period ?? 0)));
  const [check] = Object.values(args.dimensions ?? {}).flatMap((dimension) => checkOf(dimension) ?? []);
  if (check === undefined) return 0;
  const failing = Number(check.args.requestInterval) * Number(check.args.failureThreshold);
  return failing + Number(args.period) * Number(args.datapointsToAlarm ?? args.evaluationPeriods);
};
