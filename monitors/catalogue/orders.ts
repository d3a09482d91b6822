import { count, days, deviations, hours, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { business } from "../model/sources/business";

export const orders = defineService({
  title: "Orders",
  owner: "marketplace",
  signals: {
    // A46. "The same hours last week": three of them, so that the hours compare and not one of them's chance. A shop in which
    // nothing is paid at all is told by payments.silence, in minutes.
    completion_rate: {
      kind: "change",
      side: "below",
      against: days(7),
      window: hours(3),
      title: "Order completion",
      impact: "Buyers start to pay and give up: orders are lost at the last step.",
      firstAction:
        "Is a payments alert firing? Begin there. Else buy something up to the card form; broken: vercel rollback.",
      warning: { at: percent(20), priority: "P3" },
      critical: { at: percent(40), priority: "P1" },
      minimumTraffic: count(50),
      // That the tables cannot be read is told at P3 by the conversion, which reads them too.
      missingData: "ok",
      source: business.number("completed_orders"),
      runbook: "orders/completion.md",
    },
    // A47. Each step of Search → View → Contact → Purchase: how many searches, and what share took the next step. Told of the
    // fall alone.
    conversion: {
      title: "Conversion",
      impact: "Fewer visitors go on to the next step than is usual at this hour: something puts them off.",
      firstAction:
        "Take that step yourself on a phone. Broken since a deployment: vercel rollback. It works: is it a holiday?",
      measures: {
        search: {
          kind: "anomaly",
          side: "below",
          seasonality: "weekly",
          window: hours(1),
          warning: { at: deviations(3), priority: "P3" },
          missingData: "notify",
          source: business.number("searches"),
        },
        view: {
          kind: "anomaly",
          side: "below",
          seasonality: "weekly",
          window: hours(1),
          warning: { at: deviations(3), priority: "P3" },
          minimumTraffic: count(50),
          missingData: "notify",
          source: business.number("views_after_search"),
        },
        contact: {
          kind: "anomaly",
          side: "below",
          seasonality: "weekly",
          window: hours(1),
          warning: { at: deviations(3), priority: "P3" },
          minimumTraffic: count(50),
          missingData: "notify",
          source: business.number("contacts_after_view"),
        },
        // Between a first message and a purchase lie hours.
        purchase: {
          kind: "anomaly",
          side: "below",
          seasonality: "weekly",
          window: days(1),
          warning: { at: deviations(3), priority: "P3" },
          minimumTraffic: count(50),
          missingData: "notify",
          source: business.number("purchases_after_contact"),
        },
      },
      runbook: "orders/conversion.md",
    },
    // A48. Told of both sides, woken by the lower one alone.
    revenue: {
      kind: "anomaly",
      side: "both",
      seasonality: "weekly",
      window: hours(1),
      title: "Revenue",
      impact: "The shop takes far less than is usual at this hour, or far more.",
      firstAction:
        "Is a payments or API alert firing? Begin there. Else compare number and size of orders, hour by hour.",
      warning: { at: deviations(3), priority: "P3" },
      critical: { at: deviations(5), side: "below", priority: "P1" },
      // Below so many orders, now and usually, one large order is the whole revenue.
      minimumTraffic: count(5),
      // As for the completion.
      missingData: "ok",
      source: business.number("revenue"),
      runbook: "orders/revenue.md",
    },
  },
});
