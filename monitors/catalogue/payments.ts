import { count, days, deviations, hours, minutes, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { business } from "../model/sources/business";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";
import { routeSearch, services, spanSearch, statusSearch, stripeFaults } from "../model/sources/server";

export const payments = defineService({
  title: "Payments",
  owner: "payments",
  signals: {
    // A51. Of intents, each once however often it is tried; the cards' own refusals apart, or card testing would look like an outage.
    // Stripe's event, its point and AWS's evaluation take some 130 s by themselves, so that R7's mean leaves no five minutes to fill
    // (docs/alert-quality.md).
    failure_rate: {
      title: "Payment failures",
      impact: "Buyers cannot pay: their payments fail in the shop or at Stripe.",
      firstAction:
        "Buy something cheap yourself. It began with a deployment: vercel rollback. Stripe is down: tell support.",
      measures: {
        main: {
          kind: "error_ratio",
          warning: { at: percent(5), priority: "P2" },
          critical: { at: percent(25), priority: "P0", sooner: { window: minutes(2), minimumTraffic: count(20) } },
          minimumTraffic: count(20),
          missingData: "ok",
          // Four at least: of twenty intents two failures are 10 %, and chance alone made one such a day (docs/alert-quality.md).
          source: cloudwatch.eventShare({ part: "failed_payments", whole: "tried_payments", leastPart: count(4) }),
        },
        declines: {
          firstAction:
            "Few addresses, small amounts, many cards: card testing, block it. Everybody: look at Radar's rules.",
          kind: "error_ratio",
          critical: { at: percent(40), priority: "P2" },
          minimumTraffic: count(20),
          missingData: "ok",
          source: cloudwatch.eventShare({ part: "declined_payments", whole: "tried_payments" }),
        },
        // Not of the plan: what could not be delivered is counted nowhere, and every number here is too small.
        undelivered: {
          firstAction: "Read ERROR_CODE of the messages in SQS, stripe-undelivered. Then run pulumi up.",
          kind: "event",
          critical: { event: "undelivered", priority: "P2" },
          missingData: "ok",
          source: cloudwatch.undeliveredEvents(),
        },
      },
      runbook: "payments/failures.md",
    },
    // A52. Both are counted from the shop's own tables: Stripe's events would fall silent with the payments. The second source has
    // the checkouts from our own server.
    silence: {
      kind: "silence",
      title: "Successful payments",
      impact: "Buyers start to pay and nothing is paid: the shop sells nothing.",
      firstAction:
        "Buy something cheap yourself. Fails after a deployment: vercel rollback. Works: look at Stripe's webhooks.",
      critical: { at: minutes(15), priority: "P0" },
      minimumTraffic: count(5),
      missingData: "notify",
      source: business.number("successful_payments"),
      backstop: cloudwatch.noEvents({ events: "successful_payments", while: "checkouts_started" }),
      runbook: "payments/silence.md",
    },
    // A53. Whatever our endpoint answers other than 2xx, Stripe counts as not delivered and sends again. R7 wants it sooner than five
    // minutes of a brownout show it; two of forty are 5 %, and not beyond (docs/alert-quality.md).
    webhook_failures: {
      kind: "error_ratio",
      title: "Stripe webhook failures",
      impact: "Paid orders stay unpaid in the shop, because we did not take in what Stripe told us.",
      firstAction: "It began with a deployment? Run vercel rollback. Else open Stripe, Webhooks: what did we answer?",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P1", sooner: { window: minutes(1), minimumTraffic: count(40) } },
      minimumTraffic: count(20),
      missingData: "ok",
      source: datadog.spans({
        service: services.api,
        kind: "server",
        filter: routeSearch("stripeWebhook"),
        bad: `-${statusSearch("[200 TO 299]")}`,
      }),
      runbook: "payments/webhooks.md",
    },
    // A54. Card networks judge a shop by this share, and fine it for too high a one.
    disputes: {
      kind: "error_ratio",
      window: days(7),
      title: "Disputes",
      impact:
        "Buyers take their money back through their banks: each costs a fee, and many cost the right to take cards.",
      firstAction: "Open Stripe, Disputes, of the last week, by reason. One pattern of fraud: block it in Radar.",
      warning: { at: percent(0.4), priority: "P3" },
      critical: { at: percent(0.7), priority: "P1" },
      minimumTraffic: count(500),
      missingData: "notify",
      source: business.badShare("disputes", { leastBad: count(5) }),
      runbook: "payments/disputes.md",
    },
    // A55. `late`: no event of Stripe's says so. A payout is late a day after it should have arrived, for it is marked as paid in
    // the course of that day. `failed`: two hours, longer than the ladder of a P1, so that no incident closes itself before its last
    // rung has heard. `sellers`: of a day, and at least five that failed.
    payout_failures: {
      title: "Payouts",
      impact: "Money that was promised to sellers, or to us, does not arrive.",
      firstAction:
        "Look the payout up in Stripe. Paid there: send its newest event again. In transit 3 days: ask Stripe.",
      measures: {
        late: {
          kind: "count",
          window: days(1),
          warning: { at: count(0), priority: "P3" },
          missingData: "notify",
          source: business.number("late_payouts"),
        },
        failed: {
          firstAction:
            "Read the failure code in Stripe, Payouts. Correct the account in Settings, Payouts, then pay out by hand.",
          kind: "count",
          window: hours(2),
          critical: { at: count(0), priority: "P1" },
          missingData: "ok",
          source: cloudwatch.events("failed_payouts"),
        },
        sellers: {
          firstAction:
            "Open Stripe, Connect, Payouts, failed: one bank, one country or all? The seller corrects the account.",
          kind: "error_ratio",
          window: days(1),
          critical: { at: percent(2), priority: "P2" },
          minimumTraffic: count(5),
          missingData: "ok",
          source: cloudwatch.eventShare({
            part: "failed_seller_payouts",
            whole: "seller_payouts",
            leastPart: count(5),
          }),
        },
      },
      runbook: "payments/payouts.md",
    },
    // A56. Far fewer is a refund that nobody can ask for any more. An hour, because five minutes have a handful.
    refunds: {
      kind: "anomaly",
      side: "both",
      seasonality: "weekly",
      window: hours(1),
      title: "Refunds",
      impact: "Far more buyers than usual take their money back, or none can.",
      firstAction:
        "Open Stripe, Refunds, newest first: one seller, one employee or all? None at all: ask for one yourself.",
      warning: { at: deviations(3), priority: "P3" },
      missingData: "ok",
      source: cloudwatch.events("refunds"),
      runbook: "payments/refunds.md",
    },
  },
  objectives: {
    // O4. The checkout's payment route answers a declined card with a 402, which is good. What Stripe does to us is the type of
    // the error that its library threw (github.com/stripe/stripe-node, Error.ts): any but the card's own and a key used twice.
    processing_slo: {
      title: "Payment processing",
      impact: "Buyers cannot pay for what they chose, through no fault of theirs.",
      firstAction:
        "Open status.stripe.com. Stripe is well: buy something yourself. After a deployment: vercel rollback.",
      good: "checkout payments not failed by us or by Stripe",
      target: percent(99.95),
      source: datadog.spans({
        service: services.api,
        kind: "server",
        filter: routeSearch("checkoutPayment"),
        bad: `(${statusSearch("[500 TO 599]")} OR ${spanSearch("errorType", stripeFaults)})`,
      }),
      // Few events: one payment of a quiet hour that fails must not wake anybody.
      tiers: {
        one_hour: { priority: "P0", minimumBadEvents: count(5) },
        six_hours: { priority: "P2", minimumBadEvents: count(10) },
        one_day: { priority: "P3", minimumBadEvents: count(10) },
        three_days: { priority: "P3", minimumBadEvents: count(10) },
      },
      runbook: "payments/processing-slo.md",
    },
  },
});
