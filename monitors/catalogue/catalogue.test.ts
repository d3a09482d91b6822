import { catalogue } from ".";
import { planOf, type PlannedLevel, type PlannedMeasure } from "../../testing/environment";
import { formatQuantity } from "../model/quantity";

/**
 * The plan of record, copied by hand from the requirements and from nowhere else: id, measure, level, threshold, priority, and
 * who evaluates it first. `main` is a signal's only measure.
 */
const record = [
  ["A1", "storefront.page_load", "main", "warning", "> 2 s", "P3", "datadog"],
  ["A1", "storefront.page_load", "main", "critical", "> 5 s", "P2", "datadog"],
  ["A2", "storefront.product_page_load", "main", "critical", "> 1.5 s", "P2", "datadog"],
  ["A3", "storefront.input_delay", "main", "warning", "> 200 ms", "P3", "datadog"],
  ["A3", "storefront.input_delay", "main", "critical", "> 500 ms", "P2", "datadog"],
  ["A4", "storefront.layout_shift", "main", "warning", "> 0.1", "P3", "datadog"],
  ["A4", "storefront.layout_shift", "main", "critical", "> 0.25", "P2", "datadog"],
  ["A5", "storefront.first_byte", "main", "warning", "> 800 ms", "P3", "datadog"],
  ["A5", "storefront.first_byte", "main", "critical", "> 1.8 s", "P2", "datadog"],
  ["A6", "storefront.image_load", "main", "critical", "> 2 s", "P2", "datadog"],
  ["A7", "storefront.error_rate", "main", "warning", "> 1 %", "P3", "sentry"],
  ["A7", "storefront.error_rate", "main", "critical", "> 5 %", "P2", "sentry"],
  ["A8", "storefront.new_error", "new", "warning", "new_or_regressed", "P3", "sentry"],
  ["A8", "storefront.new_error", "widespread", "critical", "≥ 50", "P2", "sentry"],
  ["A9", "storefront.mobile_page_load", "main", "warning", "> 2 s", "P3", "datadog"],
  ["A9", "storefront.mobile_page_load", "main", "critical", "> 5 s", "P2", "datadog"],
  ["A10", "storefront.tap_failures", "main", "warning", "> 5 %", "P3", "datadog"],
  ["A10", "storefront.tap_failures", "main", "critical", "> 15 %", "P2", "datadog"],
  ["A11", "storefront.app_errors", "main", "warning", "> 1 %", "P3", "datadog"],
  ["A11", "storefront.app_errors", "main", "critical", "> 5 %", "P2", "datadog"],
  ["A12", "storefront.traffic", "main", "warning", "± 3 deviations", "P3", "datadog"],
  ["A13", "storefront.regression", "main", "warning", "> 25 %", "P3", "datadog"],
  ["A13", "storefront.regression", "main", "critical", "> 50 %", "P2", "datadog"],
  ["A14", "api.availability", "main", "critical", "> 30 s", "P0", "datadog"],
  ["A15", "api.response_time", "main", "warning", "> 500 ms", "P3", "datadog"],
  ["A15", "api.response_time", "main", "critical", "> 2 s", "P2", "datadog"],
  ["A16", "api.error_rate", "main", "warning", "> 1 %", "P3", "datadog"],
  ["A16", "api.error_rate", "main", "critical", "> 5 %", "P2", "datadog"],
  ["A17", "api.memory", "main", "critical", "> 85 %", "P1", "datadog"],
  ["A18", "api.cpu", "main", "warning", "> 70 %", "P3", "datadog"],
  ["A18", "api.cpu", "main", "critical", "> 90 %", "P2", "datadog"],
  ["A19", "database.reachable", "main", "critical", "> 30 s", "P0", "datadog"],
  ["A20", "database.query_time", "main", "warning", "> 100 ms", "P3", "prometheus"],
  ["A20", "database.query_time", "main", "critical", "> 500 ms", "P2", "prometheus"],
  ["A21", "database.connection_pool", "main", "warning", "> 80 %", "P3", "prometheus"],
  ["A21", "database.connection_pool", "main", "critical", "> 95 %", "P1", "prometheus"],
  ["A22", "database.slow_queries", "wait", "warning", "> 1 s", "P3", "prometheus"],
  ["A22", "database.slow_queries", "wait", "critical", "> 5 s", "P2", "prometheus"],
  ["A22", "database.slow_queries", "long", "warning", "> 1 min", "P3", "prometheus"],
  ["A22", "database.slow_queries", "long", "critical", "> 5 min", "P2", "prometheus"],
  // P: "slow query detection (single statements)".
  ["A22", "database.slow_queries", "statement", "warning", "> 0", "P3", "prometheus"],
  ["A23", "database.index_hit_ratio", "cache", "warning", "< 99 %", "P3", "prometheus"],
  ["A23", "database.index_hit_ratio", "cache", "critical", "< 95 %", "P3", "prometheus"],
  ["A23", "database.index_hit_ratio", "index", "warning", "< 95 %", "P3", "prometheus"],
  ["A23", "database.index_hit_ratio", "index", "critical", "< 80 %", "P3", "prometheus"],
  ["A24", "database.cpu", "main", "warning", "> 70 %", "P3", "prometheus"],
  ["A24", "database.cpu", "main", "critical", "> 90 %", "P2", "prometheus"],
  ["A25", "database.memory", "main", "warning", "> 80 %", "P3", "prometheus"],
  ["A25", "database.memory", "main", "critical", "> 95 %", "P2", "prometheus"],
  ["A26", "database.disk", "main", "warning", "> 85 %", "P3", "prometheus"],
  ["A26", "database.disk", "main", "critical", "> 95 %", "P1", "prometheus"],
  ["A27", "database.disk_full_soon", "main", "warning", "< 14 days", "P3", "prometheus"],
  ["A27", "database.disk_full_soon", "main", "critical", "< 3 days", "P2", "prometheus"],
  ["A28", "infrastructure.cpu", "main", "warning", "> 70 %", "P3", "cloudwatch"],
  ["A28", "infrastructure.cpu", "main", "critical", "> 90 %", "P2", "cloudwatch"],
  ["A29", "infrastructure.memory", "main", "warning", "> 80 %", "P3", "cloudwatch"],
  ["A29", "infrastructure.memory", "main", "critical", "> 95 %", "P1", "cloudwatch"],
  ["A30", "infrastructure.disk", "main", "warning", "> 85 %", "P3", "cloudwatch"],
  ["A30", "infrastructure.disk", "main", "critical", "> 95 %", "P1", "cloudwatch"],
  ["A31", "infrastructure.disk_io", "queue", "warning", "> 3 deviations", "P3", "cloudwatch"],
  ["A31", "infrastructure.disk_io", "wait", "warning", "> 3 deviations", "P3", "cloudwatch"],
  ["A32", "infrastructure.network_latency", "main", "warning", "> 200 ms", "P3", "cloudwatch"],
  ["A32", "infrastructure.network_latency", "main", "critical", "> 1 s", "P2", "cloudwatch"],
  ["A33", "infrastructure.network_traffic", "in", "warning", "± 3 deviations", "P3", "cloudwatch"],
  ["A33", "infrastructure.network_traffic", "out", "warning", "± 3 deviations", "P3", "cloudwatch"],
  ["A34", "edge.cdn_error_rate", "main", "warning", "> 1 %", "P3", "cloudwatch"],
  ["A34", "edge.cdn_error_rate", "main", "critical", "> 5 %", "P2", "cloudwatch"],
  ["A35", "edge.cdn_cache_hit_ratio", "main", "warning", "< 80 %", "P3", "cloudwatch"],
  ["A35", "edge.cdn_cache_hit_ratio", "main", "critical", "< 60 %", "P3", "cloudwatch"],
  ["A36", "edge.dns_resolution", "time", "warning", "> 100 ms", "P3", "datadog"],
  ["A36", "edge.dns_resolution", "time", "critical", "> 500 ms", "P1", "datadog"],
  ["A36", "edge.dns_resolution", "answer", "critical", "wrong_answer", "P1", "datadog"],
  ["A37", "edge.certificate_expiry", "main", "warning", "< 21 days", "P3", "datadog"],
  ["A37", "edge.certificate_expiry", "main", "critical", "< 7 days", "P1", "datadog"],
  ["A38", "edge.ddos", "blocked", "warning", "> 3 deviations", "P3", "cloudwatch"],
  ["A38", "edge.ddos", "blocked_vercel", "warning", "> 3 deviations", "P3", "datadog"],
  ["A38", "edge.ddos", "detected", "critical", "attack", "P2", "cloudwatch"],
  ["A38", "edge.ddos", "detected_unhealthy", "critical", "attack_and_down", "P0", "cloudwatch"],
  ["A39", "search.response_time", "main", "warning", "> 500 ms", "P3", "datadog"],
  ["A39", "search.response_time", "main", "critical", "> 2 s", "P2", "datadog"],
  ["A40", "search.error_rate", "main", "warning", "> 1 %", "P3", "datadog"],
  ["A40", "search.error_rate", "main", "critical", "> 10 %", "P1", "datadog"],
  ["A41", "search.success_rate", "main", "warning", "< 80 %", "P3", "prometheus"],
  ["A41", "search.success_rate", "main", "critical", "< 60 %", "P2", "prometheus"],
  ["A42", "listings.upload_failures", "main", "warning", "> 5 %", "P3", "datadog"],
  ["A42", "listings.upload_failures", "main", "critical", "> 15 %", "P1", "datadog"],
  ["A43", "listings.activity", "main", "warning", "< 3 deviations", "P3", "prometheus"],
  ["A44", "messaging.connection_failures", "main", "warning", "> 2 %", "P3", "datadog"],
  ["A44", "messaging.connection_failures", "main", "critical", "> 10 %", "P2", "datadog"],
  ["A45", "messaging.latency", "main", "warning", "> 500 ms", "P3", "datadog"],
  ["A45", "messaging.latency", "main", "critical", "> 2 s", "P2", "datadog"],
  ["A46", "orders.completion_rate", "main", "warning", "< 20 %", "P3", "prometheus"],
  ["A46", "orders.completion_rate", "main", "critical", "< 40 %", "P1", "prometheus"],
  ["A47", "orders.conversion", "search", "warning", "< 3 deviations", "P3", "prometheus"],
  ["A47", "orders.conversion", "view", "warning", "< 3 deviations", "P3", "prometheus"],
  ["A47", "orders.conversion", "contact", "warning", "< 3 deviations", "P3", "prometheus"],
  ["A47", "orders.conversion", "purchase", "warning", "< 3 deviations", "P3", "prometheus"],
  ["A48", "orders.revenue", "main", "warning", "± 3 deviations", "P3", "prometheus"],
  ["A48", "orders.revenue", "main", "critical", "< 5 deviations", "P1", "prometheus"],
  ["A49", "accounts.registration_failures", "main", "warning", "> 5 %", "P3", "datadog"],
  ["A49", "accounts.registration_failures", "main", "critical", "> 15 %", "P1", "datadog"],
  ["A50", "accounts.registrations", "main", "warning", "< 3 deviations", "P3", "prometheus"],
  ["A51", "payments.failure_rate", "main", "warning", "> 5 %", "P2", "cloudwatch"],
  ["A51", "payments.failure_rate", "main", "critical", "> 25 %", "P0", "cloudwatch"],
  ["A51", "payments.failure_rate", "declines", "critical", "> 40 %", "P2", "cloudwatch"],
  ["A51", "payments.failure_rate", "undelivered", "critical", "undelivered", "P2", "cloudwatch"],
  ["A52", "payments.silence", "main", "critical", "> 15 min", "P0", "prometheus"],
  ["A53", "payments.webhook_failures", "main", "warning", "> 1 %", "P3", "datadog"],
  ["A53", "payments.webhook_failures", "main", "critical", "> 5 %", "P1", "datadog"],
  ["A54", "payments.disputes", "main", "warning", "> 0.4 %", "P3", "prometheus"],
  ["A54", "payments.disputes", "main", "critical", "> 0.7 %", "P1", "prometheus"],
  ["A55", "payments.payout_failures", "late", "warning", "> 0", "P3", "prometheus"],
  ["A55", "payments.payout_failures", "failed", "critical", "> 0", "P1", "cloudwatch"],
  ["A55", "payments.payout_failures", "sellers", "critical", "> 2 %", "P2", "cloudwatch"],
  ["A56", "payments.refunds", "main", "warning", "± 3 deviations", "P3", "cloudwatch"],
  ["A57", "security.failed_logins", "client", "warning", "> 50", "P2", "datadog"],
  ["A57", "security.failed_logins", "client", "critical", "> 500", "P1", "datadog"],
  ["A57", "security.failed_logins", "account", "warning", "> 50", "P2", "datadog"],
  ["A57", "security.failed_logins", "account", "critical", "> 500", "P1", "datadog"],
  // The original plan's security events in Sentry (A57, A58, A61), told to nobody's phone.
  ["A57", "security.failed_logins", "tagged", "warning", "> 10", "P3", "sentry"],
  ["A58", "security.scraping", "main", "warning", "> 1000", "P3", "datadog"],
  ["A58", "security.scraping", "main", "critical", "> 10000", "P1", "datadog"],
  ["A58", "security.scraping", "tagged", "warning", "> 10", "P3", "sentry"],
  ["A59", "security.breach_indicators", "change", "critical", "foreign_change", "P1", "cloudwatch"],
  ["A59", "security.breach_indicators", "read", "critical", "foreign_read", "P1", "cloudwatch"],
  ["A59", "security.breach_indicators", "refused", "critical", "> 50", "P1", "datadog"],
  ["A59", "security.breach_indicators", "root", "critical", "root_or_trail", "P0", "cloudwatch"],
  ["A60", "security.payment_fraud", "main", "warning", "> 3", "P2", "cloudwatch"],
  ["A60", "security.payment_fraud", "main", "critical", "> 10", "P1", "cloudwatch"],
  ["A60", "security.payment_fraud", "tagged", "warning", "> 3", "P3", "sentry"],
  ["A61", "security.upload_violations", "main", "warning", "> 10", "P3", "datadog"],
  ["A61", "security.upload_violations", "main", "critical", "> 100", "P1", "datadog"],
  ["A61", "security.upload_violations", "tagged", "warning", "> 10", "P3", "sentry"],
  ["A62", "delivery.deployment_failures", "failed", "warning", "> 0", "P3", "datadog"],
  ["A62", "delivery.deployment_failures", "stuck", "critical", "≥ 3", "P2", "datadog"],
  ["A63", "monitoring.heartbeat", "datadog", "critical", "> 10 min", "P1", "cloudwatch"],
  ["A63", "monitoring.heartbeat", "cloudwatch", "critical", "> 10 min", "P1", "datadog"],
  ["A63", "monitoring.heartbeat", "newrelic", "critical", "> 10 min", "P1", "datadog"],
  ["A63", "monitoring.heartbeat", "grafana", "critical", "> 10 min", "P1", "sentry"],
  ["A63", "monitoring.heartbeat", "elastic", "critical", "> 10 min", "P1", "sentry"],
  ["A63", "monitoring.heartbeat", "sentry", "critical", "> 10 min", "P1", "prometheus"],
  ["A63", "monitoring.heartbeat", "supabase", "critical", "> 10 min", "P1", "prometheus"],
] as const;

