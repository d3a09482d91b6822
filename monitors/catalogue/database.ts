import { seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";

export const database = defineService({
  title: "Database",
  owner: "data",
  signals: {
    // A19. The route runs `select 1` and fails on a connection error. A dead metrics endpoint is not a dead database.
    reachable: {
      kind: "outage",
      title: "Database reachable",
      impact: "The database does not answer: nothing can be browsed, sold or paid.",
      critical: { at: seconds(30), priority: "P0" },
      missingData: "breach",
      source: datadog.http({
        host: "apiHost",
        path: "/health/database",
        every: seconds(30),
        from: ["aws:eu-west-3", "aws:eu-central-1", "aws:eu-west-1"],
      }),
      runbook: "database/reachable.md",
    },
  },
});
