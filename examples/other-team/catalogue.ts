import { count, milliseconds, minutes, percent, seconds } from "../../monitors/model/quantity";
import { defineService, type Catalogue } from "../../monitors/model/signal";
import { datadog } from "../../monitors/model/sources/datadog";

const SERVICE = "booking";

/** Five rows, all of Datadog's. */
export const booking = defineService({
  title: "Booking",
  owner: "marketplace",
  signals: {
    availability: {
      kind: "outage",
      title: "Booking availability",
      impact: "Nobody can book.",
      firstAction: "Open /healthz in a browser, then roll the last deployment back.",
      critical: { at: seconds(60), priority: "P0" },
      missingData: "breach",
      source: datadog.http({
        host: "apiHost",
        path: "/healthz",
        every: seconds(60),
        from: ["aws:eu-west-3", "aws:eu-central-1", "aws:eu-west-1"],
      }),
      runbook: "booking/alerts.md",
    },
    response_time: {
      kind: "latency",
      statistic: "p95",
      window: minutes(5),
      title: "Booking response time",
      impact: "Guests wait for the calendar and give up.",
      firstAction: "Open the service's slowest traces in Datadog APM.",
      warning: { at: milliseconds(800), priority: "P3" },
      critical: { at: seconds(3), priority: "P2" },
      missingData: "ok",
      source: datadog.spans({ service: SERVICE, kind: "server" }),
      runbook: "booking/alerts.md",
    },
    error_rate: {
      kind: "error_ratio",
      title: "Booking error rate",
      impact: "Requests fail, and bookings are lost.",
      firstAction: "Open the service's failing traces in Datadog APM.",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P2" },
      minimumTraffic: count(50),
      missingData: "ok",
      source: datadog.spans({ service: SERVICE, kind: "server" }),
      runbook: "booking/alerts.md",
    },
    memory: {
      kind: "utilisation",
      statistic: "max",
      title: "Booking memory",
      impact: "A container near its limit is killed, and the requests that it serves with it.",
      firstAction: "Restart the container with the most memory.",
      critical: { at: percent(90), priority: "P1" },
      missingData: "notify",
      source: datadog.metric({ metric: "kubernetes.memory.usage_pct", unit: "percent", filter: `service:${SERVICE}` }),
      runbook: "booking/alerts.md",
    },
    payment_refusals: {
      kind: "error_ratio",
      title: "Refused deposits",
      impact: "Guests cannot pay the deposit.",
      firstAction: "Read the payment provider's status page.",
      critical: { at: percent(20), priority: "P2" },
      minimumTraffic: count(20),
      missingData: "ok",
      source: datadog.logRatio({
        part: `service:${SERVICE} @deposit.outcome:refused`,
        whole: `service:${SERVICE} @deposit.outcome:*`,
        feed: SERVICE,
      }),
      runbook: "booking/alerts.md",
    },
  },
});

const AGENT = { by: "built-in", who: "the cluster's Datadog Agent", status: "here" } as const;

export const catalogue: Catalogue = {
  services: { booking },
  emission: {
    "datadog:synthetics": { by: "built-in", who: "Datadog's own test", status: "here" },
    "datadog:spans/booking": AGENT,
    "datadog:logs/booking": AGENT,
    "datadog:metric/kubernetes.memory.usage_pct": AGENT,
  },
};
