import { keyOf } from "../declaration/declaration";
import type { Channel } from "../model/route";
import { destinationName, integrationKey, pagingServiceName, type Destination } from "../plan/destination";
import type { RenderContext } from "../plan/watch";
import type { DatadogDeclaration } from "./declaration";

/**
 * Who hears, by tag and never by a handle in a message: a rule for each destination that pages, one for each priority that
 * does not. A rule has one recipient list, without conditions, so that recovery and missing data go where the alert went.
 */
export const renderRouting = (
  destinations: readonly Destination[],
  context: RenderContext,
): readonly DatadogDeclaration[] => {
  const rules = new Map(destinations.map((destination) => [ruleName(destination, context), destination] as const));
  return [
    ...renderSlack(destinations, context),
    ...destinations.filter((destination) => context.routeOf(destination).pages).map((to) => renderService(to, context)),
    ...[...rules].map(([name, destination]) => renderRule(name, destination, context)),
  ];
};

const RULE = "datadog:index/monitorNotificationRule:MonitorNotificationRule";
const SERVICE = "datadog:pagerduty/serviceObject:ServiceObject";
const SLACK = "datadog:slack/channel:Channel";

const ruleName = (destination: Pick<Destination, "service" | "priority">, { routeOf }: RenderContext): string =>
  routeOf(destination).pages ? destinationName(destination) : destination.priority;

/** Key of the rule that routes a monitor; a monitor saved before its rule would not be routed by it. */
export const ruleOf = (destination: Pick<Destination, "service" | "priority">, context: RenderContext): string =>
  keyOf({ type: RULE, name: ruleName(destination, context) });

const renderRule = (name: string, destination: Destination, context: RenderContext): DatadogDeclaration => {
  const { environment, routeOf } = context;
  const route = routeOf(destination);
  const channels = new Set(route.steps.flatMap((step) => step.channels));
  const service = route.pages ? [`service:${destination.service}`] : [];
  return {
    vendor: "datadog",
    type: RULE,
    name,
    args: {
      name: `driplo-${environment.name}-${name}`,
      filter: { tags: [`env:${environment.name}`, `priority:${destination.priority.toLowerCase()}`, ...service] },
      recipients: [
        ...(route.pages ? [`pagerduty-${pagingServiceName(environment.name, destination)}`] : []),
        ...listed(channels, "slack", slackHandle(destination, context)),
        ...listed(channels, "email", environment.email),
      ],
    },
    after: [
      ...(route.pages ? [keyOf({ type: SERVICE, name })] : []),
      ...listed(channels, "slack", keyOf({ type: SLACK, name: slackChannel(destination, context) })),
    ],
  };
};

/** Whoever reads of a priority, as handles without their `@`, and what must be there before them. */
export const readers = (
  destination: Pick<Destination, "priority">,
  context: RenderContext,
): { readonly targets: readonly string[]; readonly after: readonly string[] } => {
  const channels = new Set(context.routeOf(destination).steps.flatMap((step) => step.channels));
  return {
    targets: [
      ...listed(channels, "slack", slackHandle(destination, context)),
      ...listed(channels, "email", context.environment.email),
    ],
    after: listed(channels, "slack", keyOf({ type: SLACK, name: slackChannel(destination, context) })),
  };
};

const listed = (channels: ReadonlySet<Channel>, channel: Channel, value: string): readonly string[] =>
  channels.has(channel) ? [value] : [];

const slackChannel = ({ priority }: Pick<Destination, "priority">, { environment }: RenderContext): string =>
  environment.slack.channels[priority].name;

/** https://docs.datadoghq.com/integrations/slack/: `@slack-<account>-<channel>`; a rule's recipients have no `@`. */
const slackHandle = (destination: Pick<Destination, "priority">, context: RenderContext): string =>
  `slack-${context.environment.slack.account}-${slackChannel(destination, context)}`;

const renderSlack = (destinations: readonly Destination[], context: RenderContext): readonly DatadogDeclaration[] => {
  const listening = destinations.filter((destination) =>
    context.routeOf(destination).steps.some(({ channels }) => channels.includes("slack")),
  );
  return [...new Set(listening.map((destination) => slackChannel(destination, context)))].map((name) => ({
    vendor: "datadog",
    type: SLACK,
    name,
    args: {
      accountName: context.environment.slack.account,
      channelName: `#${name}`,
      // Who is told stands in the plan, not under every message.
      display: { message: true, notified: false, snapshot: true, tags: true, muteButtons: true },
    },
  }));
};

/** Datadog's end of the PagerDuty integration; the key is PagerDuty's and secret. */
const renderService = (destination: Destination, { environment }: RenderContext): DatadogDeclaration => ({
  vendor: "datadog",
  type: SERVICE,
  name: destinationName(destination),
  secretOutputs: ["serviceKey"],
  args: {
    serviceName: pagingServiceName(environment.name, destination),
    serviceKey: integrationKey(destination, "datadog"),
  },
});
