import type { NativeUnit } from "../../monitors/model/sources/datadog";
import { secondsOf, type Condition } from "./datadog-query";
import { conditionsOf, isRead, termsIn, wordFilter, type Filter } from "./filter";
import type { Known, Said } from "./said";
import { toScope } from "./scope-filter";
import { toSearch, without } from "./search-filter";

/** What a row of the catalogue would say of a query. That the row is the same is for `proof.ts` to find. */
export const sayQuery = (type: string, condition: Condition | undefined, known: Known): Said => {
  if (condition === undefined) return { not: reasons[type] ?? `a query of ${type} that no source has` };
  if (condition.through !== undefined)
    return {
      not:
        condition.through === "anomalies"
          ? "anomalies(): a row of the kind anomaly has a query of its own, over five of its windows"
          : `${condition.through}(): no row says that as Datadog does`,
    };
  const seconds = secondsOf(condition.window);
  if (seconds === undefined) return { not: `its window ${condition.window} is none of the catalogue's` };
  if (type === "log alert") return sayLogs(condition, seconds, known);
  if (type === "metric alert" || type === "query alert") return sayGauge(condition, seconds, known);
  return { not: reasons[type] ?? `a query of ${type} that no source has` };
};

const reasons: Readonly<Record<string, string>> = {
  composite: "of other monitors: a row says suppressedBy, or has measures",
  "service check": "an Agent's check: no source has it",
  "process alert": "the Agent's processes: no source has them",
  "synthetics alert": "a synthetic test's own monitor: a row has the test, with datadog.http, dns or certificate",
  "slo alert": "an objective's: a row of objectives has the tiers",
  "rum alert": "real users' events: name the attribute in datadog.rum, or the two counts in datadog.rumRatio",
  "trace-analytics alert": "spans: a row counts or measures them with datadog.spans",
  "event-v2 alert": "events: only heartbeats are counted so",
};

const sayLogs = (condition: Condition, seconds: number, known: Known): Said => {
  const { form, parts, operator, filter } = condition;
  if (form !== "log lines" || filter === undefined)
    return { not: "a formula of log lines: name the two searches in datadog.logRatio" };
  const { counted = "", grouping: by = "none" } = parts;
  if (counted !== "count")
    return { not: counted.startsWith("cardinality") ? CARDINALITY : `${counted} of log lines, and not their count` };
  if (operator.startsWith("<")) return { not: "few log lines are bad: no kind of a row says that of a number" };
  if (by !== "none" && !/^@[^,]*$/.test(by))
    return { not: `counted by ${by}: a row takes one attribute, such as @network.client.ip` };
  if (!isRead(filter)) return { not: `its search cannot be taken apart: ${filter.unread}` };
  const elsewhere = refuseEnvironment(filter, known);
  if (elsewhere !== undefined) return elsewhere;
  const amountOf = atLeastIsMoreThan(operator);
  if (amountOf(condition.threshold) < 0)
    return { not: `it fires at ${operator} ${condition.threshold}, which is always so` };
  const search = toSearch(without(filter, isEnvironment));
  if (search === "") return { not: "it counts all lines of the environment: a row wants a search" };
  return {
    seconds,
    amountOf,
    checks: ["feed: who writes these lines (monitors/catalogue/emission.ts)"],
    measured: {
      kind: by === "none" ? "count" : "outlier_client",
      source: {
        make: "datadog.logs",
        args: { search, ...(isFacet(by) ? { by } : {}), feed: "application" },
      },
    },
  };
};

const CARDINALITY =
  "cardinality of log lines, and not their count: name two searches in datadog.logRatio, or their attempts in datadog.logOutcomes";

const isFacet = (text: string): text is `@${string}` => text.startsWith("@");

/** Of things counted a row says more than: at least 5 is more than 4. */
const atLeastIsMoreThan =
  (operator: string) =>
  (amount: number): number =>
    operator === ">=" ? Math.ceil(amount) - 1 : Math.floor(amount);

const isEnvironment = (filter: Filter): boolean =>
  filter.is === "term" && !filter.negated && filter.text.startsWith("env:");

