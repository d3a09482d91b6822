import { objectives, questionsOf, signals, type Board } from "../board";
import { featureAdoption, returningVisitors } from "../usage";

/** D1. Full-width panels: it is read on a phone. */
export const executive: Board = {
  title: "Executive",
  audience: "executives",
  answers: "Is the shop up, does it grow, does it earn, are people content?",
  looksBack: "30d",
  wide: true,
  leadsTo: ["engineering", "operations", "revenue", "marketplace-health"],
  rows: [
    {
      title: "Uptime",
      panels: [
        ...objectives("storefront.uptime_slo", "payments.processing_slo"),
        ...signals("api.availability", "database.reachable", "storefront.error_rate"),
      ],
    },
    {
      title: "Growth and engagement",
      panels: [
        ...questionsOf("sign_ups", "active_sessions", "active_sellers"),
        returningVisitors,
        featureAdoption,
        ...questionsOf("returning_buyers", "churn"),
      ],
    },
    {
      title: "Revenue and conversion",
      panels: [
        ...questionsOf("revenue", "funnel"),
        ...signals("orders.revenue", "orders.completion_rate", "payments.silence"),
      ],
    },
    { title: "Satisfaction", panels: questionsOf("csat", "nps", "satisfaction", "support_tickets") },
  ],
};
