import type { Environment } from "../../../monitors/model/environment";
import { ref } from "../../../monitors/model/late";
import { isOn } from "../../environment/switched-off";
import type { Link, LinkBody } from "../link";

/**
 * Vercel's drains of Speed Insights and Web Analytics, to the log store: pages are the storefront's alone. The provider (5.9.1) has
 * drains of logs, traces and audit logs, and none of these.
 * @see https://vercel.com/docs/rest-api/drains/create-a-new-drain (`schemas`, `delivery`, `source`)
 * @see vercel/terraform-provider-vercel client/trace_drain.go, which posts to the same route: `projects` is `some`, the version `v1`
 */
const SCHEMAS = { "speed-insights": "speed_insights", "web-analytics": "analytics" } as const;

/** As the declared drain of logs sends it (drains.ts): the password is in the state already. */
const CREDENTIALS = ref("vercel:index/logDrain:LogDrain", "log-store", "headers.Authorization");

export const insightLinks = (environment: Environment): readonly Link[] => {
  const { vercel, elastic, name } = environment;
  if (vercel === undefined || !isOn(environment, "elastic")) return [];
  return Object.entries(SCHEMAS).map(([kind, schema]) => ({
    name: `driplo-${name}-${kind}`,
    facts: {
      schemas: schema,
      projects: vercel.projects.storefront,
      delivery: "http",
      endpoint: elastic.drain.url,
      encoding: "json",
    },
    body: {
      name: `driplo-${name}-${kind}`,
      projects: "some",
      projectIds: [vercel.projects.storefront],
      schemas: { [schema]: { version: "v1" } },
      delivery: deliveryTo(elastic.drain.url),
      source: { kind: "self-served" },
    },
  }));
};

const deliveryTo = (endpoint: string): LinkBody => ({
  type: "http",
  endpoint,
  encoding: "json",
  headers: { Authorization: CREDENTIALS },
});
