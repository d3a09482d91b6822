import fc from "fast-check";
import { missingDataDecisions } from "../monitors/model/missing-data";
import type { BurnTierDefinition, ObjectiveDefinition } from "../monitors/model/objective";
import { priorities } from "../monitors/model/priority";
import {
  count,
  days,
  deviations,
  hours,
  milliseconds,
  minutes,
  percent,
  score,
  seconds,
  type Dimension,
  type Quantity,
} from "../monitors/model/quantity";
import type { Catalogue, MeasureDefinition, Services, SignalDefinition } from "../monitors/model/signal";
import { seasonalities, type Side } from "../monitors/model/signal-kind";
import { business, businessNumberNames } from "../monitors/model/sources/business";
import { cloudwatch, cloudWatchMetrics, type CloudWatchMetricName } from "../monitors/model/sources/cloudwatch";
import { datadog } from "../monitors/model/sources/datadog";
import { prometheus } from "../monitors/model/sources/prometheus";
import { sentry } from "../monitors/model/sources/sentry";
import type { Source } from "../monitors/model/sources/source";
import { catalogueOf, text } from "./rows";

/** Rows that nobody would write: every kind with every source, window, decision and order of levels. For laws. */

const isMetric = (name: string): name is CloudWatchMetricName => name in cloudWatchMetrics;

const sources: readonly Source[] = [
  datadog.rum({ attribute: "first_byte" }),
  datadog.rum({ attribute: "cumulative_layout_shift" }),
  datadog.rumRatio({
    part: { event: "view", filter: "@bad:true" },
    whole: { event: "view", filter: "" },
    feeds: ["view"],
  }),
  datadog.rumCount({ event: "session" }),
  datadog.spans({ service: "driplo-api", kind: "server" }),
  datadog.metric({ metric: "driplo.server.cpu.used_percent", unit: "percent" }),
  datadog.logs({ search: "status:error", feed: "test" }),
  datadog.logs({ search: "status:error", by: "@network.client.ip", feed: "test" }),
  datadog.logRatio({ part: "status:error", whole: "*", feed: "test" }),
  datadog.logOutcomes({ failed: "status:error", succeeded: "done", attempt: "@deploymentId", feed: "test" }),
  datadog.trail("root_or_trail"),
  datadog.http({ host: "apiHost", path: "/health", every: seconds(30), from: ["aws:eu-west-3"] }),
  datadog.dns({ names: [{ host: "apiHost", answer: "apiAlias" }], every: minutes(1), from: ["aws:eu-west-3"] }),
  datadog.certificate({ hosts: ["apiHost"], every: hours(6), from: ["aws:eu-west-3"] }),
  cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) }),
  ...Object.keys(cloudWatchMetrics).filter(isMetric).map(cloudwatch.metric),
  datadog.heartbeat({ of: "cloudwatch" }),
  datadog.heartbeat({ of: "newrelic" }),
  cloudwatch.heartbeat({ of: "datadog" }),
  prometheus.heartbeat({ of: "sentry" }),
  sentry.heartbeat({ of: "prometheus" }),
  sentry.heartbeat({ of: "elastic" }),
  cloudwatch.meanOfSums({ spent: ["worker_disk_read_time"], times: ["worker_disk_reads"] }),
  cloudwatch.trail("identity_change"),
  cloudwatch.events("refunds"),
  cloudwatch.eventShare({ part: "failed_payments", whole: "tried_payments" }),
  cloudwatch.eventShare({ part: "failed_seller_payouts", whole: "seller_payouts", leastPart: count(5) }),
  cloudwatch.noEvents({ events: "successful_payments", while: "checkouts_started" }),
  cloudwatch.undeliveredEvents(),
  cloudwatch.alarms({ all: ["api.a.critical"], any: ["api.b.critical", "api.c.warning"] }),
  prometheus.state("postgres_up"),
  prometheus.span("pool_wait"),
  prometheus.meanTime({ spent: "statement_seconds", times: "statement_calls" }),
  prometheus.freeShare({ free: "disk_free", whole: "disk_size" }),
  prometheus.pool(),
  prometheus.idleTime("cpu_idle_seconds"),
  prometheus.hits({ hits: "blocks_hit", misses: "blocks_read" }),
  prometheus.remainder("disk_free"),
  prometheus.scrape(),
  ...businessNumberNames.map(business.number),
  business.badShare("disputes", { leastBad: count(5) }),
  sentry.crashRate(),
  sentry.issues(),
  sentry.securityEvents("scraping"),
];