/** The statistics that the plan names: real users' p75, requests' p95, and the worst host. */
const statistics = [
  ["p75", "storefront.page_load"],
  ["p75", "storefront.product_page_load"],
  ["p75", "storefront.input_delay"],
  ["p75", "storefront.layout_shift"],
  ["p75", "storefront.first_byte"],
  ["p75", "storefront.image_load"],
  ["p75", "storefront.mobile_page_load"],
  ["p75", "storefront.regression"],
  ["p95", "api.response_time"],
  ["max", "infrastructure.cpu"],
  ["max", "infrastructure.memory"],
  ["max", "infrastructure.disk"],
  ["p95", "infrastructure.network_latency"],
  ["p95", "search.response_time"],
  ["p95", "messaging.latency"],
] as const;

const { signals } = planOf(catalogue);
const measures = signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));

const side = { above: "> ", below: "< ", both: "± ", event: "" } as const;

/** "50 or more", where the plan says so. */
const atLeast: ReadonlySet<string> = new Set(["affected_users", "all_failed"]);

const words = ({ kind }: PlannedMeasure, { threshold: { at, event }, breach }: PlannedLevel): string =>
  `${atLeast.has(kind) ? "≥ " : side[breach]}${at === undefined ? event : formatQuantity(at)}`;
