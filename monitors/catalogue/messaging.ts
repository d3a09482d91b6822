import { count, milliseconds, percent, seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";

export const messaging = defineService({
  title: "Messaging",
  owner: "marketplace",
  signals: {
    // A44. One action for each channel that is opened, with its outcome.
    connection_failures: {
      kind: "error_ratio",
      title: "Messaging connection failures",
      impact: "Messages between buyer and seller do not arrive live.",
      firstAction: "Send a message between two browsers. A storefront release just before: vercel rollback.",
      warning: { at: percent(2), priority: "P3" },
      critical: { at: percent(10), priority: "P2" },
      minimumTraffic: count(50),
      missingData: "ok",
      source: datadog.attempts({ actions: ["realtime_channel"], bad: ["failed", "timed_out"] }),
      runbook: "messaging/realtime.md",
    },
    // A45. A duration vital around the round trip of a realtime event.
    latency: {
      kind: "latency",
      statistic: "p95",
      title: "Messaging latency",
      impact: "A conversation lags; buyer and seller talk past each other.",
      firstAction: "Send a message between two browsers. Is the database busy? Relieve it first.",
      warning: { at: milliseconds(500), priority: "P3" },
      critical: { at: seconds(2), priority: "P2" },
      missingData: "ok",
      source: datadog.vital("realtime_round_trip"),
      runbook: "messaging/realtime.md",
    },
  },
});
