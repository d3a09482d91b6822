import { count, days, hours, milliseconds, minutes, percent, seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { business } from "../model/sources/business";
import { datadog } from "../model/sources/datadog";
import { prometheus } from "../model/sources/prometheus";
import { connectionFaults, POSTGRES, routes, services, spanAttributes, spanSearch } from "../model/sources/server";

export const database = defineService({
  title: "Database",
  owner: "data",
  signals: {
    // A19. The route runs `select 1` and fails on a connection error. A dead metrics endpoint is not a dead database.
    reachable: {
      kind: "outage",
      title: "Database reachable",
      impact: "The database does not answer: nothing can be browsed, sold or paid.",
      firstAction:
        "Open status.supabase.com. An incident there: restart nothing, escalate. None: open /health/database yourself.",
      critical: { at: seconds(30), priority: "P0" },
      missingData: "breach",
      source: datadog.http({
        host: "apiHost",
        path: routes.databaseHealth,
        every: seconds(30),
        from: ["aws:eu-west-3", "aws:eu-central-1", "aws:eu-west-1"],
      }),
      // The plan: `pg_up == 0` for a minute. Its hold-off is longer than that.
      backstop: prometheus.state("postgres_up"),
      runbook: "database/reachable.md",
    },
    // A20. The plan's budget of 100 ms is the warning. All statements, those of Supabase's own services too.
    query_time: {
      kind: "latency",
      statistic: "mean",
      title: "Database query time",
      impact: "Every page that asks the database is slower.",
      firstAction:
        "Open Supabase, Query performance, by total time: one statement or all? After a deployment: vercel rollback.",
      warning: { at: milliseconds(100), priority: "P3" },
      critical: { at: milliseconds(500), priority: "P2" },
      minimumTraffic: count(100),
      missingData: "notify",
      source: prometheus.meanTime({ spent: "statement_seconds", times: "statement_calls" }),
      runbook: "database/queries.md",
    },
    // A21. PgBouncer's pools: of Supavisor's no size is published.
    connection_pool: {
      kind: "utilisation",
      statistic: "mean",
      title: "Database connection pool",
      impact: "Requests wait for a connection, and fail once none comes.",
      firstAction:
        "Count pg_stat_activity by state; end the oldest idle in transaction. After a deployment: vercel rollback.",
      warning: { at: percent(80), priority: "P3" },
      critical: { at: percent(95), priority: "P1" },
      missingData: "notify",
      source: prometheus.pool(),
      runbook: "database/connections.md",
    },
    // A22
    slow_queries: {
      title: "Slow queries",
      impact: "Requests hang on a connection, on a lock that somebody else holds, or on one slow statement.",
      firstAction: "List what runs longest in pg_stat_activity. End what is idle in transaction and blocks others.",
      measures: {
        wait: {
          kind: "latency",
          statistic: "max",
          warning: { at: seconds(1), priority: "P3" },
          critical: { at: seconds(5), priority: "P2" },
          missingData: "notify",
          source: prometheus.span("pool_wait"),
        },
        // Vacuum, dumps and reports hold a transaction open for seconds as a matter of course.
        long: {
          kind: "latency",
          statistic: "max",
          warning: { at: seconds(60), priority: "P3" },
          critical: { at: minutes(5), priority: "P2" },
          missingData: "notify",
          source: prometheus.span("transaction_age"),
        },
        // One statement that is slow for all who run it hides in the mean of all (A20). Noted by the hour.
        statement: {
          firstAction: "Read on the board Database which statement is slowest by mean. An index can wait for the day.",
          kind: "count",
          window: hours(1),
          warning: { at: count(0), priority: "P3" },
          missingData: "notify",
          source: business.number("slow_statements"),
        },
      },
      runbook: "database/queries.md",
    },
    // A23. Of the share of scans Supabase publishes nothing, so it is counted in the database itself.
    index_hit_ratio: {
      title: "Database cache and index hits",
      impact: "Queries read the disk instead of memory, and slow down together.",
      firstAction: "Open Supabase, Query performance: which statement began to read the disk? It can wait for the day.",
      measures: {
        cache: {
          kind: "hit_ratio",
          warning: { at: percent(99), priority: "P3" },
          critical: { at: percent(95), priority: "P3" },
          minimumTraffic: count(10_000),
          missingData: "notify",
          source: prometheus.hits({ hits: "blocks_hit", misses: "blocks_read" }),
        },
        // Of a day, because reports and backups read tables whole at their hour.
        index: {
          firstAction: "Find in pg_stat_user_tables which large table is read whole. An index can wait for the day.",
          kind: "hit_ratio",
          window: days(1),
          warning: { at: percent(95), priority: "P3" },
          critical: { at: percent(80), priority: "P3" },
          minimumTraffic: count(1_000),
          missingData: "notify",
          source: business.number("index_use"),
        },
      },
      runbook: "database/queries.md",
    },
    // A24
    cpu: {
      kind: "utilisation",
      statistic: "mean",
      title: "Database CPU",
      impact: "Queries queue for CPU and every page slows down.",
      firstAction:
        "Open Supabase, Query performance: one statement? Cancel it with pg_cancel_backend. A busy hour: watch.",
      warning: { at: percent(70), priority: "P3" },
      critical: { at: percent(90), priority: "P2" },
      missingData: "notify",
      source: prometheus.idleTime("cpu_idle_seconds"),
      runbook: "database/host.md",
    },
    // A25
    memory: {
      kind: "utilisation",
      statistic: "mean",
      title: "Database memory",
      impact: "Postgres near its memory limit is killed, and every connection with it.",
      firstAction:
        "Open Supabase, Database: memory and connections. Too many connections: end those idle in transaction.",
      warning: { at: percent(80), priority: "P3" },
      critical: { at: percent(95), priority: "P2" },
      missingData: "notify",
      source: prometheus.freeShare({ free: "memory_free", whole: "memory_size" }),
      runbook: "database/host.md",
    },
    // A26. The fuller of the system's volume and the database's, at its fullest in the window: a disk does not flutter, and a mean that
    // nears 95 % only as the window fills came later than its budget (docs/alert-quality.md).
    disk: {
      kind: "utilisation",
      statistic: "max",
      title: "Database disk",
      impact: "A full disk makes the database read-only: nobody can list, message or buy.",
      firstAction: "Enlarge the disk in Supabase's project settings: it needs no restart. Delete no rows.",
      warning: { at: percent(85), priority: "P3" },
      critical: { at: percent(95), priority: "P1" },
      missingData: "notify",
      source: prometheus.freeShare({ free: "disk_free", whole: "disk_size" }),
      runbook: "database/disk.md",
    },
    // A27. Capacity planning, from the last days. That nothing is measured is told by the disk itself.
    disk_full_soon: {
      kind: "forecast",
      window: days(3),
      title: "Database disk full soon",
      impact: "At this pace the disk is full before anybody looks: then the database is read-only.",
      firstAction: "Find the largest tables and idle replication slots. Plan a larger disk before the forecast ends.",
      warning: { at: days(14), priority: "P3" },
      critical: { at: days(3), priority: "P2" },
      missingData: "ok",
      source: prometheus.remainder("disk_free"),
      runbook: "database/disk.md",
    },
  },
  objectives: {
    // O3. By the calls of the API, and never by scrapes: one that is missed would be 167 times the allowed rate of its hour.
    // OpenTelemetry, semantic conventions for PostgreSQL: `db.response.status_code` is the SQLSTATE, `error.type` the client's word
    // where the server gave none. Class 08 and 53300, 57P01 to 57P03 are the connection's (PostgreSQL, appendix A); the others are
    // Node's (nodejs.org/api/errors.html, common system errors).
    uptime_slo: {
      title: "Database uptime",
      impact: "Some pages and actions fail, because the API cannot reach the database.",
      firstAction:
        "Is database.reachable firing? Go to its runbook. Else group the failed database spans by status code.",
      good: "calls from the API to the database without a connection error",
      target: percent(99.99),
      source: datadog.spans({
        service: services.api,
        kind: "client",
        filter: `@${spanAttributes.databaseSystem}:${POSTGRES}`,
        bad: `(${spanSearch("databaseStatus", connectionFaults.sqlStates)} OR ${spanSearch("errorType", connectionFaults.types)})`,
      }),
      tiers: {
        one_hour: { priority: "P0", minimumBadEvents: count(20) },
        six_hours: { priority: "P2", minimumBadEvents: count(50) },
        one_day: { priority: "P3", minimumBadEvents: count(50) },
        three_days: { priority: "P3", minimumBadEvents: count(50) },
      },
      runbook: "database/uptime-slo.md",
    },
  },
});
