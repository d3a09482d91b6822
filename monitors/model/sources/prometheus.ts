import { lookUp } from "../look-up";
import type { Feed } from "./feed";

/**
 * Prometheus's sources. A metric is a row of one cited table of what Supabase publishes of a project; a source names rows and
 * says what is made of them, and `monitors/prometheus/promql.ts` writes the query. A name that is not here is in no query: the
 * endpoint is beta and its names may change, so each must stand in one place.
 */
interface MetricRow {
  readonly name: string;
  readonly type: "gauge" | "counter";
  readonly unit: "state" | "seconds" | "bytes" | "count";
  /** Matchers that pick the series we mean; the query adds the project. */
  readonly labels?: string;
  /** The label by which a metric is several things of one sort, each judged alone. */
  readonly each?: "mountpoint";
}

/** The operating system's volume and the database's, by the published sample. */
const volumes = { labels: `mountpoint=~"/|/data"`, each: "mountpoint" } as const;

/** PgBouncer counts its own administration console as a database. */
const pools = { labels: `database!="pgbouncer"` } as const;

/**
 * Names, types and labels as published: supabase/supabase-grafana, metrics.md and docs/metrics.md at 8bfe3f1 (2026-02-17); what
 * is made of them follows its dashboard (grafana/dashboard.json).
 *
 * What is not here, because nothing is published of it: the share of scans that use an index (of A23), and the size of
 * Supavisor's pools, of which there are only connections and durations. PostgREST's pool is published and not read:
 * `pgrst_db_pool_available` counts connections that are open and idle, so that a pool nobody has used yet looks full.
 */
export const supabaseMetrics = {
  postgres_up: { name: "pg_up", type: "gauge", unit: "state" },
  // "Transaction Runtime", a single series: taken for the age of the longest open transaction in seconds. Not established.
  transaction_age: { name: "pg_stat_activity_xact_runtime", type: "gauge", unit: "seconds" },
  statement_seconds: { name: "pg_stat_statements_total_time_seconds", type: "counter", unit: "seconds" },
  statement_calls: { name: "pg_stat_statements_total_queries", type: "counter", unit: "count" },
  blocks_hit: { name: "pg_stat_database_blks_hit_total", type: "counter", unit: "count" },
  blocks_read: { name: "pg_stat_database_blks_read_total", type: "counter", unit: "count" },
  pool_active: { name: "pgbouncer_pools_server_active_connections", type: "gauge", unit: "count", ...pools },
  // Known by `name`, which is what the pools' metrics call `database`; its own `database` is Postgres's name for it.
  pool_size: { name: "pgbouncer_databases_pool_size", type: "gauge", unit: "count", labels: `name!="pgbouncer"` },
  pool_wait: { name: "pgbouncer_pools_client_maxwait_seconds", type: "gauge", unit: "seconds", ...pools },
  cpu_idle_seconds: { name: "node_cpu_seconds_total", type: "counter", unit: "seconds", labels: `mode="idle"` },
  memory_free: { name: "node_memory_MemAvailable_bytes", type: "gauge", unit: "bytes" },
  memory_size: { name: "node_memory_MemTotal_bytes", type: "gauge", unit: "bytes" },
  disk_free: { name: "node_filesystem_avail_bytes", type: "gauge", unit: "bytes", ...volumes },
  disk_size: { name: "node_filesystem_size_bytes", type: "gauge", unit: "bytes", ...volumes },
} as const satisfies Readonly<Record<string, MetricRow>>;

export type SupabaseMetricName = keyof typeof supabaseMetrics;

/** The row, with its optional fields visible. */
export const supabaseMetric = (name: SupabaseMetricName): MetricRow => supabaseMetrics[name];

/** Names of the rows that have all of these. */
export const metricsOf = <const Row extends Pick<Partial<MetricRow>, "type" | "unit">>(
  wanted: Row,
): readonly MetricsOf<Row>[] => {
  const has = (name: string): name is MetricsOf<Row> => {
    const row = lookUp<MetricRow>(supabaseMetrics, name);
    return (wanted.type ?? row?.type) === row?.type && (wanted.unit ?? row?.unit) === row?.unit;
  };
  return Object.keys(supabaseMetrics).filter(has);
};

/** Rows of one type and unit: bytes cannot stand where seconds are wanted. */
export type MetricsOf<Row extends Partial<MetricRow>> = {
  [Name in SupabaseMetricName]: (typeof supabaseMetrics)[Name] extends Row ? Name : never;
}[SupabaseMetricName];

interface Base<T extends string> {
  readonly vendor: "prometheus";
  readonly type: T;
  readonly reads: readonly Feed[];
}

/** 1 while the exporter reaches Postgres, 0 while it does not, absent while nothing is scraped. */
export interface StateSource extends Base<"state"> {
  readonly metric: MetricsOf<{ unit: "state" }>;
}

/** A span that is measured as it is. */
export interface SpanSource extends Base<"span"> {
  readonly metric: MetricsOf<{ type: "gauge"; unit: "seconds" }>;
}

