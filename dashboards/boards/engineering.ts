import { DRAINED } from "../../monitors/model/sources/vercel";
import { objectives, questionsOf, signals, type Board } from "../board";
import { DAY, distinct, events, openIssues, shareOf } from "../views";

/** https://vercel.com/docs/drains/reference/logs (buildId, deploymentId): no other line has a build. */
const PRODUCTION_BUILDS = `source:${DRAINED} @environment:production @buildId:*`;

/** D2. Code quality is what the shop's CI reports by our action (.github/actions/code-quality), and what Sentry has open. */
export const engineering: Board = {
  title: "Engineering",
  audience: "engineering",
  answers: "Is the application fast and right, and do our changes keep it so?",
  looksBack: "24h",
  leadsTo: ["real-time", "performance", "database", "user-experience", "security", "monitoring-quality"],
  rows: [
    {
      title: "Objectives",
      panels: objectives(
        "storefront.uptime_slo",
        "api.availability_slo",
        "database.uptime_slo",
        "payments.processing_slo",
      ),
    },
    {
      title: "Application performance",
      panels: [
        ...signals("api.availability", "api.response_time", "api.memory", "api.cpu", "search.response_time"),
        events({
          view: "Requests by service",
          means: "Spans of our servers, of the service chosen above; before retention throws any away.",
          of: "spans",
          search: "service:$service @span.kind:server",
          by: "service",
        }),
      ],
    },
    {
      title: "Error rates",
      panels: signals(
        "api.error_rate",
        "search.error_rate",
        "storefront.error_rate",
        "storefront.new_error",
        "listings.upload_failures",
        "accounts.registration_failures",
        "payments.webhook_failures",
      ),
    },
    {
      title: "Incidents",
      panels: [
        events({
          view: "Alerts a day by priority",
          means: "Alerts of Datadog's monitors, by the tag that routes them.",
          of: "events",
          search: "source:alert",
          by: "priority",
          each: DAY,
        }),
      ],
    },
    {
      title: "Deployments",
      panels: [
        ...signals("delivery.deployment_failures"),
        events({
          view: "Deployments a day",
          means: "Deployment frequency: production builds that Vercel says are completed, by its logs.",
          of: "logs",
          search: `${PRODUCTION_BUILDS} "Deployment completed"`,
          each: DAY,
        }),
        shareOf({
          view: "Deployment success",
          means: "Share of the production builds that went live, by day, by Vercel's logs.",
          part: {
            of: "logs",
            search: `${PRODUCTION_BUILDS} "Deployment completed"`,
            compute: distinct("@deploymentId"),
          },
          whole: { of: "logs", search: PRODUCTION_BUILDS, compute: distinct("@deploymentId") },
        }),
        ...questionsOf("lead_time", "change_failures"),
      ],
    },
    {
      title: "Code quality",
      panels: [
        ...questionsOf("test_coverage", "check_failures"),
        openIssues("Open issues", "Errors that nobody has resolved, the most frequent first."),
      ],
    },
  ],
};
