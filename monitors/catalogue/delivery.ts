import { count, hours } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";
import { DRAINED } from "../model/sources/vercel";

/**
 * Build lines of production, as Vercel's log drain sends them: `buildId` is only on those, `environment` says which they are, and
 * `level`, which Datadog takes for the line's status, is `error` or `fatal` for what went wrong; it turns `fatal` into emergency.
 * @see https://vercel.com/docs/drains/reference/logs
 * @see https://docs.datadoghq.com/logs/log_configuration/pipelines/ (preprocessing, status attribute)
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/ (log status remapper)
 */
const PRODUCTION_BUILD = `source:${DRAINED} @environment:production @buildId:*`;

/** No drain says how a deployment ended. A build may write an error and still go live, so this errs on the side of telling. */
const FAILED = `${PRODUCTION_BUILD} status:(error OR emerg*)`;

/** The line that ends a build which went live, in every build log that is published; Vercel does not promise it. */
const SUCCEEDED = `${PRODUCTION_BUILD} "Deployment completed"`;

export const delivery = defineService({
  title: "Delivery",
  owner: "platform",
  signals: {
    // A62. Three are counted as deployments, for one that fails may write many lines.
    deployment_failures: {
      title: "Failed deployments",
      impact: "What was merged does not reach users, and a fix would not either.",
      firstAction: "Read the first error in Vercel's build log. Users need a fix now: vercel rollback.",
      measures: {
        failed: {
          kind: "count",
          warning: { at: count(0), priority: "P3" },
          missingData: "ok",
          source: datadog.logs({ search: FAILED, feed: "builds" }),
        },
        stuck: {
          kind: "all_failed",
          window: hours(6),
          critical: { at: count(3), priority: "P2" },
          missingData: "ok",
          source: datadog.logOutcomes({
            failed: FAILED,
            succeeded: SUCCEEDED,
            attempt: "@deploymentId",
            feed: "builds",
          }),
        },
      },
      runbook: "delivery/deployments.md",
    },
  },
});
