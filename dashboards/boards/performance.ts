import { signals, type Board } from "../board";
import { diskAhead, diskDaysLeft, monthlyCost, poolAhead } from "../capacity";

/** D4 */
export const performance: Board = {
  title: "Performance",
  audience: "engineering",
  answers: "How fast are we now, how fast were we, and how long does what we have suffice?",
  looksBack: "7d",
  leadsTo: ["real-time", "user-experience", "database", "operations"],
  rows: [
    {
      title: "Pages",
      panels: signals(
        "storefront.page_load",
        "storefront.product_page_load",
        "storefront.mobile_page_load",
        "storefront.first_byte",
        "storefront.image_load",
      ),
    },
    {
      title: "Servers",
      panels: signals(
        "api.response_time",
        "search.response_time",
        "messaging.latency",
        "database.query_time",
        "infrastructure.network_latency",
      ),
    },
    { title: "Regressions", panels: signals("storefront.regression", "storefront.traffic") },
    {
      title: "Capacity",
      panels: [
        ...signals("database.disk_full_soon"),
        diskAhead,
        diskDaysLeft,
        ...signals("database.connection_pool"),
        poolAhead,
        monthlyCost,
        ...signals("infrastructure.disk", "infrastructure.cpu", "api.cpu"),
      ],
    },
  ],
};