/** Time spent by how often: the mean of a time. */
export interface MeanTimeSource extends Base<"mean time"> {
  readonly spent: MetricsOf<{ type: "counter"; unit: "seconds" }>;
  readonly times: MetricsOf<{ type: "counter"; unit: "count" }>;
}

/** What is left of a whole. */
export interface FreeShareSource extends Base<"free share"> {
  readonly free: MetricsOf<{ type: "gauge"; unit: "bytes" }>;
  readonly whole: MetricsOf<{ type: "gauge"; unit: "bytes" }>;
}

/** PgBouncer's server connections that serve a client, by the size of their pool. */
export interface PoolSource extends Base<"pool"> {
  readonly active: "pool_active";
  readonly size: "pool_size";
}

/** Seconds in which a processor had nothing to do. */
export interface IdleTimeSource extends Base<"idle time"> {
  readonly idle: "cpu_idle_seconds";
}

/** Good outcomes among good and bad ones. */
export interface HitsSource extends Base<"hits"> {
  readonly hits: MetricsOf<{ type: "counter"; unit: "count" }>;
  readonly misses: MetricsOf<{ type: "counter"; unit: "count" }>;
}

/** What shrinks until nothing is left. */
export interface RemainderSource extends Base<"remainder"> {
  readonly left: MetricsOf<{ type: "gauge"; unit: "bytes" }>;
}

/** A point that Sentry's checker writes each minute. */
export interface PrometheusHeartbeatSource extends Base<"heartbeat"> {
  readonly of: "sentry";
}

/** Whether Supabase's metrics still arrive. What scrapes them writes a sample of each scrape itself: 1 where it succeeded, else 0. */
export type ScrapeSource = Base<"scrape">;

/** https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series */
export const SCRAPE_METRIC = "up";

/** Measurement and field of a point in Influx's line protocol, and what Grafana makes of them: `metric_name_field`. */
export const HEARTBEAT_MEASUREMENT = "driplo_heartbeat";
export const HEARTBEAT_FIELD = "beat";
export const HEARTBEAT_METRIC = `${HEARTBEAT_MEASUREMENT}_${HEARTBEAT_FIELD}`;

export type PrometheusSource =
  | StateSource
  | SpanSource
  | MeanTimeSource
  | FreeShareSource
  | PoolSource
  | IdleTimeSource
  | HitsSource
  | RemainderSource
  | ScrapeSource
  | PrometheusHeartbeatSource;

const reading = (...names: readonly SupabaseMetricName[]) => ({
  vendor: "prometheus" as const,
  reads: names.map((name): Feed => `prometheus:supabase/${String(lookUp<MetricRow>(supabaseMetrics, name)?.name)}`),
});

/** Sources of Prometheus: rows of the table, and what is made of them. */
export const prometheus = {
  /** Whether something answers. */
  state: (metric: StateSource["metric"]): StateSource => ({ type: "state", metric, ...reading(metric) }),

  /** A span that is measured as it is: the longest wait, the oldest transaction. */
  span: (metric: SpanSource["metric"]): SpanSource => ({ type: "span", metric, ...reading(metric) }),

  /** The mean of a time, from what was spent and how often. */
  meanTime: ({ spent, times }: Pick<MeanTimeSource, "spent" | "times">): MeanTimeSource => ({
    type: "mean time",
    spent,
    times,
    ...reading(spent, times),
  }),

  /** The share in use of what has a size, from what is free of it. */
  freeShare: ({ free, whole }: Pick<FreeShareSource, "free" | "whole">): FreeShareSource => ({
    type: "free share",
    free,
    whole,
    ...reading(free, whole),
  }),

  /** The share in use of PgBouncer's fullest pool. */
  pool: (): PoolSource => ({
    type: "pool",
    active: "pool_active",
    size: "pool_size",
    ...reading("pool_active", "pool_size"),
  }),

  /** The share of time that the processors were busy, all of them together. */
  idleTime: (idle: IdleTimeSource["idle"]): IdleTimeSource => ({ type: "idle time", idle, ...reading(idle) }),

  /** The share of good outcomes. */
  hits: ({ hits, misses }: Pick<HitsSource, "hits" | "misses">): HitsSource => ({
    type: "hits",
    hits,
    misses,
    ...reading(hits, misses),
  }),

  /** What is left of something that shrinks, to foresee when it is gone. */
  remainder: (left: RemainderSource["left"]): RemainderSource => ({ type: "remainder", left, ...reading(left) }),

  /** Whether anything is scraped: one alert for what every other row would miss at once. */
  scrape: (): ScrapeSource => ({
    vendor: "prometheus",
    type: "scrape",
    reads: [`prometheus:supabase/${SCRAPE_METRIC}`],
  }),

  /** What another vendor writes every few minutes (`infra/integrations/heartbeat`). */
  heartbeat: ({ of }: Pick<PrometheusHeartbeatSource, "of">): PrometheusHeartbeatSource => ({
    vendor: "prometheus",
    type: "heartbeat",
    of,
    reads: [`prometheus:heartbeat/${of}`],
  }),
} as const;
