import type { Environment } from "../../monitors/model/environment";
import type { Channel, Route } from "../../monitors/model/route";
import { pagingServiceName } from "../../monitors/plan/destination";
import { runbookUrl, wordCondition, wordLevel } from "../../monitors/plan/wording";
import type { Drilled } from "./find";
import { slackText } from "../../monitors/plan/vendor-text";

/** Who can be sent to, and the environment variable with the key or the address, which is one. Its value is never printed. */
export const receivers = {
  PagerDuty: "DRIPLO_DRILL_PAGERDUTY_KEY",
  Slack: "DRIPLO_DRILL_SLACK_WEBHOOK",
} as const;

export type Receiver = keyof typeof receivers;

export interface DrillRequest {
  readonly to: Receiver;
  /** Where it must arrive: the PagerDuty service whose key it wants, the Slack channel whose webhook. */
  readonly at: string;
  /** Without the key. */
  readonly body: object;
}

/** The first words of all that a drill sends: nobody may take it for an outage, and `quality` leaves it out. */
export const DRILL_MARK = "DRILL, nothing is wrong";

/** Of every drill's key. A drill ends only what such a key names. */
export const drillKeyOf = ({ level }: Drilled, unique: string): string => `drill/${level.name}/${unique}`;

/** What is sent to the channels of a level's route: all of its steps, for PagerDuty climbs the ladder by itself. */
export const drillRequests = (
  drilled: Drilled,
  route: Route,
  environment: Environment,
  key: string,
  event: "trigger" | "resolve",
): readonly DrillRequest[] => {
  const told = new Set(route.steps.flatMap(({ channels }) => channels));
  const { signal, level } = drilled;
  return [
    ...(told.has("pagerduty")
      ? [
          {
            to: "PagerDuty" as const,
            at: pagingServiceName(environment.name, { service: signal.service, priority: level.priority }),
            body: event === "trigger" ? pagerDutyTrigger(drilled, environment, key) : pagerDutyResolve(key),
          },
        ]
      : []),
    ...(told.has("slack")
      ? [
          {
            to: "Slack" as const,
            at: `#${environment.slack.channels[level.priority].name}`,
            body: slackMessage(drilled, environment, event),
          },
        ]
      : []),
  ];
};

/** Channels of the route that no request of ours reaches: PagerDuty's own come with it, e-mail is the vendors'. */
export const notDrilled = (route: Route): readonly Channel[] =>
  route.steps.some(({ channels }) => channels.includes("email")) ? ["email"] : [];

const summaryOf = ({ signal, measure, level }: Drilled, { name }: Environment): string =>
  `${DRILL_MARK}: ${wordLevel(signal, measure, level)} (${name})`;

/**
 * Fields and enums: https://github.com/PagerDuty/api-schema reference/events-v2/openapiv3.json, `createV2Event`. The service's
 * own urgency decides how loud it is (policies/pagerduty/render.ts), and not this severity.
 */
const pagerDutyTrigger = (drilled: Drilled, environment: Environment, key: string) => {
  const { signal, measure, level } = drilled;
  return {
    event_action: "trigger",
    dedup_key: key,
    payload: {
      summary: summaryOf(drilled, environment),
      source: `driplo-${environment.name}`,
      severity: level.level,
      component: signal.service,
      class: "drill",
      custom_details: {
        drill: true,
        signal: signal.id,
        level: level.name,
        priority: level.priority,
        condition: wordCondition(measure, level),
      },
    },
    links: [{ href: runbookUrl(environment.runbookSite, signal), text: `Runbook: ${signal.title}` }],
  };
};

/** `dedup_key` is required of a resolve, a payload is not (the same schema). */
const pagerDutyResolve = (key: string) => ({ event_action: "resolve", dedup_key: key });

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/ */
const slackMessage = (drilled: Drilled, environment: Environment, event: "trigger" | "resolve") => {
  const { signal, measure, level } = drilled;
  const lines =
    event === "resolve"
      ? ["The drill is over."]
      : [
          `If it were real: ${signal.impact}`,
          `Priority ${level.priority}, ${wordCondition(measure, level)}`,
          `Runbook: ${runbookUrl(environment.runbookSite, signal)}`,
        ];
  return { text: [summaryOf(drilled, environment), ...lines].map(slackText).join("\n") };
};
