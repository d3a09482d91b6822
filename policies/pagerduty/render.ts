import { lookup, ref, type Late } from "../../monitors/model/late";
import { inMinutes } from "../../monitors/model/quantity";
import { priorities, type Priority } from "../../monitors/model/priority";
import { pagingChannels, type Policies, type Route, type Step } from "../../monitors/model/route";
import type { VendorName } from "../../monitors/model/sources/source";
import { destinationName, integrationName, pagingServiceName, type Destination } from "../../monitors/plan/destination";
import type { RenderContext } from "../../monitors/plan/watch";
import type { PagerDutyDeclaration } from "./declaration";
import { renderMaintenance } from "./quiet";
import { renderPeople, scheduleNames } from "./people";

/** A destination, and the vendors that open incidents at it. */
export interface PagedDestination extends Destination {
  readonly from: readonly VendorName[];
}

type PagingRoute = Extract<Route, { pages: true }>;

/** Everything PagerDuty must hold for these destinations; nothing where no route of the environment pages. */
export const renderPagerDuty = (
  destinations: readonly PagedDestination[],
  policies: Policies,
  context: RenderContext,
): readonly PagerDutyDeclaration[] => {
  const { onCall } = context.environment;
  const paging = priorities.flatMap((priority) => {
    const route = context.routeOf({ priority });
    return route.pages && destinations.some((destination) => destination.priority === priority)
      ? [{ priority, route }]
      : [];
  });
  if (paging.length === 0) return [];
  return [
    ...(onCall.declaredHere ? renderPeople(onCall, policies, context.environment) : []),
    ...paging.map(({ priority, route }) => renderPolicy(priority, route, policies, context)),
    ...destinations.flatMap((destination) => {
      const route = context.routeOf(destination);
      return route.pages
        ? [...renderService(destination, route, context), ...renderSlack(destination, route, context)]
        : [];
    }),
    ...renderMaintenance(destinations, context),
  ];
};

/** Rungs that PagerDuty itself tells; a rung that only reads Slack is none of its rules. */
const pagedSteps = ({ steps }: PagingRoute): readonly Step[] =>
  steps.filter((step) => step.channels.some((channel) => pagingChannels.has(channel)));

/** How long the last rung has before the ladder starts again from the first. */
const LAST_DELAY_MINUTES = 30;

/** A page that nobody took climbs the whole ladder three times. PagerDuty allows nine repeats. */
const LOOPS_OF_LADDER = 2;

/** A ladder of one rung has nowhere to climb. */
const climbs = (route: PagingRoute): boolean => pagedSteps(route).length > 1;

const renderPolicy = (
  priority: Priority,
  route: PagingRoute,
  policies: Policies,
  { environment }: RenderContext,
): PagerDutyDeclaration => {
  const steps = pagedSteps(route);
  return {
    vendor: "pagerduty",
    type: "pagerduty:index/escalationPolicy:EscalationPolicy",
    name: priority,
    protect: true,
    args: {
      name: `Driplo ${environment.name} ${priority}`,
      description: `Priority ${priority}, ${route.urgency} urgency`,
      numLoops: climbs(route) ? LOOPS_OF_LADDER : 0,
      rules: relativeDelays(steps).map((escalationDelayInMinutes, index) => ({
        escalationDelayInMinutes,
        targets: targetsOf(steps[index], policies, environment.onCall).map((id) => ({
          type: "schedule_reference",
          id,
        })),
      })),
    },
  };
};

/**
 * Ours are times after the alert; PagerDuty's are how long each rule waits for an answer before the next: 0, 5, 15, 30
 * become 5, 10, 15 and the last.
 */
export const relativeDelays = (steps: readonly Pick<Step, "after">[]): readonly number[] =>
  steps.map(({ after }, index) => {
    const next = steps[index + 1];
    return next === undefined ? LAST_DELAY_MINUTES : inMinutes(next.after) - inMinutes(after);
  });

