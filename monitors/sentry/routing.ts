import { keyOf } from "../declaration/declaration";
import { ref } from "../model/late";
import type { Priority } from "../model/priority";
import { destinationName, integrationKey, pagingServiceName, type Destination } from "../plan/destination";
import type { SentrySource } from "../model/sources/sentry";
import { messageLines, messageOf, type Filled } from "../plan/message";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { slackText } from "../plan/vendor-text";
import type { Action, PagerDutyServiceDeclaration, SentryDeclaration } from "./declaration";
import { integrationId, renderProject, teamId } from "./project";
import { compareText } from "../model/compare-text";

/** Who hears: Sentry's end of each PagerDuty service, and the actions of an alert. */

export const renderRouting = (
  destinations: readonly Destination[],
  context: RenderContext,
): readonly SentryDeclaration[] => [...renderProject(context), ...renderPagerDuty(destinations, context)];

const SERVICE = "sentry:index/integrationPagerduty:IntegrationPagerduty";

/**
 * One after the other: each reads the whole list of services, adds its own and writes the list back
 * (jianyuan/terraform-provider-sentry internal/provider/resource_integration_pagerduty.go, Create), so that of two at once one
 * would be lost.
 */
const renderPagerDuty = (
  destinations: readonly Destination[],
  context: RenderContext,
): readonly SentryDeclaration[] => {
  const { environment, routeOf } = context;
  const { organization, pagerdutyIntegration } = environment.sentry;
  if (pagerdutyIntegration === undefined) return [];
  // By name: the order of the rows must not touch whom each comes after.
  const paging = destinations
    .filter((destination) => routeOf(destination).pages)
    .toSorted((a, b) => compareText(destinationName(a), destinationName(b)));
  return paging.map((destination, index): PagerDutyServiceDeclaration => {
    const before = paging[index - 1];
    return {
      vendor: "sentry",
      type: SERVICE,
      name: destinationName(destination),
      ...(before === undefined ? {} : { after: [keyOf({ type: SERVICE, name: destinationName(before) })] }),
      // The provider leaves the key in clear; whoever has it can page.
      secretOutputs: ["integrationKey"],
      args: {
        organization,
        integrationId: integrationId(context, "pagerduty", pagerdutyIntegration),
        integrationKey: integrationKey(destination, "sentry"),
        service: pagingServiceName(environment.name, destination),
      },
    };
  });
};

/**
 * What an alert does. A draft's is disabled, and still has one: Sentry takes no alert without an action. It names Slack alone,
 * so that no page hangs on a switch.
 */
export const actionsOf = (
  watch: Watch<SentrySource>,
  level: PlannedLevel,
  context: RenderContext,
): readonly Action[] => {
  const { signal } = watch;
  const { priority } = level;
  const { pages, steps } = context.routeOf({ priority });
  const channels = new Set(steps.flatMap((step) => step.channels));
  const live = signal.stage === "live";
  const { slackIntegration, pagerdutyIntegration } = context.environment.sentry;
  return [
    ...(live && pages && pagerdutyIntegration !== undefined
      ? [renderPage({ service: signal.service, priority }, pagerdutyIntegration, context)]
      : []),
    ...(!live || channels.has("slack") ? [renderSlack(watch, level, slackIntegration, context)] : []),
    // Sentry writes to its own members: the team's list is one of them (docs/bootstrap.md).
    ...(live && channels.has("email") ? [{ email: { targetType: "team", targetId: teamId(context) } }] : []),
  ];
};

/** Sentry's words for PagerDuty's severities (getsentry/sentry src/sentry/integrations/pagerduty/utils.py, PAGERDUTY_CUSTOM_PRIORITIES). */
const severities: Readonly<Record<Priority, string>> = { P0: "critical", P1: "critical", P2: "error", P3: "warning" };

const renderPage = (
  destination: Pick<Destination, "service" | "priority">,
  pagerdutyIntegration: string,
  context: RenderContext,
): Action => ({
  pagerduty: {
    integrationId: integrationId(context, "pagerduty", pagerdutyIntegration),
    serviceId: ref(SERVICE, destinationName(destination), "id"),
    serviceName: pagingServiceName(context.environment.name, destination),
    severity: severities[destination.priority],
  },
});

/** Notes have no variables: the issue above them has the number. */
const SHOWN: Readonly<Record<SentrySource["type"], Filled>> = {
  "crash rate": { now: "see the issue, in % of sessions without a crash", since: "the issue's beginning." },
  issues: { now: "see the issue, its users and events", since: "the issue's first event." },
  "security events": { now: "see the issue, its events", since: "the issue's first event." },
  heartbeat: { now: "no check-in arrives", since: "the missed check-in." },
};

const renderSlack = (
  { signal, measure, source }: Watch<SentrySource>,
  level: PlannedLevel,
  slackIntegration: string,
  context: RenderContext,
): Action => {
  const { environment } = context;
  const { id, name } = environment.slack.channels[level.priority];
  const message = messageOf(environment, signal, measure, level);
  return {
    slack: {
      integrationId: integrationId(context, "slack", slackIntegration),
      channelName: `#${name}`,
      channelId: id,
      tags: "environment,release,url",
      // In Slack's own markup, as the provider's example has it.
      notes: messageLines(message, SHOWN[source.type], slackText).join("\n"),
    },
  };
};