describe("the catalogue against the plan of record", () => {
  const planned = measures.flatMap(({ signal, measure }) =>
    measure.levels.map((level) =>
      [signal.id, measure.key, level.level, words(measure, level), level.priority, measure.source.vendor].join("  "),
    ),
  );

  it("has each of these levels, and no other", () => {
    expect(planned.toSorted()).toEqual(record.map(([, ...level]) => level.join("  ")).toSorted());
  });

  it("has a signal for each id of the record", () => {
    expect(new Set(record.map(([id]) => id)).size).toBe(signals.length);
  });

  it("decides over five minutes, and of an outage over the span that it may last", () => {
    const others = measures.flatMap(({ signal, measure: { window } }) =>
      formatQuantity(window) === "5 min" ? [] : [`${signal.id} ${formatQuantity(window)}`],
    );
    expect(others).toEqual([
      "storefront.error_rate 30 min",
      "storefront.new_error 1 h",
      "storefront.regression 1 h",
      "api.availability 30 s",
      "database.reachable 30 s",
      "database.slow_queries 1 h",
      "database.index_hit_ratio 1 day",
      "database.disk_full_soon 3 days",
      "listings.activity 1 h",
      "orders.completion_rate 3 h",
      "orders.conversion 1 h",
      "orders.conversion 1 h",
      "orders.conversion 1 h",
      "orders.conversion 1 day",
      "orders.revenue 1 h",
      "accounts.registrations 1 h",
      "payments.silence 15 min",
      "payments.disputes 7 days",
      "payments.payout_failures 1 day",
      "payments.payout_failures 2 h",
      "payments.payout_failures 1 day",
      "payments.refunds 1 h",
      "security.failed_logins 1 h",
      "security.scraping 1 h",
      "security.breach_indicators 2 h",
      "security.breach_indicators 2 h",
      "security.breach_indicators 2 h",
      "security.payment_fraud 1 h",
      "security.payment_fraud 1 h",
      "security.upload_violations 1 h",
      "security.upload_violations 1 h",
      "delivery.deployment_failures 6 h",
      "monitoring.heartbeat 10 min",
      "monitoring.heartbeat 10 min",
      "monitoring.heartbeat 10 min",
      "monitoring.heartbeat 10 min",
      "monitoring.heartbeat 10 min",
      "monitoring.heartbeat 10 min",
      "monitoring.heartbeat 10 min",
    ]);
  });

  it.each(statistics)("takes the %s of %s", (statistic, id) => {
    const taken = measures.filter(({ signal }) => signal.id === id).map(({ measure }) => measure.statistic);
    expect(taken).toEqual([statistic]);
  });

  it("has a second vendor for what must not go unseen", () => {
    const backstops = measures.flatMap(({ signal, measure: { backstop } }) =>
      backstop === undefined ? [] : [`${signal.id} ${backstop.vendor}`],
    );
    expect(backstops).toEqual([
      "api.availability cloudwatch",
      "api.response_time newrelic",
      "api.error_rate newrelic",
      "database.reachable prometheus",
      "payments.silence cloudwatch",
      // A57, A58
      "security.failed_logins elastic",
      "security.failed_logins elastic",
      "security.scraping elastic",
      "security.breach_indicators datadog",
      "security.breach_indicators datadog",
      "security.breach_indicators datadog",
      // A61
      "security.upload_violations elastic",
    ]);
  });
});

