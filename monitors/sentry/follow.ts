import { keyOf } from "../declaration/declaration";
import { isLate } from "../model/late";
import {
  referenceOf,
  targetOf,
  textOf,
  sortLinks,
  brokenIn,
  referredIn,
  type FollowIn,
  type Link,
  type Transition,
} from "../plan/following";
import type { Action, AlertDeclaration, PagerDutyServiceDeclaration, SentryDeclaration } from "./declaration";

/** Monitor → alert → its actions → PagerDuty's service, a channel, the team's members. */
export const followIn: FollowIn<SentryDeclaration> = (declarations) => {
  const serviceOf = referredIn(declarations.filter(isService));
  const declared = new Set(declarations.map(keyOf));
  return (evaluating) => {
    if (evaluating.type !== "sentry:index/alert:Alert") return undefined;
    const { args, name } = evaluating;
    const says = saysOf(evaluating);
    const reached =
      args.enabled === false
        ? []
        : args.actionFilters
            .flatMap(({ actions }) => actions)
            .map((action) => endingOf(action, serviceOf, [`Sentry alert ${name}`], says));
    const links = sortLinks(reached);
    return {
      endings: links.endings,
      broken: [
        ...links.broken,
        ...args.monitorIds.flatMap((id) => {
          const monitor = referenceOf(id);
          return monitor === undefined || declared.has(targetOf(monitor))
            ? []
            : [lost("its alert looks at no declared monitor")];
        }),
      ],
      says,
      holdsSeconds: 0,
    };
  };
};

const isService = (each: SentryDeclaration): each is PagerDutyServiceDeclaration =>
  each.type === "sentry:index/integrationPagerduty:IntegrationPagerduty";

const lost = brokenIn("monitors/sentry/routing.ts");

/**
 * An issue of a monitor tells of its end where a filter lets it: the same actions, PagerDuty's among them. An issue of errors ends
 * when a person or the project's age for it says so, and an alert with an environment never hears of that (render.ts).
 */
const saysOf = ({ args }: AlertDeclaration): readonly Transition[] =>
  args.actionFilters.every(({ conditions }) =>
    (conditions ?? []).some(({ issuePriorityDeescalating }) => issuePriorityDeescalating !== undefined),
  )
    ? ["alert", "recovery"]
    : ["alert"];

const endingOf = (
  { pagerduty, slack, email }: Action,
  serviceOf: (value: unknown) => PagerDutyServiceDeclaration | undefined,
  via: readonly string[],
  tells: readonly Transition[],
): Link => {
  if (slack !== undefined)
    return {
      channel: "slack",
      to: textOf(slack.channelName),
      via,
      tells,
      byHand: "Sentry's Slack app is installed, and invited to the channel",
    };
  if (email !== undefined)
    return {
      channel: "email",
      to: `Sentry's team ${slugOf(email.targetId)}`,
      via,
      tells,
      byHand: "the team's list is a member of the team in Sentry",
    };
  const service = serviceOf(pagerduty?.serviceId);
  const key = referenceOf(service?.args.integrationKey);
  return service === undefined || key === undefined
    ? lost("its page leads to no declared service of PagerDuty")
    : { channel: "pagerduty", key, via: [...via, `service ${service.name}`], tells };
};

const slugOf = (id: unknown): string => (isLate(id) && id.late === "lookup" ? (id.args["slug"] ?? "") : "");
