import { questionsOf, signals, type Board } from "../board";

/** D4, as it happens: what is asked here is cheap, for it is asked twice a minute. */
export const realTime: Board = {
  title: "Real time",
  audience: "engineering",
  answers: "What happens at this moment: does the shop answer, and do people use it and pay?",
  looksBack: "1h",
  refresh: "30s",
  leadsTo: ["performance", "engineering", "revenue"],
  rows: [
    {
      title: "Answers",
      panels: signals("api.availability", "database.reachable", "api.response_time", "api.error_rate"),
    },
    { title: "People", panels: [...signals("storefront.traffic"), ...questionsOf("last_hour")] },
    { title: "Payments and messages", panels: signals("payments.failure_rate", "messaging.connection_failures") },
    {
      title: "Under load",
      panels: signals("database.connection_pool", "database.cpu", "api.cpu", "edge.cdn_error_rate"),
    },
  ],
};
