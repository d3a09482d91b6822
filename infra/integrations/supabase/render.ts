import type { PrometheusDeclaration } from "../../../monitors/prometheus/declaration";
import { SCRAPE_SECONDS } from "../../../monitors/prometheus/promql";
import type { RenderContext } from "../../../monitors/plan/watch";
import { scrapeJob } from "../../../monitors/prometheus/scrape";
import { METRICS_USER, metricsHost, metricsPath } from "./endpoint";

/** Grafana Cloud reads Supabase's endpoint itself, into the data source that the rules query. */
export const renderSupabaseFeeds = ({ environment }: RenderContext): readonly PrometheusDeclaration[] => [
  {
    vendor: "prometheus",
    type: "grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob",
    name: "supabase",
    secretOutputs: ["authenticationBasicPassword"],
    args: {
      name: scrapeJob(environment.name),
      stackId: environment.grafana.scrape.stackId,
      url: `https://${metricsHost(environment.identities.supabaseProject)}${metricsPath}`,
      authenticationMethod: "basic",
      authenticationBasicUsername: METRICS_USER,
      authenticationBasicPassword: environment.grafana.scrape.supabaseKey,
      scrapeIntervalSeconds: SCRAPE_SECONDS,
      enabled: true,
    },
  },
];
