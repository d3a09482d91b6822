import { count, milliseconds, minutes, percent, seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { business } from "../model/sources/business";
import { datadog } from "../model/sources/datadog";
import { routeSearch, services } from "../model/sources/server";

const requests = datadog.spans({ service: services.api, kind: "server", filter: routeSearch("search") });

export const search = defineService({
  title: "Search",
  owner: "marketplace",
  signals: {
    // A39. The plan's 500 ms budget is the warning.
    response_time: {
      kind: "latency",
      statistic: "p95",
      title: "Search response time",
      impact: "Results come late; buyers stop looking.",
      firstAction:
        "Search the shop yourself. It began with a deployment: vercel rollback. Else open three slow traces.",
      suppressedBy: ["database.reachable"],
      warning: { at: milliseconds(500), priority: "P3" },
      critical: { at: seconds(2), priority: "P2" },
      missingData: "ok",
      source: requests,
      runbook: "search/search.md",
    },
    // A40. "Search broken" is a P1 of the plan. R7 wants it sooner than five minutes of a brownout show it (docs/alert-quality.md).
    error_rate: {
      kind: "error_ratio",
      title: "Search error rate",
      impact: "Search fails: buyers cannot find anything.",
      firstAction:
        "Search the shop yourself. It began with a deployment: vercel rollback. Else open three failed traces.",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(10), priority: "P1", sooner: { window: minutes(1), minimumTraffic: count(50) } },
      minimumTraffic: count(50),
      missingData: "ok",
      source: requests,
      runbook: "search/search.md",
    },
    // A41. Searches with at least one result.
    success_rate: {
      kind: "hit_ratio",
      title: "Search success",
      impact: "Searches come back empty: buyers think that we do not have it.",
      firstAction:
        "Search the shop yourself. Nothing found: vercel rollback after a deployment, else look at its policies.",
      warning: { at: percent(80), priority: "P3" },
      critical: { at: percent(60), priority: "P2" },
      minimumTraffic: count(50),
      missingData: "notify",
      source: business.number("search_success"),
      runbook: "search/results.md",
    },
  },
});
