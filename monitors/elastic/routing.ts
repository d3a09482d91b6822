import { ref, template, type Reference } from "../model/late";
import type { Priority } from "../model/priority";
import type { Channel } from "../model/route";
import type { ElasticSource } from "../model/sources/elastic";
import { destinationName, integrationKey, type Destination } from "../plan/destination";
import { messageLines, messageOf, withUnit, type Filled } from "../plan/message";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { slackText } from "../plan/vendor-text";
import { runbookUrl } from "../plan/wording";
import { CONNECTOR, type ConnectorDeclaration, type ElasticDeclaration, type RuleDeclaration } from "./declaration";

/**
 * Who hears: a connector of Kibana's for each destination that pages, and one for Slack; each rule names those that it tells.
 *
 * E-mail is not among them: Kibana's connector wants a mail server of one's own. The list hears from the row's first vendor; a
 * route that has nothing but e-mail is refused.
 */
export const renderRouting = (
  destinations: readonly Destination[],
  _rendered: readonly ElasticDeclaration[],
  context: RenderContext,
): readonly ElasticDeclaration[] => [
  // Always: what the log store says of itself goes there (`infra/integrations/elastic/dead-letters.ts`).
  renderSlack(context),
  ...destinations
    .filter((destination) => context.routeOf(destination).pages)
    .map((destination) => renderPagerDuty(destination, context)),
];

const channelsOf = (destination: Pick<Destination, "priority">, { routeOf }: RenderContext): ReadonlySet<Channel> =>
  new Set(routeOf(destination).steps.flatMap((step) => step.channels));

const SLACK = "slack";

/** Spaces hold the connectors of every environment of the deployment. */
const physicalName = ({ environment }: RenderContext, name: string): string => `driplo-${environment.name}-${name}`;

/** https://www.elastic.co/docs/reference/kibana/connectors-kibana/slack-action-type (Web API); a bot token is letters, digits and hyphens. */
const renderSlack = (context: RenderContext): ConnectorDeclaration => ({
  vendor: "elastic",
  type: CONNECTOR,
  name: SLACK,
  secretOutputs: ["secrets"],
  args: {
    name: physicalName(context, SLACK),
    connectorTypeId: ".slack_api",
    config: "{}",
    secrets: template('{"token":"', context.environment.elastic.slackToken, '"}'),
  },
});

/** https://www.elastic.co/docs/reference/kibana/connectors-kibana/pagerduty-action-type */
const renderPagerDuty = (destination: Destination, context: RenderContext): ConnectorDeclaration => ({
  vendor: "elastic",
  type: CONNECTOR,
  name: destinationName(destination),
  secretOutputs: ["secrets"],
  args: {
    name: physicalName(context, destinationName(destination)),
    connectorTypeId: ".pagerduty",
    config: "{}",
    secrets: template('{"routingKey":"', integrationKey(destination, "elastic"), '"}'),
  },
});

const connectorId = (name: string): Reference => ref(CONNECTOR, name, "connectorId");

type Action = NonNullable<RuleDeclaration["args"]["actions"]>[number];

/** Of an Elasticsearch query rule: `ActionGroupId` in Kibana's stack_alerts/server/rule_types/es_query. */
export const FOUND = "query matched";

/** Of every type of rules. */
export const RECOVERED = "recovered";

/** The opening and the end of an alert go the same way. Kibana fills in what stands in braces. */
export const actionsOf = (
  watch: Watch<ElasticSource>,
  level: PlannedLevel,
  context: RenderContext,
): readonly Action[] => {
  const destination = { service: watch.signal.service, priority: level.priority };
  return [
    ...(context.routeOf(destination).pages
      ? [
          act(destinationName(destination), FOUND, openOf(destination, watch, level, context)),
          act(destinationName(destination), RECOVERED, { eventAction: "resolve", dedupKey: DEDUP }),
        ]
      : []),
    ...(channelsOf(destination, context).has("slack")
      ? tellSlack(
          { found: foundOf(watch, level, context), recovered: `Over: ${subjectOf(watch)}` },
          destination.priority,
          context,
        )
      : []),
  ];
};

/** To the channel of a priority. */
export const tellSlack = (
  { found, recovered }: { readonly found: string; readonly recovered: string },
  priority: Priority,
  context: RenderContext,
): readonly Action[] => [
  act(SLACK, FOUND, postOf({ priority }, found, context)),
  act(SLACK, RECOVERED, postOf({ priority }, recovered, context)),
];

const act = (connector: string, group: string, params: object): Action => ({
  id: connectorId(connector),
  group,
  params: JSON.stringify(params),
  frequency: { summary: false, notifyWhen: "onActionGroupChange" },
});

/** One incident for each alert, which is a rule's, or one of its groups'. */
const DEDUP = "{{rule.id}}:{{alert.id}}";

/** A group's id is its term: of a client the hash, never the address. */
const subjectOf = ({ source }: Watch<ElasticSource>): string =>
  source.by === undefined ? "{{rule.name}}" : "{{rule.name}}: {{alert.id}}";

/**
 * "The value that met the threshold condition", and when (elastic/kibana x-pack/plugins/stack_alerts/server/rule_types/es_query,
 * `actionVariables`). In Slack it opens the message, so that the text is no attachment's and is not folded away.
 */
const filledOf = ({ measure: { kind } }: Watch<ElasticSource>): Filled => ({
  now: withUnit("{{context.value}}", kind),
  since: "{{context.date}}",
});

const foundOf = (watch: Watch<ElasticSource>, level: PlannedLevel, { environment }: RenderContext): string =>
  [
    subjectOf(watch),
    ...messageLines(messageOf(environment, watch.signal, watch.measure, level), filledOf(watch), slackText),
  ].join("\n");

/** PagerDuty's severities (Events API v2); how loud a page is stands in the service's urgency. */
const severities: Readonly<Record<Priority, string>> = { P0: "critical", P1: "critical", P2: "error", P3: "warning" };

const openOf = (
  { service, priority }: Pick<Destination, "service" | "priority">,
  watch: Watch<ElasticSource>,
  level: PlannedLevel,
  { environment }: RenderContext,
): object => ({
  eventAction: "trigger",
  dedupKey: DEDUP,
  summary: subjectOf(watch),
  severity: severities[priority],
  source: `driplo-${environment.name}`,
  component: service,
  customDetails: {
    message: messageLines(messageOf(environment, watch.signal, watch.measure, level), filledOf(watch)).join("\n"),
  },
  links: [{ href: runbookUrl(environment.runbookSite, watch.signal), text: "Runbook" }],
});

/** By id: a channel that is renamed stays the same. */
const postOf = ({ priority }: Pick<Destination, "priority">, text: string, { environment }: RenderContext): object => ({
  subAction: "postMessage",
  subActionParams: { channelIds: [environment.slack.channels[priority].id], text },
});
