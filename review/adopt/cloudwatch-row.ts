import {
  cloudWatchMetric,
  cloudWatchMetrics,
  type CloudWatchMetricName,
} from "../../monitors/model/sources/cloudwatch";
import { bandOf, sideOf, type Term } from "./cloudwatch-metrics";
import { keyFrom } from "./key";
import type { Existing } from "./watcher";

interface Alarm {
  readonly terms: readonly Term[];
  readonly operator: string;
  /** The alarm's own `Unit`. */
  readonly unit: string | undefined;
  readonly seconds: number;
}

/** What a row of the catalogue would say of an alarm. */
export const sayAlarm = (alarm: Alarm): Existing["sayable"] => {
  const { terms, operator } = alarm;
  const measured = terms.filter(({ expression }) => expression === undefined);
  const [term] = measured;
  const band = bandOf(terms);
  if (term?.metric === undefined || term.namespace === undefined || sideOf(operator) === undefined)
    return { not: "no alarm on a metric, as the catalogue knows them" };
  if (measured.length > 1 || terms.length > (band === undefined ? 1 : 2))
    return { not: "a sum of several metrics: cloudwatch.meanOfSums has one such form" };
  if (alarm.seconds < SHORTEST) return { not: "it has no window of whole minutes" };
  const named = nameOf(term, alarm.unit);
  return named === undefined
    ? { not: `the unit of ${term.namespace} ${term.metric} is not in the export, nor in its name` }
    : sayMetric(alarm, term, named, band);
};

const SHORTEST = 60;

/** The units of the table, by the names that AWS gives them and by what a metric's name says of itself. */
const unitOf = ({ metric = "", stat }: Term, unit: string | undefined): "percent" | "ms" | "count" | undefined => {
  if (unit === "Percent" || /(Utilization|Percent|Percentage)$/i.test(metric) || /used_percent$/.test(metric))
    return "percent";
  if (unit === "Milliseconds") return "ms";
  if (unit === "Count" || (unit === undefined && stat === "Sum")) return "count";
  return undefined;
};

interface Named {
  readonly name: string;
  readonly unit: string;
  /** Its row of the table, where it has none. */
  readonly row?: string;
}

const isName = (name: string): name is CloudWatchMetricName => name in cloudWatchMetrics;

/** The table's name of a metric; or a new one with its row. */
const nameOf = (term: Term, said: string | undefined): Named | undefined => {
  const known = Object.keys(cloudWatchMetrics)
    .filter(isName)
    .find((name) => cloudWatchMetric(name).namespace === term.namespace && cloudWatchMetric(name).name === term.metric);
  if (known !== undefined) return { name: known, unit: cloudWatchMetric(known).unit };
  const unit = unitOf(term, said);
  if (unit === undefined) return undefined;
  const { namespace = "", metric = "", dimensions = {} } = term;
  const name = keyFrom(`${namespace.replace(/^AWS\//, "")} ${metric} ${Object.values(dimensions).join(" ")}`);
  const row = [
    `namespace: ${JSON.stringify(namespace)}`,
    `name: ${JSON.stringify(metric)}`,
    `unit: "${unit}"`,
    "resolutionSeconds: 60",
    "identity: {}",
    `fixed: ${JSON.stringify(dimensions)}`,
    `home: "regional"`,
  ];
  return { name, unit, row: `${name}: { ${row.join(", ")} }` };
};

const sayMetric = (
  { operator, seconds }: Alarm,
  { stat = "", namespace = "" }: Term,
  { name, unit, row }: Named,
  band: number | undefined,
): Existing["sayable"] => {
  const shared = { seconds, source: `cloudwatch.metric("${name}")`, ...(row === undefined ? {} : newMetric(row)) };
  const statistic = statistics[stat] ?? (/^p(50|75|90|95|99)$/.test(stat) ? stat : undefined);
  if (band !== undefined)
    return {
      ...shared,
      kind: "anomaly",
      unit: "deviations",
      side: sideOf(operator) ?? "both",
      ...(statistic === undefined ? {} : { statistic }),
    };
  if (sideOf(operator) !== "above")
    return { not: `low ${namespace} values are bad: only a hit_ratio with its traffic says that` };
  if (unit === "percent" && (statistic === "mean" || statistic === "max"))
    return { ...shared, kind: "utilisation", unit: "percent", statistic };
  if (unit === "ms" && statistic !== undefined) return { ...shared, kind: "latency", unit: "milliseconds", statistic };
  if (unit === "count" && stat === "Sum") return { ...shared, kind: "count", unit: "count" };
  return { not: `no kind of a row takes ${stat === "" ? "no statistic" : stat} of ${unit}` };
};

/** What one environment calls by name is a role of the environment (`identityRoles`); a fixed value is the same in all. */
const newMetric = (metric: string): { readonly metric: string; readonly check: string } => ({
  metric,
  check: "its unit, how often it has a point, and which of its dimensions are roles of the environment",
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const statistics: Readonly<Record<string, string>> = { Average: "mean", Maximum: "max" };