const base = fc.record({
  window: fc.constantFrom(seconds(30), minutes(1), minutes(5), hours(1), days(3)),
  missingData: fc.constantFrom(...missingDataDecisions),
  source: fc.constantFrom(...sources),
});

const levelsOf = <D extends Dimension>(make: (amount: number) => Quantity<D>) => {
  const level = fc.record({
    at: fc.integer({ min: 1, max: 5_000 }).map(make),
    priority: fc.constantFrom(...priorities),
  });
  return fc.oneof(
    fc.record({ warning: level }),
    fc.record({ critical: level }),
    fc.record({ warning: level, critical: level }),
  );
};

const share = levelsOf((amount) => percent(amount / 50));

const ratio = fc.tuple(base, share).map(([rest, levels]) => ({ minimumTraffic: count(20), ...levels, ...rest }));

const side = fc.constantFrom<Side>("above", "below", "both");

const perhapsStatistic = fc.constantFrom({}, { statistic: "p75" } as const, { statistic: "max" } as const);

const kinds: readonly fc.Arbitrary<MeasureDefinition>[] = [
  fc
    .tuple(base, levelsOf(milliseconds), fc.constantFrom("p50", "p95", "mean", "max"))
    .map(([rest, levels, statistic]) => ({ kind: "latency", statistic, ...levels, ...rest })),
  fc
    .tuple(
      base,
      levelsOf((amount) => score(amount / 1_000)),
    )
    .map(([rest, levels]) => ({ kind: "layout_shift", statistic: "p75", ...levels, ...rest })),
  ratio.map((row) => ({ kind: "error_ratio", ...row })),
  ratio.map((row) => ({ kind: "hit_ratio", ...row })),
  fc
    .tuple(base, share, fc.constantFrom("mean", "max"))
    .map(([rest, levels, statistic]) => ({ kind: "utilisation", statistic, ...levels, ...rest })),
  fc
    .tuple(base, levelsOf(seconds))
    .map(([{ missingData, source }, levels]) => ({ kind: "outage", ...levels, missingData, source })),
  fc.tuple(base, levelsOf(days)).map(([rest, levels]) => ({ kind: "time_left", ...levels, ...rest })),
  fc.tuple(base, levelsOf(count)).map(([rest, levels]) => ({ kind: "count", ...levels, ...rest })),
  fc.tuple(base, levelsOf(count)).map(([rest, levels]) => ({ kind: "outlier_client", ...levels, ...rest })),
  fc.tuple(base, levelsOf(count)).map(([rest, levels]) => ({ kind: "affected_users", ...levels, ...rest })),
  fc.tuple(base, share).map(([rest, levels]) => ({ kind: "crash_rate", ...levels, ...rest })),
  fc.tuple(base, levelsOf(count)).map(([rest, levels]) => ({ kind: "all_failed", ...levels, ...rest })),
  fc.tuple(base, levelsOf(days)).map(([rest, levels]) => ({ kind: "forecast", ...levels, ...rest })),
  fc
    .tuple(base, levelsOf(deviations), side, fc.constantFrom(...seasonalities), perhapsStatistic)
    .map(([rest, levels, chosen, seasonality, statistic]) => ({
      kind: "anomaly",
      side: chosen,
      seasonality,
      ...statistic,
      ...levels,
      ...rest,
    })),
  fc.tuple(base, levelsOf(percent), side, perhapsStatistic).map(([rest, levels, chosen, statistic]) => ({
    kind: "change",
    side: chosen,
    against: days(7),
    ...statistic,
    ...levels,
    ...rest,
  })),
  fc.tuple(base, levelsOf(seconds)).map(([{ missingData, source }, levels]) => ({
    kind: "silence",
    minimumTraffic: count(5),
    ...levels,
    missingData,
    source,
  })),
  fc
    .tuple(base, fc.oneof(levelsOf(seconds), levelsOf(minutes)))
    .map(([{ missingData, source }, levels]) => ({ kind: "heartbeat", ...levels, missingData, source })),
  fc
    .tuple(base, fc.constantFrom("wrong", "new_or_regressed"))
    .map(([rest, event]) => ({ kind: "event", critical: { event, priority: "P1" }, ...rest })),
];

