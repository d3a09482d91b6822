import { minutes } from "../model/quantity";
import { defineService } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";
import { prometheus } from "../model/sources/prometheus";
import { sentry } from "../model/sources/sentry";

/** Nobody reports their own silence: each vendor's alerting is heard by another. Beside a beat no data is the breach. */
const silent = { kind: "heartbeat", critical: { at: minutes(10), priority: "P1" }, missingData: "breach" } as const;

export const monitoring = defineService({
  title: "Monitoring",
  owner: "platform",
  signals: {
    // A63
    heartbeat: {
      title: "Heartbeat of the monitoring",
      impact:
        "A vendor's alerts or the database's metrics no longer arrive: what they watch can fail, and nobody is told.",
      firstAction: "Say in the alerts' channel which vendor is blind. Then look by hand at what it watches, P0 first.",
      measures: {
        datadog: { ...silent, source: cloudwatch.heartbeat({ of: "datadog" }) },
        cloudwatch: { ...silent, source: datadog.heartbeat({ of: "cloudwatch" }) },
        newrelic: { ...silent, source: datadog.heartbeat({ of: "newrelic" }) },
        grafana: { ...silent, source: sentry.heartbeat({ of: "prometheus" }) },
        elastic: { ...silent, source: sentry.heartbeat({ of: "elastic" }) },
        sentry: { ...silent, source: prometheus.heartbeat({ of: "sentry" }) },
        // A dead metrics endpoint is not a dead database (A19): it is told here, once for all that is read from it.
        supabase: {
          ...silent,
          firstAction: "Ask Grafana for up of the scrape: 0 or nothing? Answered 401 or 403: renew the key.",
          source: prometheus.scrape(),
        },
      },
      runbook: "monitoring/heartbeat.md",
    },
  },
});