/** Table O of the plan of record, copied by hand: id, target, and of each tier its rate, windows and priority. */
const objectives = [
  ["O1", "storefront.uptime_slo", "99.9 %", "P1"],
  ["O2", "api.availability_slo", "99.95 %", "P1"],
  ["O3", "database.uptime_slo", "99.99 %", "P0"],
  ["O4", "payments.processing_slo", "99.95 %", "P0"],
] as const;

describe("the objectives against the plan of record", () => {
  const planned = planOf(catalogue).objectives;

  it("are these, and no other", () => {
    expect(planned.map(({ id }) => id).toSorted()).toEqual(objectives.map(([, id]) => id).toSorted());
  });

  it.each(objectives)("%s %s: %s over 30 days, fast burn %s", (_id, id, target, fast) => {
    const objective = planned.find((each) => each.id === id);
    expect(objective === undefined ? "" : formatQuantity(objective.target)).toBe(target);
    expect(objective === undefined ? "" : formatQuantity(objective.period)).toBe("30 days");
    expect(
      objective?.tiers.map(({ burnRate, longWindow, shortWindow, priority }) =>
        [burnRate, formatQuantity(longWindow), formatQuantity(shortWindow), priority].join(" "),
      ),
    ).toEqual([`14.4 1 h 5 min ${fast}`, "6 6 h 30 min P2", "3 1 day 2 h P3", "1 3 days 6 h P3"]);
  });

  it("count requests and calls, each one, from spans", () => {
    expect(planned.map(({ source }) => source)).toMatchObject([
      { type: "spans", service: "driplo-storefront", kind: "server", bad: "@http.status_code:[500 TO 599]" },
      { type: "spans", service: "driplo-api", kind: "server", bad: "@http.status_code:[500 TO 599]" },
      { type: "spans", service: "driplo-api", kind: "client" },
      { type: "spans", service: "driplo-api", kind: "server" },
    ]);
    expect(JSON.stringify(planned)).not.toContain("StripeCardError");
  });
});

it("keeps quiet what only follows from a database that is down", () => {
  const quiet = signals.flatMap(({ id, suppressedBy }) =>
    suppressedBy.length === 0 ? [] : [`${id}: ${suppressedBy.join()}`],
  );
  expect(quiet).toEqual([
    "api.response_time: database.reachable",
    "api.error_rate: database.reachable",
    "search.response_time: database.reachable",
  ]);
});
