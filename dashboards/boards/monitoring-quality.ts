import { signals, type Board } from "../board";
import { DAY, events } from "../views";

/**
 * D13. The times to detect and to resolve, accuracy and false positives (R7) need what people write down after an incident: `npm run
 * quality` counts them. Here stands what the vendors see by themselves.
 */
export const monitoringQuality: Board = {
  title: "Monitoring quality",
  audience: "operations",
  answers: "Does the monitoring itself work, and which alerts are noise?",
  looksBack: "30d",
  leadsTo: ["engineering", "operations"],
  rows: [
    { title: "Every vendor still delivers", panels: signals("monitoring.heartbeat") },
    {
      title: "Alert volume",
      panels: [
        events({
          view: "Alerts a day by signal",
          means: "Alerts of Datadog's monitors: the noisiest signals, the first of them drawn highest.",
          of: "events",
          search: "source:alert service:$service",
          by: "signal",
          each: DAY,
        }),
        events({
          view: "Alerts a day by priority",
          means: "How much of it rings a phone.",
          of: "events",
          search: "source:alert service:$service",
          by: "priority",
          each: DAY,
        }),
        events({
          view: "Alerts a day by team",
          means: "Who is kept from their work.",
          of: "events",
          search: "source:alert service:$service",
          by: "owner",
          each: DAY,
        }),
      ],
    },
  ],
};
