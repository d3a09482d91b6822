import { keyOf } from "../declaration/declaration";
import {
  referenceOf,
  textOf,
  transitions,
  sortLinks,
  brokenIn,
  type Ending,
  type Followed,
  type FollowIn,
  type Link,
  type Transition,
} from "../plan/following";
import { broken, type Refusal } from "../plan/refusal";
import type {
  DatadogDeclaration,
  MonitorDeclaration,
  SecurityRuleDeclaration,
  SyntheticsDeclaration,
} from "./declaration";
import { namedIn, refuseNamed } from "./named";
import { isSecurityRule } from "./security";
import { groupBy } from "../model/group-by";

/** A monitor or test, or Cloud SIEM's security rule: each has notification rules of its own. */
export const followIn: FollowIn<DatadogDeclaration> = (declarations) => {
  const slack = new Map(declarations.filter(isSlack).map((channel) => [handleOf(channel), channel]));
  const monitors = followMonitors(declarations, slack);
  const signals = followSignals(declarations, slack);
  return (evaluating) =>
    isSecurityRule(evaluating) && evaluating.watches !== undefined ? signals(evaluating) : monitors(evaluating);
};

/** Monitor → notification rules whose tags it all has → their recipients; and whom its own message names, by no rule. */
const followMonitors = (
  declarations: readonly DatadogDeclaration[],
  slack: ReadonlyMap<string, SlackChannel>,
): ReturnType<FollowIn<DatadogDeclaration>> => {
  const rules = ruleIndex(declarations.filter(isRule));
  const recipient = recipientIn(declarations, slack);
  const known = new Map<string, Reached>();
  /** Thousands of monitors have few sets of the tags that rules ask for; each set is followed once. */
  const reach = (tags: readonly string[]): Reached => {
    const asked = tags.filter((tag) => rules.keys.has(keyOfTag(tag)));
    const key = asked.join(",");
    const found = known.get(key) ?? followRules(rules.matching(asked));
    known.set(key, found);
    return found;
  };
  const followRules = (matching: readonly Rule[]): Reached => {
    const reached = matching.flatMap((rule) =>
      recipientsOf(rule).map(({ to, tells }) => recipient(`rule ${rule.name}`, to, tells)),
    );
    return { matching, ...sortLinks(reached) };
  };
  return (evaluating) => {
    if (!evaluates(evaluating)) return undefined;
    const { matching, endings, broken: unreached } = reach(evaluating.args.tags?.map(textOf) ?? []);
    const named = sortLinks(namedIn(evaluating).map((to) => recipient(OWN_MESSAGE, to, transitions)));
    return {
      endings: [...endings, ...named.endings],
      broken: [...unreached, ...refuseNamed(evaluating), ...matching.flatMap((rule) => savedBefore(evaluating, rule))],
      says: saysOf(evaluating),
      holdsSeconds: holdsOf(evaluating),
    };
  };
};

const OWN_MESSAGE = "message of its own";

/** Whom a recipient of a rule is: PagerDuty's service, a Slack channel, or a list. */
const recipientIn = (declarations: readonly DatadogDeclaration[], slack: ReadonlyMap<string, SlackChannel>) => {
  const services = new Map(
    declarations.filter(isService).map((service) => [`pagerduty-${textOf(service.args.serviceName)}`, service]),
  );
  return (by: string, to: string, tells: readonly Transition[]): Link => {
    const via = [`Datadog ${by}`];
    const service = services.get(to);
    if (service !== undefined) {
      const key = referenceOf(service.args.serviceKey);
      return key === undefined
        ? lost(`Datadog's PagerDuty service ${service.name} has no integration's key`)
        : { channel: "pagerduty", key, via: [...via, `Datadog's service ${service.name}`], tells };
    }
    const channel = slack.get(to);
    if (channel !== undefined)
      return { channel: "slack", to: textOf(channel.args.channelName), via, tells, byHand: SLACK_BY_HAND };
    return to.includes("@")
      ? { channel: "email", to, via, tells }
      : lost(`${by} tells ${to}, which is declared nowhere`);
  };
};

/** Security rule → notification rules of its severity whose tags it all has → their targets; and whom it names. A signal has no recovery to tell. */
const followSignals = (
  declarations: readonly DatadogDeclaration[],
  slack: ReadonlyMap<string, SlackChannel>,
): ((rule: SecurityRuleDeclaration) => Followed) => {
  const notifications = declarations.filter(isNotification);
  return (rule) => {
    const { args } = rule;
    const tags = new Set(args.tags?.map(textOf));
    const statuses = new Set(args.cases?.map(({ status }) => textOf(status)));
    const reached = notifications
      .filter(({ args: { selectors } }) => selectors.severities?.some((each) => statuses.has(textOf(each))) === true)
      .filter(({ args: { selectors } }) =>
        textOf(selectors.query)
          .split(" ")
          .every((tag) => tags.has(tag)),
      )
      .flatMap(({ name, args: { targets } }) =>
        targets.map((target) => signalled(`rule ${name}`, textOf(target), slack)),
      );
    const named = namedIn(rule).map((to) => signalled(OWN_MESSAGE, to, slack));
    return {
      endings: sortLinks([...reached, ...named]).endings,
      broken: [...sortLinks(reached).broken, ...refuseNamed(rule)],
      says: ["alert"],
      holdsSeconds: 0,
      cannotWait: true,
    };
  };
};

