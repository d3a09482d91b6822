import { defineCosts } from "../plan/cost";

export const elasticCosts = defineCosts(
  {
    "lifecycle of a data stream": {
      unit: "kind of data that is kept",
      price: undefined,
      unknown: "by the deployment: its size, its data and how long they are kept",
    },
    "Kibana rule": {
      unit: "rule",
      price: undefined,
      unknown: "by the deployment's plan, which has the connectors",
    },
  },
  {
    "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle": () => [
      ["lifecycle of a data stream", 1],
    ],
    "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule": () => [["Kibana rule", 1]],
  },
);
