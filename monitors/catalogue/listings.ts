import { count, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";

export const listings = defineService({
  title: "Listings",
  owner: "marketplace",
  signals: {
    // A42. "Uploads failing" is a P1 of the plan. A refused file (4xx) is no failure of ours.
    upload_failures: {
      kind: "error_ratio",
      title: "Image upload failures",
      impact: "Sellers cannot add photos, so they cannot list.",
      warning: { at: percent(5), priority: "P3" },
      critical: { at: percent(15), priority: "P1" },
      minimumTraffic: count(20),
      missingData: "ok",
      source: datadog.spans({ service: "driplo-api", kind: "server", filter: "@http.route:/api/listings/images" }),
      runbook: "listings/uploads.md",
    },
  },
});