const signalled = (by: string, target: string, slack: ReadonlyMap<string, SlackChannel>): Link => {
  const to = target.replace(/^@/, "");
  const way = { via: [`Datadog security ${by}`], tells: ["alert"] as const };
  const channel = slack.get(to);
  if (channel !== undefined)
    return { channel: "slack", to: textOf(channel.args.channelName), ...way, byHand: SLACK_BY_HAND };
  return to.includes("@")
    ? { channel: "email", to, ...way }
    : lostSignal(`${by} tells ${target}, which is declared nowhere`);
};

interface Reached {
  readonly matching: readonly Rule[];
  readonly endings: readonly Ending[];
  readonly broken: readonly Refusal[];
}

type Rule = Extract<DatadogDeclaration, { type: "datadog:index/monitorNotificationRule:MonitorNotificationRule" }>;
type SlackChannel = Extract<DatadogDeclaration, { type: "datadog:slack/channel:Channel" }>;
type Service = Extract<DatadogDeclaration, { type: "datadog:pagerduty/serviceObject:ServiceObject" }>;

type Notification = Extract<
  DatadogDeclaration,
  { type: "datadog:index/securityNotificationRule:SecurityNotificationRule" }
>;

const isNotification = (each: DatadogDeclaration): each is Notification =>
  each.type === "datadog:index/securityNotificationRule:SecurityNotificationRule";
const isRule = (each: DatadogDeclaration): each is Rule =>
  each.type === "datadog:index/monitorNotificationRule:MonitorNotificationRule";
const isSlack = (each: DatadogDeclaration): each is SlackChannel => each.type === "datadog:slack/channel:Channel";
const isService = (each: DatadogDeclaration): each is Service =>
  each.type === "datadog:pagerduty/serviceObject:ServiceObject";

const evaluates = (each: DatadogDeclaration): each is MonitorDeclaration | SyntheticsDeclaration =>
  (each.watches !== undefined || each.burns !== undefined) &&
  (each.type === "datadog:index/monitor:Monitor" || each.type === "datadog:index/syntheticsTest:SyntheticsTest");

const lost = brokenIn("monitors/datadog/routing.ts");
const lostSignal = brokenIn("monitors/datadog/security.ts");
const SLACK_BY_HAND = "Datadog is connected to the Slack workspace, and invited to the channel";

/** `@slack-<account>-<channel>` without the `@` (https://docs.datadoghq.com/integrations/slack/). */
const handleOf = ({ args }: SlackChannel): string =>
  `slack-${textOf(args.accountName)}-${textOf(args.channelName).replace(/^#/, "")}`;

const tagsOf = (rule: Rule): readonly string[] => rule.args.filter.tags?.map(textOf) ?? [];

/**
 * The rules that match a set of tags: those whose tags are all among them. By the keys that rules ask for, so that ten
 * thousand monitors are not each held against every rule.
 */
const ruleIndex = (rules: readonly Rule[]) => {
  const byTags = groupBy(rules, (rule) => tagsOf(rule).toSorted().join(","));
  const shapes = [...new Set(rules.map((rule) => tagsOf(rule).map(keyOfTag).toSorted().join(",")))];
  return {
    keys: new Set(rules.flatMap((rule) => tagsOf(rule).map(keyOfTag))),
    matching: (tags: readonly string[]): readonly Rule[] => {
      const byKey = new Map(tags.map((tag) => [keyOfTag(tag), tag]));
      return shapes.flatMap((shape) => {
        const wanted = shape === "" ? [] : shape.split(",").map((key) => byKey.get(key) ?? "");
        return byTags.get(wanted.toSorted().join(",")) ?? [];
      });
    },
  };
};

const keyOfTag = (tag: string): string => tag.slice(0, tag.indexOf(":"));

interface Recipient {
  readonly to: string;
  readonly tells: readonly Transition[];
}

/** Transitions as rules name them (@pulumi/datadog MonitorNotificationRuleConditionalRecipientsCondition.scope). */
const scopes: Readonly<Record<string, readonly Transition[]>> = {
  "transition_type:is_alert": ["alert"],
  "transition_type:is_recovery": ["recovery"],
  "transition_type:is_no_data": ["no data"],
};

const recipientsOf = ({ args }: Rule): readonly Recipient[] => [
  ...(args.recipients ?? []).map((to) => ({ to: textOf(to), tells: transitions })),
  ...(args.conditionalRecipients?.conditions ?? []).flatMap(({ scope, recipients }) =>
    recipients.map((to) => ({ to: textOf(to), tells: scopes[textOf(scope)] ?? [] })),
  ),
];

/** Datadog routes only what is saved after the rule. */
const savedBefore = (evaluating: DatadogDeclaration, rule: Rule): readonly Refusal[] =>
  evaluating.after?.includes(keyOf(rule)) === true
    ? []
    : [
        broken(
          `it may be saved before its rule ${rule.name}`,
          "Datadog's rules route only monitors that are created or changed after them",
          "let it come after the rule in monitors/datadog",
        ),
      ];

const saysOf = (evaluating: MonitorDeclaration | SyntheticsDeclaration): readonly Transition[] =>
  evaluating.type === "datadog:index/monitor:Monitor" &&
  (evaluating.args.notifyNoData === true || evaluating.args.onMissingData === "show_and_notify_no_data")
    ? transitions
    : ["alert", "recovery"];

/** A monitor tells at its first breach; a test when it has failed for so long. */
const holdsOf = (evaluating: MonitorDeclaration | SyntheticsDeclaration): Followed["holdsSeconds"] =>
  evaluating.type === "datadog:index/syntheticsTest:SyntheticsTest"
    ? Number(evaluating.args.optionsList?.minFailureDuration ?? 0)
    : 0;