/** The renderer puts the environment beside a row's own filter, and no other; a query must say the same. */
const refuseEnvironment = (
  filter: Filter,
  { environment, environments }: Known,
): { readonly not: string } | undefined => {
  const named = conditionsOf(filter).filter(isEnvironment).map(wordFilter);
  const anywhere = termsIn(filter).filter((text) => text.startsWith("env:"));
  const [only] = named;
  if (anywhere.length === 0)
    return {
      not: `its query names no env, and a row looks at env:${environment} alone: let it say env:${environment}, and export it again`,
    };
  if (anywhere.length > 1 || only === undefined)
    return { not: `what it says of the environment (${anywhere.join(", ")}) is no plain condition of its own` };
  const name = only.slice("env:".length);
  if (name === environment) return undefined;
  return {
    not: `it looks at ${only}, and this is ${environment}${environments.includes(name) ? `: adopt it with --environment ${name}` : ""}`,
  };
};

const sayGauge = (condition: Condition, seconds: number, known: Known): Said => {
  const { form, parts, operator, filter } = condition;
  const { "time aggregation": over = "", "space aggregation": space = "", metric = "" } = parts;
  if (over === "percentile")
    return { not: "a percentile of a metric: a row measures spans with datadog.spans, or users with datadog.rum" };
  if (form !== "gauge" || filter === undefined)
    return {
      not: "a formula of metrics, or a function of one: a row reads a metric as it is, and a ratio of spans or of log lines",
    };
  if (operator.startsWith("<")) return { not: "low is bad: no kind of a gauge says that" };
  if (space !== "avg" && space !== "max")
    return { not: `${space} over sources: a gauge takes the mean or the greatest` };
  if (!isRead(filter)) return { not: `its filter cannot be taken apart: ${filter.unread}` };
  const unit = unitOf(metric, known);
  if (typeof unit === "object") return unit;
  const elsewhere = refuseEnvironment(filter, known);
  if (elsewhere !== undefined) return elsewhere;
  const scope = toScope(without(filter, isEnvironment));
  if (scope === undefined)
    return { not: "its filter has an OR, and a row's stands beside the environment, where Datadog takes none" };
  return {
    seconds,
    amountOf: (amount) => (unit === "ns" ? amount / NANOSECONDS : amount),
    checks: [],
    measured: {
      kind: unit === "percent" ? "utilisation" : "latency",
      statistic: space === "max" ? "max" : "mean",
      source: { make: "datadog.metric", args: { metric, unit, ...(scope === "" ? {} : { filter: scope }) } },
    },
  };
};

/** In a millisecond. */
const NANOSECONDS = 1e6;

const unitOf = (metric: string, { units: ours }: Known): "percent" | "ms" | "ns" | { readonly not: string } => {
  const share = shares[metric];
  if (share !== undefined)
    return { not: `${metric} comes as a share of 1, and a row is in percent: ${share} is the same in percent` };
  const unit = ours.get(metric) ?? (inPercent.has(metric) ? "percent" : undefined);
  if (unit === undefined)
    return { not: `the unit of ${metric} is not in an export, and the catalogue has no row with that metric` };
  return isSayable(unit) ? unit : { not: `${metric} comes in ${unit}: no kind of a gauge takes that` };
};

const isSayable = (unit: NativeUnit): unit is "percent" | "ms" | "ns" =>
  unit === "percent" || unit === "ms" || unit === "ns";

/**
 * Metrics of Datadog's own Agent, "shown as percent".
 * @see https://docs.datadoghq.com/integrations/system/
 * @see https://github.com/DataDog/integrations-core/blob/master/disk/metadata.csv
 */
const inPercent: ReadonlySet<string> = new Set([
  ...["guest", "interrupt", "iowait", "stolen", "system", "user"].map((part) => `system.cpu.${part}`),
  "system.disk.utilized",
  "system.fs.inodes.utilized",
]);

/** Shares of 1, "shown as fraction" on the same pages, and what is the same in percent. */
const shares: Readonly<Record<string, string>> = {
  "system.disk.in_use": "system.disk.utilized",
  "system.fs.inodes.in_use": "system.fs.inodes.utilized",
};