const targetsOf = (
  step: Step | undefined,
  { rungs }: Policies,
  onCall: RenderContext["environment"]["onCall"],
): readonly (string | Late)[] => {
  if (step === undefined) return [];
  if (!onCall.declaredHere) return onCall.schedules[step.rung];
  return scheduleNames(step.rung, rungs[step.rung].turns, onCall.rotations[step.rung]).map((name) =>
    ref("pagerduty:index/schedule:Schedule", name, "id"),
  );
};

/**
 * Names as `getVendor` finds them: exact but for case, else the first that contains it (the provider's data source). New
 * Relic's key must be of the integration New Relic (https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/).
 */
const integrations: Readonly<Record<VendorName, string>> = {
  datadog: "Datadog",
  cloudwatch: "Amazon CloudWatch",
  newrelic: "New Relic",
  // Of the events API v2, which Grafana's contact point speaks; of an integration "Grafana" no use was found.
  prometheus: "Prometheus",
  // Not read from PagerDuty's list. Sentry sends to the events API v2, as Prometheus's integration does.
  sentry: "Sentry",
  // By Kibana's documents of its PagerDuty connector; not read from PagerDuty's list either.
  elastic: "Elastic Alerts",
};

/**
 * What becomes of a page that climbs, in the channel of its priority: who took it, that nobody did, that it is over. It tells
 * that it opened as well, which PagerDuty insists on (@pulumi/pagerduty SlackConnectionConfig.events); a phone rings no
 * second time for it.
 */
const renderSlack = (
  destination: Destination,
  route: PagingRoute,
  { environment }: RenderContext,
): readonly PagerDutyDeclaration[] =>
  climbs(route) && route.steps.some(({ channels }) => channels.includes("slack"))
    ? [
        {
          vendor: "pagerduty",
          type: "pagerduty:index/slackConnection:SlackConnection",
          name: destinationName(destination),
          args: {
            sourceId: ref("pagerduty:index/service:Service", destinationName(destination), "id"),
            sourceType: "service_reference",
            workspaceId: environment.slack.workspaceId,
            channelId: environment.slack.channels[destination.priority].id,
            notificationType: "responder",
            configs: [
              {
                events: [
                  "incident.triggered",
                  "incident.acknowledged",
                  "incident.escalated",
                  "incident.reassigned",
                  "incident.resolved",
                ],
                // A drill raises the urgency of its own incident: the channel hears of both.
                ...(route.urgency === "high" ? { urgency: "high" } : {}),
              },
            ],
          },
        },
      ]
    : [];

const renderService = (
  destination: PagedDestination,
  { urgency }: PagingRoute,
  { environment }: RenderContext,
): readonly PagerDutyDeclaration[] => {
  const name = destinationName(destination);
  return [
    {
      vendor: "pagerduty",
      type: "pagerduty:index/service:Service",
      name,
      protect: true,
      args: {
        name: pagingServiceName(environment.name, destination),
        description: `${destination.serviceTitle}, priority ${destination.priority} (${environment.name})`,
        escalationPolicy: ref("pagerduty:index/escalationPolicy:EscalationPolicy", destination.priority, "id"),
        alertCreation: "create_alerts_and_incidents",
        incidentUrgencyRule: { type: "constant", urgency },
        // An incident stays open until its vendor or a person resolves it: "null" switches PagerDuty's own timers off.
        acknowledgementTimeout: "null",
        autoResolveTimeout: "null",
      },
    },
    ...destination.from.map((vendor): PagerDutyDeclaration => ({
      vendor: "pagerduty",
      type: "pagerduty:index/serviceIntegration:ServiceIntegration",
      name: integrationName(destination, vendor),
      // PagerDuty's provider leaves the key in clear; whoever has it can page.
      secretOutputs: ["integrationKey"],
      args: {
        name: integrations[vendor],
        service: ref("pagerduty:index/service:Service", name, "id"),
        vendor: lookup("pagerduty:getVendor", { name: integrations[vendor] }),
      },
    })),
  ];
};
