import type { GrafanaSource } from "../model/sources/source";
import { added, assumed, documented, MESSAGE, message, type Delay } from "../plan/delay";

const SCRAPE = added(
  documented(
    60,
    "Grafana Cloud's scrape of Supabase",
    "https://supabase.com/docs/guides/telemetry/metrics/grafana-self-hosted (scrape_interval 60s, Supabase's refresh cadence)",
  ),
  assumed(10, "Grafana Cloud's intake", "no figure is published"),
);

export const grafanaDelays: Readonly<Record<GrafanaSource["type"], Delay>> = {
  state: SCRAPE,
  span: SCRAPE,
  "mean time": SCRAPE,
  "free share": SCRAPE,
  pool: SCRAPE,
  "idle time": SCRAPE,
  hits: SCRAPE,
  remainder: SCRAPE,
  scrape: SCRAPE,
  heartbeat: added(MESSAGE),
  // The tables themselves are asked, at each evaluation: infra/integrations/business-metrics.
  sql: added(),
};

export const grafanaNotification: Delay = message(
  "Grafana's notification",
  documented(30, "a group waits for others of its sort", "monitors/prometheus/render.ts (groupWait, as declared)"),
);
