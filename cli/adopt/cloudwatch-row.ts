import {
  cloudWatchMetric,
  cloudWatchMetrics,
  type CloudWatchMetricName,
} from "../../monitors/model/sources/cloudwatch";
import { bandOf, sideOf, type Term } from "./cloudwatch-metrics";
import { keyFrom } from "./key";
import type { Taken } from "./row";
import type { Said } from "./said";

interface Alarm {
  readonly terms: readonly Term[];
  readonly operator: string;
  readonly seconds: number;
}

/** What a row of the catalogue would say of an alarm. That the row is the same is for `proof.ts` to find. */
export const sayAlarm = ({ terms, operator, seconds }: Alarm): Said => {
  const side = sideOf(operator);
  const band = bandOf(terms);
  const own = terms.find(
    ({ expression }) => expression !== undefined && bandOf([{ id: "", expression }]) === undefined,
  );
  const [term] = terms.filter(({ expression }) => expression === undefined);
  if (own?.expression !== undefined) return { not: `the expression ${own.expression}: no row writes one of its own` };
  if (side === undefined || term?.metric === undefined || term.namespace === undefined)
    return {
      not: "it compares no metric with a number or a band: a PromQL alarm, or one of a kind that is not known here",
    };
  const { stat = "" } = term;
  const statistic = statisticOf(stat);
  if (band === undefined && side !== "above")
    return { not: "low is bad: of a metric only a hit_ratio, which wants its traffic, or an anomaly says that" };
  if (band === undefined && statistic === undefined)
    return {
      not: `${stat === "" ? "no statistic" : `the ${stat}`} of a metric: a row takes the mean, the greatest or a percentile`,
    };
  const name = nameOf(term);
  if (name === undefined) return { not: notInTable(term) };
  const shared = { seconds, amountOf: (amount: number) => amount };
  const source = { make: "cloudwatch.metric", args: name } as const;
  if (band !== undefined)
    return {
      ...shared,
      checks: ["seasonality: CloudWatch finds rhythms by itself, and a row names one"],
      measured: { kind: "anomaly", side, ...(statistic === undefined ? {} : { statistic }), source },
    };
  const { unit } = cloudWatchMetric(name);
  if (unit === "percent" && (statistic === "mean" || statistic === "max"))
    return { ...shared, checks: [], measured: { kind: "utilisation", statistic, source } };
  if (unit === "ms" && statistic !== undefined)
    return { ...shared, checks: [], measured: { kind: "latency", statistic, source } };
  return { not: `the ${stat} of ${unit}: no kind of a row takes that` };
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const statisticOf = (stat: string): Taken | undefined => {
  if (stat === "Average") return "mean";
  if (stat === "Maximum") return "max";
  return percentiles.find((each) => each === stat);
};

const percentiles = ["p50", "p75", "p90", "p95", "p99"] as const;

const isName = (name: string): name is CloudWatchMetricName => name in cloudWatchMetrics;

const nameOf = ({ namespace, metric }: Term): CloudWatchMetricName | undefined =>
  Object.keys(cloudWatchMetrics)
    .filter(isName)
    .find((name) => cloudWatchMetric(name).namespace === namespace && cloudWatchMetric(name).name === metric);

/** Its unit, and which of its dimensions every environment has a value of its own for, no export says. */
const notInTable = ({ namespace = "", metric = "", dimensions = {}, period = 60 }: Term): string => {
  const row = [
    `namespace: ${JSON.stringify(namespace)}`,
    `name: ${JSON.stringify(metric)}`,
    "unit: …",
    `resolutionSeconds: ${period}`,
    "identity: {}",
    `fixed: ${JSON.stringify(dimensions)}`,
    "home: …",
  ].join(", ");
  const name = keyFrom(`${namespace.replace(/^AWS\//, "")} ${metric}`);
  return `${namespace} ${metric} is not in cloudWatchMetrics (monitors/model/sources/cloudwatch.ts): look its unit up in AWS's page of it, add ${name}: { ${row} }, and adopt again`;
};