/** One measure, with a second vendor or without. */
const measure: fc.Arbitrary<MeasureDefinition> = fc
  .tuple(fc.oneof(...kinds), fc.option(fc.constantFrom(...sources), { nil: undefined }))
  .map(([row, backstop]) => (backstop === undefined ? row : { ...row, backstop }));

const rowKeys = ["a", "b", "c", "d", "e", "f"] as const;

/** Of rows that may be there or not, one's own too: circles, and names of nothing. */
const suppressors = fc.option(
  fc.constantFrom(...rowKeys).map((key) => [`api.${key}`] as const),
  { nil: undefined, freq: 2 },
);

const signal: fc.Arbitrary<SignalDefinition> = fc
  .tuple(
    fc.oneof(
      measure.map((row) => ({ ...text, ...row })),
      fc.tuple(measure, measure).map(([one, two]) => ({ ...text, measures: { one, two } })),
    ),
    suppressors,
  )
  .map(([row, suppressedBy]) => (suppressedBy === undefined ? row : { ...row, suppressedBy }));

const tier: fc.Arbitrary<BurnTierDefinition> = fc.oneof(
  fc.record({ priority: fc.constantFrom(...priorities), minimumBadEvents: fc.integer({ min: 0, max: 50 }).map(count) }),
  fc.constantFrom("", "no traffic yet").map((off) => ({ off })),
);

const objective: fc.Arbitrary<ObjectiveDefinition> = fc
  .record({
    target: fc.constantFrom(0, 50, 90, 93.1, 99, 99.95, 99.99, 99.9999, 100).map(percent),
    source: fc.constantFrom(...sources),
    tiers: fc.record({ one_hour: tier, six_hours: tier, one_day: tier, three_days: tier }),
  })
  .map((row) => ({ ...text, good: "requests that were answered", ...row }));

/** None of the catalogue's own rows reads logs yet. */
const tester = { by: "built-in", who: "a test", status: "here" } as const;

const keys = fc.constantFrom(...rowKeys);

/** A catalogue of the service `api`, of one to six rows, with an objective or without. */
export const anyCatalogue: fc.Arbitrary<Catalogue> = fc
  .tuple(
    fc.dictionary(keys, signal, { minKeys: 1, maxKeys: 6, noNullPrototype: true }),
    fc.option(objective, { nil: undefined }),
  )
  .map(([signals, slo]) => {
    const { services, emission } = catalogueOf(signals);
    return {
      services: slo === undefined ? services : withObjective(services, slo),
      emission: { ...emission, "datadog:logs/test": tester },
    };
  });

const withObjective = (services: Services, slo: ObjectiveDefinition): Services =>
  Object.fromEntries(Object.entries(services).map(([key, service]) => [key, { ...service, objectives: { slo } }]));

/** The same rows with the files, and those of each file, in another order. */
export const shuffled = (rows: Catalogue): fc.Arbitrary<Catalogue> =>
  order(Object.entries(rows.services))
    .chain((services) =>
      fc.tuple(
        ...services.map(([key, service]) =>
          order(Object.entries(service.signals)).map(
            (signals) => [key, { ...service, signals: Object.fromEntries(signals) }] as const,
          ),
        ),
      ),
    )
    .map((services): Catalogue => ({ ...rows, services: Object.fromEntries(services) satisfies Services }));

const order = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });
