import { count, days, deviations, hours, milliseconds, minutes, percent, score, seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { productPages } from "../model/sources/browser";
import { datadog } from "../model/sources/datadog";
import { services } from "../model/sources/server";
import { sentry } from "../model/sources/sentry";

export const storefront = defineService({
  title: "Storefront",
  owner: "storefront",
  signals: {
    // A1. The plan's LCP 1.5 s is for product pages alone (A2); here its page-load figures stand.
    page_load: {
      kind: "latency",
      statistic: "p75",
      title: "Page load",
      impact: "Pages show their main content late; visitors leave before they see an item.",
      firstAction:
        "A step at a deployment? Run vercel rollback. Is storefront.first_byte firing? Then the server is late.",
      warning: { at: seconds(2), priority: "P3" },
      critical: { at: seconds(5), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "largest_contentful_paint" }),
      runbook: "storefront/page-load.md",
    },
    // A2. A budget, "critical for conversions".
    product_page_load: {
      kind: "latency",
      statistic: "p75",
      title: "Product page load",
      impact: "Item pages show their photo late; buyers give up before they can buy.",
      firstAction: "Open an item on a phone: is the photo late? A step at a deployment: vercel rollback.",
      critical: { at: seconds(1.5), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "largest_contentful_paint", filter: productPages }),
      runbook: "storefront/page-load.md",
    },
    // A3. The plan said FID; INP replaced it in 2024.
    input_delay: {
      kind: "latency",
      statistic: "p75",
      title: "Input delay",
      impact: "Taps and clicks answer late; the shop feels broken.",
      firstAction:
        "Use the shop on a phone up to checkout. Broken: escalate by hand. A step at a deployment: vercel rollback.",
      warning: { at: milliseconds(200), priority: "P3" },
      critical: { at: milliseconds(500), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "interaction_to_next_paint" }),
      runbook: "storefront/interaction.md",
    },
    // A4
    layout_shift: {
      kind: "layout_shift",
      statistic: "p75",
      title: "Layout shift",
      impact: "The page moves under the finger; users tap the wrong thing.",
      firstAction: "Open an item on a phone: does the page jump? A step at a deployment: vercel rollback.",
      warning: { at: score(0.1), priority: "P3" },
      critical: { at: score(0.25), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "cumulative_layout_shift" }),
      runbook: "storefront/interaction.md",
    },
    // A5
    first_byte: {
      kind: "latency",
      statistic: "p75",
      title: "Time to first byte",
      impact: "Every page waits on the server before anything appears.",
      firstAction: "A step at a deployment? Run vercel rollback. Else group the server's traces by route in Datadog.",
      warning: { at: milliseconds(800), priority: "P3" },
      critical: { at: seconds(1.8), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "first_byte" }),
      runbook: "storefront/page-load.md",
    },
    // A6
    image_load: {
      kind: "latency",
      statistic: "p75",
      title: "Image load",
      impact: "Photos of items appear late or not at all; nobody buys what they cannot see.",
      firstAction: "Group image loads by host in Datadog RUM: our CDN or another? After a deployment: vercel rollback.",
      critical: { at: seconds(2), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "resource_duration", filter: "@resource.type:image" }),
      runbook: "storefront/images.md",
    },
    // A7. Of sessions, which Sentry's browser SDK begins at every page view. Half an hour is its shortest window for them.
    error_rate: {
      kind: "crash_rate",
      window: minutes(30),
      title: "Storefront error rate",
      impact: "Pages break under people's hands: what they were doing is lost.",
      firstAction: "Use the shop up to checkout. Broken: escalate by hand. It began with a release: vercel rollback.",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P2" },
      missingData: "keep",
      source: sentry.crashRate(),
      runbook: "storefront/errors.md",
    },
    // A8
    new_error: {
      title: "New storefront error",
      impact: "Something breaks that did not before; each error of its own, and how many people it reaches.",
      firstAction: "Open the issue: which release, page and browser? It began with a release: vercel rollback.",
      measures: {
        new: {
          kind: "event",
          warning: { event: "new_or_regressed", priority: "P3" },
          missingData: "ok",
          source: sentry.issues(),
        },
        widespread: {
          kind: "affected_users",
          window: hours(1),
          critical: { at: count(50), priority: "P2" },
          missingData: "ok",
          source: sentry.issues(),
        },
      },
      runbook: "storefront/errors.md",
    },
    // A9. All networks together: split by network, slow ones would fire for ever. The split is a panel.
    mobile_page_load: {
      kind: "latency",
      statistic: "p75",
      title: "Page load on phones",
      impact: "Phones, where most visitors are, show pages late.",
      firstAction: "Open the shop on a phone with mobile data. A step at a deployment: vercel rollback.",
      warning: { at: seconds(2), priority: "P3" },
      critical: { at: seconds(5), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "largest_contentful_paint", filter: "@device.type:Mobile" }),
      runbook: "storefront/page-load.md",
    },
    // A10. Datadog's frustration signals are rage, dead and error clicks.
    tap_failures: {
      kind: "error_ratio",
      title: "Failed taps",
      impact: "Taps do nothing or fail on phones and tablets; users tap again and give up.",
      firstAction:
        "Tap through listing, message and checkout on a phone. Broken: vercel rollback, and escalate by hand.",
      warning: { at: percent(5), priority: "P3" },
      critical: { at: percent(15), priority: "P2" },
      minimumTraffic: count(50),
      missingData: "ok",
      source: datadog.rumRatio({
        part: { event: "session", filter: "@device.type:(Mobile OR Tablet) @session.frustration.count:>0" },
        whole: { event: "session", filter: "@device.type:(Mobile OR Tablet)" },
        feeds: ["session"],
      }),
      runbook: "storefront/interaction.md",
    },
    // A11. Our own instrumentation sends one action for each attempt, with its outcome.
    app_errors: {
      kind: "error_ratio",
      title: "App errors",
      impact: "The installed app fails to start, update or install.",
      firstAction: "Ask for /service-worker.js: 200, JavaScript, no redirect? After a deployment: vercel rollback.",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P2" },
      minimumTraffic: count(50),
      missingData: "ok",
      source: datadog.attempts({ actions: ["service_worker", "app_install"], bad: ["failed"] }),
      runbook: "storefront/app.md",
    },
    // A12. Sessions of people as they begin; a point is five minutes, against the same hour of other weeks.
    traffic: {
      kind: "anomaly",
      side: "both",
      seasonality: "weekly",
      title: "Traffic",
      impact: "Far fewer people than usual come in, or far more than people alone: the shop is cut off, or flooded.",
      firstAction: "Open the shop on a phone with mobile data. It opens: compare countries and devices in Datadog RUM.",
      warning: { at: deviations(3), priority: "P3" },
      missingData: "ok",
      source: datadog.rumCount({ event: "session", filter: "@session.type:user" }),
      runbook: "storefront/traffic.md",
    },
    // A13. No minimum of traffic: Datadog documents none for a change. An hour evens out all but the quietest nights.
    regression: {
      kind: "change",
      statistic: "p75",
      side: "above",
      window: hours(1),
      against: days(7),
      title: "Slower than last week",
      impact: "Pages show their main content later than a week ago; some change made them slower.",
      firstAction: "Look at the graph: a step or a slope? A step at a deployment: vercel rollback, or mend it today.",
      warning: { at: percent(25), priority: "P3" },
      critical: { at: percent(50), priority: "P2" },
      missingData: "ok",
      source: datadog.rum({ attribute: "largest_contentful_paint" }),
      runbook: "storefront/regression.md",
    },
  },
  objectives: {
    // O1. Pages that the CDN or the edge answers make no span: the objective is of those that the server renders.
    uptime_slo: {
      title: "Storefront uptime",
      impact: "Pages of the shop fail to open for some visitors.",
      firstAction:
        "Is api.availability or database.reachable firing? Go to its runbook. Else group the 5xx traces by page.",
      good: "page requests not answered with a 5xx",
      target: percent(99.9),
      source: datadog.spans({ service: services.storefront, kind: "server" }),
      tiers: {
        one_hour: { priority: "P1", minimumBadEvents: count(20) },
        six_hours: { priority: "P2", minimumBadEvents: count(50) },
        one_day: { priority: "P3", minimumBadEvents: count(50) },
        three_days: { priority: "P3", minimumBadEvents: count(50) },
      },
      runbook: "storefront/uptime-slo.md",
    },
  },
});
