import { count, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";

export const payments = defineService({
  title: "Payments",
  owner: "payments",
  signals: {
    // A53. Whatever our endpoint answers other than 2xx, Stripe counts as not delivered and sends again.
    webhook_failures: {
      kind: "error_ratio",
      title: "Stripe webhook failures",
      impact: "Paid orders stay unpaid in the shop, because we did not take in what Stripe told us.",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P1" },
      minimumTraffic: count(20),
      missingData: "ok",
      source: datadog.spans({
        service: "driplo-api",
        kind: "server",
        filter: "@http.route:/api/webhooks/stripe",
        bad: "-@http.status_code:[200 TO 299]",
      }),
      runbook: "payments/webhooks.md",
    },
  },
});
