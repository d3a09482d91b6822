import { defineCosts } from "../../monitors/plan/cost";

export const pagerDutyCosts = defineCosts(
  { "PagerDuty user": { unit: "user", price: undefined, unknown: "by the account's plan" } },
  { "pagerduty:index/user:User": () => [["PagerDuty user", 1]] },
);
