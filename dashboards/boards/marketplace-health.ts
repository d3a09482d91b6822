import { questionsOf, signals, type Board } from "../board";
import { featureAdoption, returningVisitors } from "../usage";

/** D8 */
export const marketplaceHealth: Board = {
  title: "Marketplace health",
  audience: "product",
  answers: "Do sellers put things up, and do buyers find them?",
  looksBack: "30d",
  leadsTo: ["user-experience", "revenue", "market"],
  rows: [
    {
      title: "Sellers",
      panels: [
        ...questionsOf("active_sellers", "listing_quality", "churn"),
        ...signals("listings.activity", "listings.upload_failures"),
      ],
    },
    {
      title: "Search",
      panels: [
        ...questionsOf("search_success"),
        ...signals("search.success_rate", "search.response_time", "search.error_rate"),
      ],
    },
    {
      title: "Funnel and engagement",
      panels: [
        ...questionsOf("funnel", "active_sessions"),
        returningVisitors,
        featureAdoption,
        ...questionsOf("retention"),
        ...signals("orders.conversion"),
      ],
    },
    {
      title: "Members",
      panels: [...questionsOf("sign_ups"), ...signals("accounts.registrations", "accounts.registration_failures")],
    },
  ],
};
