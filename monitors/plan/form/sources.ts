import { z } from "zod";
import { businessNumberNames, businessNumbers, type BusinessSource } from "../../model/sources/business";
import { exactFields, logClasses, type ElasticSource } from "../../model/sources/elastic";
import type { NewRelicSource } from "../../model/sources/newrelic";
import { metricsOf, type PrometheusSource } from "../../model/sources/prometheus";
import { securityEvents, type SentrySource } from "../../model/sources/sentry";
import { spanKinds } from "../../model/sources/server";
import { cloudWatchForms } from "./cloudwatch";
import { datadogForms } from "./datadog";
import { listOf, oneOf, quantity, rowOf, search, shape, startingWith } from "./words";

const of = <V extends string, T extends string>(vendor: V, type: T) => ({
  vendor: z.literal(vendor),
  type: z.literal(type),
  reads: listOf(startingWith(`${vendor}:`)),
});

const newrelicForms = [
  shape({ ...of("newrelic", "spans"), service: search, kind: oneOf(spanKinds), filter: search, bad: search }),
] as const satisfies readonly z.ZodType<NewRelicSource>[];

const sentryForms = [
  shape(of("sentry", "crash rate")),
  shape(of("sentry", "issues")),
  shape({ ...of("sentry", "security events"), event: rowOf(securityEvents) }),
  shape({ ...of("sentry", "heartbeat"), of: oneOf(["prometheus", "elastic"]) }),
] as const satisfies readonly z.ZodType<SentrySource>[];

const elasticForms = [
  shape({
    ...of("elastic", "logs"),
    in: oneOf(logClasses),
    where: z.partialRecord(oneOf(exactFields), search, { error: "an object of fields and the value of each" }),
    by: oneOf(exactFields).optional(),
  }),
] as const satisfies readonly z.ZodType<ElasticSource>[];

const gaugedBytes = oneOf(metricsOf({ type: "gauge", unit: "bytes" }));
const countedTimes = oneOf(metricsOf({ type: "counter", unit: "count" }));

const prometheusForms = [
  shape({ ...of("prometheus", "state"), metric: oneOf(metricsOf({ unit: "state" })) }),
  shape({ ...of("prometheus", "span"), metric: oneOf(metricsOf({ type: "gauge", unit: "seconds" })) }),
  shape({
    ...of("prometheus", "mean time"),
    spent: oneOf(metricsOf({ type: "counter", unit: "seconds" })),
    times: countedTimes,
  }),
  shape({ ...of("prometheus", "free share"), free: gaugedBytes, whole: gaugedBytes }),
  shape({ ...of("prometheus", "pool"), active: oneOf(["pool_active"]), size: oneOf(["pool_size"]) }),
  shape({ ...of("prometheus", "idle time"), idle: oneOf(["cpu_idle_seconds"]) }),
  shape({ ...of("prometheus", "hits"), hits: countedTimes, misses: countedTimes }),
  shape({ ...of("prometheus", "remainder"), left: gaugedBytes }),
  shape(of("prometheus", "scrape")),
  shape({ ...of("prometheus", "heartbeat"), of: oneOf(["sentry"]) }),
] as const satisfies readonly z.ZodType<PrometheusSource>[];

const businessForm = shape({
  vendor: z.literal("prometheus"),
  type: z.literal("sql"),
  number: oneOf(businessNumberNames),
  leastBad: quantity("count").exactOptional(),
  reads: listOf(startingWith("postgres:")),
}).refine(({ number, leastBad }) => leastBad === undefined || businessNumbers[number].gives === "bad share", {
  error: "left out: it is of a bad share alone",
  path: ["leastBad"],
}) satisfies z.ZodType<BusinessSource>;

const error = "a source, as datadog, cloudwatch, newrelic, prometheus, business, sentry and elastic make them";

/** Where a number comes from. Discriminated as its type is: by `vendor`, then by `type`. */
export const source = z.discriminatedUnion(
  "vendor",
  [
    z.discriminatedUnion("type", datadogForms, { error }),
    z.discriminatedUnion("type", cloudWatchForms, { error }),
    z.discriminatedUnion("type", newrelicForms, { error }),
    z.discriminatedUnion("type", [...prometheusForms, businessForm], { error }),
    z.discriminatedUnion("type", sentryForms, { error }),
    z.discriminatedUnion("type", elasticForms, { error }),
  ],
  { error },
);
