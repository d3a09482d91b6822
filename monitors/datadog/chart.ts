import { inSeconds } from "../model/quantity";
import type { SignalKind } from "../model/signal-kind";
import { unitOf, type ChartIn, type DatadogQuery, type Line } from "../plan/chart";
import { textOf } from "../plan/following";
import type { DatadogDeclaration, MonitorDeclaration } from "./declaration";
import { conditionName } from "./suppression";

/**
 * A monitor's query as Datadog's timeseries API takes it: named queries, and a formula over them.
 * https://docs.datadoghq.com/api/latest/metrics/query-timeseries-data-across-multiple-products/
 */
export const chartIn: ChartIn<DatadogDeclaration> = (declarations, { environment }) => {
  const named = new Map(declarations.map((each) => [each.name, each]));
  return (told, { signal, measure }, level) => {
    const evaluating = named.get(conditionName(told.name)) ?? told;
    const page = pageOf(environment.datadog.site, signal.id);
    const interval = Math.max(60, inSeconds(measure.window)) * 1_000;
    if (evaluating.type === "datadog:index/syntheticsTest:SyntheticsTest")
      return {
        queries: [{ over: "datadog", interval, ...runsOf(signal.id, environment.name) }],
        unit: "short",
        line: undefined,
        shape: "series",
        page,
      };
    if (evaluating.type !== "datadog:index/monitor:Monitor") return undefined;
    const asked = askedBy(evaluating);
    if (asked === undefined) return undefined;
    // An anomaly's threshold is the share of points outside the band, and its number stands in the query.
    const at = Number(evaluating.args.monitorThresholds?.critical);
    const line: Line | undefined = inQuestion.has(measure.kind) ? undefined : { at, bad: sideOf(evaluating) };
    return {
      queries: [{ over: "datadog", interval, ...asked }],
      unit: unitOf(measure.kind, level, line),
      line,
      shape: "series",
      page,
    };
  };
};

/** The monitors of the signal, by the tag that each carries. A site of two parts has its pages below app. */
const pageOf = (site: string, signal: string): string =>
  `https://${site.split(".").length === 2 ? "app." : ""}${site}/monitors/manage?q=${encodeURIComponent(`tag:"signal:${signal}"`)}`;

/** What the query compares with, it has last. */
const sideOf = ({ args }: MonitorDeclaration): Line["bad"] =>
  / <=? [\d.]+$/.test(textOf(args.query)) ? "below" : "above";

type Asked = Pick<DatadogQuery, "formula" | "queries">;

const inQuestion: ReadonlySet<SignalKind> = new Set(["anomaly", "heartbeat"]);

/**
 * Runs of the signal's synthetic tests by how they ended: of all kinds of test alike, and tagged as the test is. By `status`, whose
 * values Datadog does not list. https://docs.datadoghq.com/synthetics/metrics/
 */
const runsOf = (signal: string, environment: string): Asked => ({
  formula: "runs",
  queries: [
    {
      name: "runs",
      data_source: "metrics",
      query: `sum:synthetics.test_runs{signal:${signal},env:${environment}} by {status}.as_count()`,
    },
  ],
});

const askedBy = ({ args }: MonitorDeclaration): Asked | undefined => {
  const query = textOf(args.query);
  const events = args.variables?.eventQueries;
  if (events !== undefined) {
    const [, formula] = /^formula\("(.*?)"\)/.exec(query) ?? [];
    return formula === undefined ? undefined : { formula, queries: events.map(fromVariable) };
  }
  return fromSearch(query) ?? fromMetrics(query);
};

type EventQuery = NonNullable<NonNullable<MonitorDeclaration["args"]["variables"]>["eventQueries"]>[number];

const fromVariable = ({ name, dataSource, search, indexes, computes, groupBies }: EventQuery) => ({
  name,
  data_source: dataSource,
  search,
  indexes,
  compute: computes[0],
  ...(groupBies === undefined ? {} : { group_by: groupBies.map(({ facet, limit }) => ({ facet, limit })) }),
});

/** logs("…").index("*").rollup("count").by("…").last("5m") > 50, and events("…") alike */
const SEARCH = /^(logs|events)\("((?:[^"\\]|\\.)*)"\).*?\.rollup\("count"\)(?:\.by\("([^"]+)"\))?\.last\(/;

/** As many as one can tell apart in a panel. */
const LARGEST = 10;

const fromSearch = (query: string): Asked | undefined => {
  const [, source, search, facet] = SEARCH.exec(query) ?? [];
  if (source === undefined || search === undefined) return undefined;
  const grouped =
    facet === undefined ? {} : { group_by: [{ facet, limit: LARGEST, sort: { aggregation: "count", order: "desc" } }] };
  return {
    formula: "found",
    queries: [
      {
        name: "found",
        data_source: source,
        search: { query: search.replaceAll('\\"', '"') },
        ...(source === "logs" ? { indexes: ["*"] } : {}),
        compute: { aggregation: "count" },
        ...grouped,
      },
    ],
  };
};

/** `p75:driplo.prod.api.thing{*}`, with what makes counts or groups of it. */
const METRIC = /\w+:[\w.]+\{[^}]*\}(?: by \{[^}]*\})?(?:\.as_count\(\))?/g;

const fromMetrics = (query: string): Asked | undefined => {
  const [, judged, value] =
    /^((?:pct_change\(.*?\),last_\w+\)|\w+\(last_\w+\))):(.*) (?:>=?|<=?) [\d.]+$/s.exec(query) ?? [];
  if (judged === undefined || value === undefined) return undefined;
  const metrics = [...new Set(value.match(METRIC) ?? [])];
  const queries = metrics.map((metric, index) => ({
    name: nameOf(index),
    data_source: "metrics",
    query: metric,
  }));
  const formula = value.replaceAll(METRIC, (metric) => nameOf(metrics.indexOf(metric)));
  // The band is drawn by Datadog's own page alone; here stands the value that it is laid around.
  if (formula.startsWith("anomalies(")) return { formula: nameOf(0), queries };
  // https://docs.datadoghq.com/dashboards/functions/timeshift/
  return judged.startsWith("pct_change")
    ? { formula: `100 * (${formula} - week_before(${formula})) / week_before(${formula})`, queries }
    : { formula, queries };
};

const nameOf = (index: number): string => `q${String(index + 1)}`;
