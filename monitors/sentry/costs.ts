import { defineCosts } from "../plan/cost";

export const sentryCosts = defineCosts(
  {
    "cron monitor": { unit: "monitor", price: undefined, unknown: "the first is in every plan" },
    "uptime monitor": { unit: "monitor", price: undefined, unknown: "by the account's plan" },
  },
  {
    "sentry:index/cronMonitor:CronMonitor": () => [["cron monitor", 1]],
    "sentry:index/uptimeMonitor:UptimeMonitor": () => [["uptime monitor", 1]],
  },
);
