import type { Environment } from "../../monitors/model/environment";
import type { Channel, Route } from "../../monitors/model/route";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import { runbookUrl, wordCondition } from "../../monitors/plan/wording";

/** What a drill sends: an event to PagerDuty where the level's route pages, and a message to Slack where it is told. */
export interface DrillRequest {
  readonly to: "PagerDuty" | "Slack";
  /** Name of the environment variable that holds the address or the key; its value is never printed. */
  readonly secret: SecretName;
  /** The body without the key. */
  readonly body: object;
}

export const secretNames = {
  pagerDuty: "DRIPLO_DRILL_PAGERDUTY_KEY",
  slack: "DRIPLO_DRILL_SLACK_WEBHOOK",
} as const;

export type SecretName = (typeof secretNames)[keyof typeof secretNames];

export interface Drilled {
  readonly signal: PlannedSignal;
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
}

/** Everybody must see at once that nothing is wrong. */
const MARK = "DRILL, nothing is wrong";

const channelsOf = ({ steps }: Route): ReadonlySet<Channel> => new Set(steps.flatMap(({ channels }) => channels));

/** PagerDuty's severities, Events API v2. */
const severities = { P0: "critical", P1: "critical", P2: "error", P3: "warning" } as const;

export const drillRequests = (
  { signal, measure, level }: Drilled,
  route: Route,
  environment: Pick<Environment, "name" | "runbookSite" | "slack">,
  key: string,
): readonly DrillRequest[] => {
  const summary = `${MARK}: ${signal.title} ${level.level} (${environment.name})`;
  const page = runbookUrl(environment.runbookSite, signal);
  const told = channelsOf(route);
  return [
    ...(told.has("pagerduty")
      ? [
          {
            to: "PagerDuty",
            secret: secretNames.pagerDuty,
            // https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
            body: {
              event_action: "trigger",
              dedup_key: key,
              payload: {
                summary,
                source: `driplo-${environment.name}`,
                severity: severities[level.priority],
                component: signal.service,
                custom_details: { drill: true, signal: signal.id, threshold: wordCondition(measure, level) },
              },
              links: [{ href: page, text: "Runbook" }],
            },
          } as const,
        ]
      : []),
    ...(told.has("slack")
      ? [
          {
            to: "Slack",
            secret: secretNames.slack,
            // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/
            body: {
              text: `${summary}\n${signal.impact}\nPriority ${level.priority}: ${wordCondition(measure, level)}\nRunbook: ${page}\nChannel of this priority: #${environment.slack.channels[level.priority].name}`,
            },
          } as const,
        ]
      : []),
  ];
};

/** Ends what the drill opened. */
export const resolveRequest = (key: string): DrillRequest => ({
  to: "PagerDuty",
  secret: secretNames.pagerDuty,
  body: { event_action: "resolve", dedup_key: key },
});
