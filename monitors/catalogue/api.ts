import { count, milliseconds, minutes, percent, seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";
import { newrelic } from "../model/sources/newrelic";
import { routes, serverMetrics, services } from "../model/sources/server";

export const api = defineService({
  title: "API",
  owner: "platform",
  signals: {
    // A14. The plan: "down for more than 30 seconds".
    availability: {
      kind: "outage",
      title: "API availability",
      impact: "The API does not answer its health route: nobody can browse, sell or pay.",
      firstAction: "Open the API's /health yourself, twice. Deployed just before it failed? Run vercel rollback now.",
      critical: { at: seconds(30), priority: "P0" },
      missingData: "breach",
      source: datadog.http({
        host: "apiHost",
        path: routes.health,
        every: seconds(30),
        from: ["aws:eu-west-3", "aws:eu-central-1", "aws:eu-west-1"],
      }),
      backstop: cloudwatch.healthCheck({ host: "apiHost", path: routes.health, every: seconds(10) }),
      runbook: "api/availability.md",
    },
    // A15
    response_time: {
      kind: "latency",
      statistic: "p95",
      window: minutes(5),
      title: "API response time",
      impact: "Every page waits for the API; sellers give up on listing.",
      firstAction: "Group the API's traces by route in Datadog. It began with a deployment? Run vercel rollback.",
      // The same cause, and louder. New Relic, which knows nothing of it, still tells after its hold-off.
      suppressedBy: ["database.reachable"],
      warning: { at: milliseconds(500), priority: "P3" },
      critical: { at: seconds(2), priority: "P2" },
      missingData: "ok",
      source: datadog.spans({ service: services.api, kind: "server" }),
      backstop: newrelic.spans({ service: services.api, kind: "server" }),
      runbook: "api/response-time.md",
    },
    // A16. R7: at a tenth of requests failing, five minutes pass 5 % only after half of them, beside some 105 s that spans, evaluation
    // and notification take. A minute with enough requests in it tells as surely (docs/alert-quality.md).
    error_rate: {
      kind: "error_ratio",
      title: "API error rate",
      impact: "Requests fail for users: pages break and actions are lost.",
      firstAction: "It began with a deployment? Run vercel rollback. Else group the 5xx traces by route in Datadog.",
      suppressedBy: ["database.reachable"],
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P2", sooner: { window: minutes(1), minimumTraffic: count(200) } },
      minimumTraffic: count(100),
      missingData: "ok",
      source: datadog.spans({ service: services.api, kind: "server" }),
      backstop: newrelic.spans({ service: services.api, kind: "server" }),
      runbook: "api/error-rate.md",
    },
    // A17. Of the functions and containers alone; the hosts' 80 % and 95 % are infrastructure.memory. Vercel drains carry no
    // memory, so the server's own instrumentation sends it.
    memory: {
      kind: "utilisation",
      statistic: "max",
      title: "API memory",
      impact: "A function near its memory limit is killed, and the request it serves with it.",
      firstAction: "A step at the last deployment? Run vercel rollback. A slope: redeploy the running version.",
      critical: { at: percent(85), priority: "P1" },
      // Functions do not run without requests: a quiet night has no data, and must not phone anybody. That the pipeline still
      // delivers is the heartbeat's to say (A63).
      missingData: "ok",
      source: datadog.metric({
        ...serverMetrics.memory,
        filter: `service:${services.api}`,
      }),
      runbook: "api/resources.md",
    },
    // A18
    cpu: {
      kind: "utilisation",
      statistic: "mean",
      title: "API CPU",
      impact: "Requests queue for CPU and everything slows down.",
      firstAction: "It began with a deployment? Run vercel rollback. Else find the route that grew in Datadog APM.",
      warning: { at: percent(70), priority: "P3" },
      critical: { at: percent(90), priority: "P2" },
      missingData: "ok",
      source: datadog.metric({
        ...serverMetrics.cpu,
        filter: `service:${services.api}`,
      }),
      runbook: "api/resources.md",
    },
  },
  objectives: {
    // O2
    availability_slo: {
      title: "API availability",
      impact: "Some of what people do in the shop fails.",
      firstAction:
        "Is api.error_rate or api.availability firing? Go to its runbook. Else group the 5xx traces by route.",
      good: "API requests not answered with a 5xx",
      target: percent(99.95),
      source: datadog.spans({ service: services.api, kind: "server" }),
      tiers: {
        one_hour: { priority: "P1", minimumBadEvents: count(20) },
        six_hours: { priority: "P2", minimumBadEvents: count(50) },
        one_day: { priority: "P3", minimumBadEvents: count(50) },
        three_days: { priority: "P3", minimumBadEvents: count(50) },
      },
      runbook: "api/availability-slo.md",
    },
  },
});
