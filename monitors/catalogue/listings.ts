import { count, deviations, hours, minutes, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { business } from "../model/sources/business";
import { datadog } from "../model/sources/datadog";
import { routeSearch, services, statusSearch } from "../model/sources/server";

export const listings = defineService({
  title: "Listings",
  owner: "marketplace",
  signals: {
    // A42. "Uploads failing" is a P1 of the plan. A refused file is no failure of ours; one that is too large for the function
    // (413, answered by the platform) is, for phones take such photos. R7 wants it sooner than five minutes of a brownout show it
    // (docs/alert-quality.md).
    upload_failures: {
      kind: "error_ratio",
      title: "Image upload failures",
      impact: "Sellers cannot add photos, so they cannot list.",
      firstAction:
        "Upload a photo yourself. It began with a deployment: vercel rollback. Workers full: scale them out.",
      warning: { at: percent(5), priority: "P3" },
      critical: { at: percent(15), priority: "P1", sooner: { window: minutes(1), minimumTraffic: count(40) } },
      minimumTraffic: count(20),
      missingData: "ok",
      source: datadog.spans({
        service: services.api,
        kind: "server",
        filter: routeSearch("listingImages"),
        bad: statusSearch("(413 OR [500 TO 599])"),
      }),
      runbook: "listings/uploads.md",
    },
    // A43. The hour of the week, because five minutes have a handful of listings.
    activity: {
      kind: "anomaly",
      side: "below",
      seasonality: "weekly",
      window: hours(1),
      title: "New listings",
      impact: "Sellers put up fewer listings than is usual at this hour: something keeps them from it.",
      firstAction:
        "Put up a listing yourself, up to the last step. Broken: vercel rollback. It works: is it a holiday?",
      warning: { at: deviations(3), priority: "P3" },
      missingData: "notify",
      source: business.number("new_listings"),
      runbook: "listings/activity.md",
    },
  },
});
