import { stringify } from "yaml";
import type { Environment } from "../../../monitors/model/environment";
import { SCRAPE_SECONDS, spellSeconds } from "../../../monitors/prometheus/promql";
import { scrapeJob } from "../../../monitors/prometheus/scrape";
import { METRICS_USER, metricsHost, metricsPath } from "./endpoint";

/** Beside prometheus.yml, with the key alone in it, and readable by Prometheus only. */
const keyFile = ({ name }: Pick<Environment, "name">): string => `supabase-${name}.key`;

/**
 * The same scrape for a Prometheus of one's own. The key is read from a file, because Prometheus puts no environment variables
 * into its configuration, and a key in clear would be kept with it. No external label: each rule says its `env` itself.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
 */
export const toPrometheusConfig = (
  environment: Pick<Environment, "name" | "identities">,
  ruleFiles: readonly string[],
): string =>
  stringify({
    global: {
      scrape_interval: spellSeconds(SCRAPE_SECONDS),
      evaluation_interval: spellSeconds(SCRAPE_SECONDS),
    },
    rule_files: [...ruleFiles],
    scrape_configs: [
      {
        job_name: "supabase",
        scheme: "https",
        metrics_path: metricsPath,
        basic_auth: { username: METRICS_USER, password_file: keyFile(environment) },
        static_configs: [
          {
            targets: [metricsHost(environment.identities.supabaseProject)],
            // Grafana Cloud writes this label by itself, and the rules find the scrape by it.
            labels: { scrape_job: scrapeJob(environment.name) },
          },
        ],
      },
    ],
  });
