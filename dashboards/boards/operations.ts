import { questionsOf, signals, type Board } from "../board";
import { cdnBytes } from "../capacity";

/** D3 */
export const operations: Board = {
  title: "Operations",
  audience: "operations",
  answers: "Is what the shop runs on healthy, and who needs help?",
  looksBack: "24h",
  leadsTo: ["database", "security", "performance", "monitoring-quality"],
  rows: [
    {
      title: "Infrastructure",
      panels: signals("infrastructure.cpu", "infrastructure.memory", "infrastructure.disk", "infrastructure.disk_io"),
    },
    { title: "Network", panels: signals("infrastructure.network_latency", "infrastructure.network_traffic") },
    {
      title: "Edge",
      panels: [
        ...signals("edge.cdn_error_rate", "edge.cdn_cache_hit_ratio"),
        cdnBytes,
        ...signals("edge.dns_resolution", "edge.certificate_expiry", "edge.ddos"),
      ],
    },
    {
      title: "Resource use of the database",
      panels: signals("database.cpu", "database.memory", "database.disk", "database.connection_pool"),
    },
    { title: "Security incidents", panels: signals("security.breach_indicators", "security.failed_logins") },
    { title: "Support", panels: questionsOf("support_tickets", "support_age", "support_topics") },
  ],
};
