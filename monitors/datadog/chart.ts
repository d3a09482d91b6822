import { inCanonicalUnit, inMilliseconds, inSeconds } from "../model/quantity";
import type { SignalKind } from "../model/signal-kind";
import { unitOf, type BudgetChart, type ChartIn, type DatadogQuery, type Line } from "../plan/chart";
import { allowedShare } from "../plan/burn-rate";
import type { PlannedObjective } from "../plan/plan";
import type { RenderContext } from "../plan/watch";
import { textOf } from "../plan/following";
import type { DatadogDeclaration, MonitorDeclaration } from "./declaration";
import { ratePart } from "./objective";
import { conditionName } from "./suppression";

/**
 * A monitor's query as Datadog's timeseries API takes it: named queries, and a formula over them.
 * https://docs.datadoghq.com/api/latest/metrics/query-timeseries-data-across-multiple-products/
 */
export const chartIn: ChartIn<DatadogDeclaration> = (declarations, { environment }) => {
  const named = new Map(declarations.map((each) => [each.name, each]));
  return (told, { signal, measure }, level) => {
    const evaluating = named.get(conditionName(told.name)) ?? told;
    const page = pageOf(environment.datadog.site, `signal:${signal.id}`);
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

/**
 * What share was good and what is left of the budget over the span that the board shows, and how fast it goes: the fastest tier's long window, with its
 * rate as the line.
 */
export const chartObjective = (
  objective: PlannedObjective,
  rendered: readonly DatadogDeclaration[],
  { environment }: RenderContext,
): readonly BudgetChart[] => {
  const page = pageOf(environment.datadog.site, `objective:${objective.id}`);
  return rendered.flatMap((each) => [...drawBudget(each, objective, page), ...drawBurn(each, objective, page)]);
};

const drawBudget = (each: DatadogDeclaration, { target }: PlannedObjective, page: string): readonly BudgetChart[] => {
  if (each.type !== "datadog:index/serviceLevelObjective:ServiceLevelObjective" || each.args.query === undefined)
    return [];
  const [good, whole] = [textOf(each.args.query.numerator), textOf(each.args.query.denominator)];
  const drawn = (shows: BudgetChart["shows"], value: string, at: number): readonly BudgetChart[] => {
    const asked = fromMetrics(`sum(last_1h):${value} < 0`);
    if (asked === undefined) return [];
    const queries = [{ over: "datadog", interval: HOUR, ...asked }] as const;
    return [{ shows, queries, unit: "percent", line: { at, bad: "below" }, shape: "series", page }];
  };
  return [
    ...drawn("good", goodSoFar(good, whole), inCanonicalUnit(target)),
    ...drawn("budget", budgetLeft(good, whole, allowedShare(target)), 0),
  ];
};

const drawBurn = (each: DatadogDeclaration, { tiers }: PlannedObjective, page: string): readonly BudgetChart[] => {
  const [fastest] = tiers;
  if (fastest === undefined || each.name !== ratePart(fastest, "long") || each.type !== "datadog:index/monitor:Monitor")
    return [];
  const rate = fromMetrics(textOf(each.args.query));
  if (rate === undefined) return [];
  const queries = [{ over: "datadog", interval: inMilliseconds(fastest.longWindow), ...rate }] as const;
  const line = { at: fastest.burnRate, bad: "above" } as const;
  return [{ shows: "burn", queries, unit: "short", line, shape: "series", page }];
};

const HOUR = 3_600_000;

/** `cumsum` adds up from the first point shown. https://docs.datadoghq.com/dashboards/functions/arithmetic/ */
const budgetLeft = (good: string, whole: string, allowed: number): string =>
  `100 * (1 - cumsum(${whole} - (${good})) / cumsum(${whole}) / ${allowed})`;

/** Uptime as a share, from the first point shown on. */
const goodSoFar = (good: string, whole: string): string => `100 * cumsum(${good}) / cumsum(${whole})`;

/**
 * The monitors of the signal or objective, by the tag that each carries. A site of two parts has its pages below app. A tag of a key that
 * `check.ts` refuses may hold half a character, of which `encodeURIComponent` throws.
 */
const pageOf = (site: string, tag: string): string =>
  `https://${site.split(".").length === 2 ? "app." : ""}${site}/monitors/manage?${String(new URLSearchParams({ q: `tag:"${tag}"` }))}`;

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

const nameOf = (index: number): string => `q${index + 1}`;
