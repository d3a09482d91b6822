import { defineCosts } from "../plan/cost";

export const grafanaCosts = defineCosts(
  { "rule group": { unit: "Grafana rule group", price: undefined, unknown: "plans bill series, logs and users" } },
  { "grafana:alerting/ruleGroup:RuleGroup": () => [["rule group", 1]] },
);
