import { defineCosts } from "../plan/cost";

export const newRelicCosts = defineCosts(
  {
    "alert condition": { unit: "condition", price: undefined, unknown: "plans bill data and users, or compute" },
    ping: { unit: "synthetic monitor", price: undefined, unknown: "by the account's plan" },
  },
  {
    "newrelic:synthetics/monitor:Monitor": () => [["ping", 1]],
    "newrelic:index/nrqlAlertCondition:NrqlAlertCondition": () => [["alert condition", 1]],
  },
);
