import type { Condition } from "./datadog-query";
import type { Existing } from "./watcher";

/** What a row of the catalogue would say of a query. */
export const sayQuery = (type: string, query: string, condition: Condition | undefined): Existing["sayable"] => {
  if (condition === undefined) return { not: reasons[type] ?? `a query of ${type} that no source has` };
  const seconds = secondsOf(condition.window);
  if (seconds === undefined) return { not: `its window ${condition.window} is none of the catalogue's` };
  if (type === "log alert") return sayLogs(query, condition, seconds);
  if (type === "metric alert" || type === "query alert") return sayGauge(query, condition, seconds);
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

const units: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** "5m", "1h", "1d". */
const secondsOf = (window: string): number | undefined => {
  const [, amount, unit = ""] = /^(\d+)([mhdw])$/.exec(window) ?? [];
  const each = units[unit];
  return amount === undefined || each === undefined ? undefined : Number(amount) * each;
};

const LOGS = /^logs\("((?:[^"\\]|\\.)*)"\)\.index\("[^"]*"\)\.rollup\("count"\)(?:\.by\("([^"]*)"\))?\.last\("\w+"\)/;

const sayLogs = (query: string, { operator }: Condition, seconds: number): Existing["sayable"] => {
  const [, quoted, groups] = LOGS.exec(query) ?? [];
  if (quoted === undefined)
    return { not: "of log lines, more than a count: name the two searches in datadog.logRatio" };
  if (operator.startsWith("<")) return { not: "few log lines are bad: no kind of a row says that" };
  const facets = groups?.split(",") ?? [];
  const [by] = facets;
  if (facets.length > 1 || (by !== undefined && !by.startsWith("@")))
    return { not: `counted by ${facets.join(", ")}: a row takes one facet` };
  const search = withoutEnvironment(quoted.replaceAll(String.raw`\"`, '"'));
  return {
    kind: by === undefined ? "count" : "outlier_client",
    unit: "count",
    seconds,
    source: `datadog.logs({ search: ${JSON.stringify(search)}, ${by === undefined ? "" : `by: ${atText(by)}, `}feed: "application" })`,
    check: "feed: who writes these lines (monitors/catalogue/emission.ts)",
  };
};

const atText = (facet: string): string => JSON.stringify(facet);

/** The renderer puts the environment beside the search. */
const withoutEnvironment = (search: string): string => search.replaceAll(/(^|\s)env:[\w-]+(?=\s|$)/g, " ").trim();

const GAUGE = /^(avg|max|min|sum)\(last_\w+\):(avg|max|min|sum):([\w.]+)\{([^{}]*)\}\s*[<>]=?\s*\S+$/;

const PERCENT = /(percent|pct|_usage$|utili[sz]ation|used_percentage)/i;

const sayGauge = (query: string, { operator }: Condition, seconds: number): Existing["sayable"] => {
  const [, over, space, metric, scope] = GAUGE.exec(query) ?? [];
  if (/\bpercentile\(/.test(query))
    return { not: "a percentile of a metric: a row measures spans with datadog.spans, or users with datadog.rum" };
  if (metric === undefined) return { not: "a formula of metrics: a ratio of spans or of log lines says it better" };
  if (operator.startsWith("<")) return { not: "low is bad: no kind of a gauge says that" };
  if (space !== "avg" && space !== "max") return { not: `${space ?? ""} over sources: a gauge takes mean or max` };
  if (!PERCENT.test(metric))
    return { not: `the unit of ${metric} is not in an export: utilisation, if it is a percentage` };
  const filter = tagsWithoutEnvironment(scope ?? "");
  return {
    kind: "utilisation",
    unit: "percent",
    seconds,
    statistic: space === "max" ? "max" : "mean",
    source: `datadog.metric({ metric: ${JSON.stringify(metric)}, unit: "percent"${filter === "" ? "" : `, filter: ${JSON.stringify(filter)}`} })`,
    check: `that ${metric} is a percentage of 100${over === "avg" ? "" : `; ${over ?? ""} over time becomes the mean`}`,
  };
};

const tagsWithoutEnvironment = (scope: string): string =>
  scope
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "*" && !tag.startsWith("env:"))
    .join(",");
