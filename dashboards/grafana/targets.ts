import { assertNever } from "../../monitors/model/assert-never";
import type { Environment } from "../../monitors/model/environment";
import type { ChartQuery, CloudWatchQuery, DatadogQuery } from "../../monitors/plan/chart";
import type { CloudWatchTarget, DataSource, InfinityTarget, Target } from "./model";

/** Turns what a panel asks into the words of Grafana's data sources. */

export type Asked = ChartQuery["over"];

/**
 * Plugins by their ids. Datadog's own plugin is Enterprise's and publishes no query model, so its API is asked through Infinity,
 * whose model is open; Sentry's is open too.
 */
const plugins: Readonly<Record<Asked, string>> = {
  prometheus: "prometheus",
  postgres: "grafana-postgresql-datasource",
  cloudwatch: "cloudwatch",
  datadog: "yesoreyeram-infinity-datasource",
  sentry: "grafana-sentry-datasource",
};

/** Stands where the environment names no data source; `check.ts` says so of each panel that has it. */
export const NOT_CONFIGURED = "";

export const dataSourceOf = (over: Asked, { name, grafana }: Environment): DataSource => ({
  type: plugins[over],
  uid: uidOf(over, name, grafana),
});

const uidOf = (over: Asked, name: string, { datasourceUid, datasources }: Environment["grafana"]): string => {
  switch (over) {
    case "prometheus":
      return datasourceUid;
    case "postgres":
      // Declared beside the rules that read it: infra/integrations/business-metrics/render.ts.
      return `driplo-${name}-business`;
    case "cloudwatch":
    case "datadog":
    case "sentry":
      return datasources[over] ?? NOT_CONFIGURED;
    default:
      return assertNever(over);
  }
};

/** `A`, `B`, … `Z`, `A1`: Grafana's own way of naming queries stops at letters. */
const refIdOf = (index: number): string => {
  const letter = String.fromCharCode("A".charCodeAt(0) + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
};

export const renderTargets = (
  queries: readonly ChartQuery[],
  shape: "series" | "now" | "rows",
  environment: Environment,
): readonly Target[] => queries.map((query, index) => renderTarget(query, refIdOf(index), shape, environment));

const renderTarget = (
  query: ChartQuery,
  refId: string,
  shape: "series" | "now" | "rows",
  environment: Environment,
): Target => {
  const base = { refId, datasource: dataSourceOf(query.over, environment) };
  switch (query.over) {
    case "prometheus":
      return { ...base, expr: query.expr, range: true, instant: false, editorMode: "code", legendFormat: "__auto" };
    case "postgres":
      return {
        ...base,
        rawSql: query.rawSql,
        rawQuery: true,
        editorMode: "code",
        format: shape === "rows" ? "table" : "time_series",
      };
    case "cloudwatch":
      return renderCloudWatch(query, base);
    case "datadog":
      return renderDatadog(query, base, shape, environment);
    case "sentry":
      return { ...base, queryType: "", ...query.model };
    default:
      return assertNever(query);
  }
};

type Base = Pick<Target, "refId" | "datasource">;

const renderCloudWatch = ({ id, region, hidden, asks }: CloudWatchQuery, base: Base): CloudWatchTarget => ({
  ...base,
  queryMode: "Metrics",
  metricQueryType: 0,
  id,
  region,
  hide: hidden,
  ...("expression" in asks
    ? { metricEditorMode: 1, namespace: "", expression: asks.expression }
    : {
        metricEditorMode: 0,
        namespace: asks.namespace,
        metricName: asks.metricName,
        dimensions: asks.dimensions,
        matchExact: true,
        statistic: asks.statistic,
        period: String(asks.period),
      }),
});

/**
 * `times` and one list of `values` for each of `series`, made into a row for each point. JSONata, as Infinity's backend reads it.
 * Answer: https://docs.datadoghq.com/api/latest/metrics/query-timeseries-data-across-multiple-products/
 */
const rowsOf = (series: string): string => `($a := data.attributes; $reduce($map($a.series, function($s, $j) {(
  $v := $a.values[$j];
  $map($a.times, function($t, $i) { { "time": $t, "value": $v[$i], "series": ${series} } })
)}), $append, []))`;

/** A series of several formulas has the place of its own: TimeseriesResponseSeries.query_index of @datadog/datadog-api-client. */
const nameOf = ({ lines }: DatadogQuery): string =>
  lines === undefined
    ? '$join($s.group_tags, ", ")'
    : `${JSON.stringify(lines.map(({ name }) => name))}[$s.query_index]`;

/** Grafana fills in the span that the board shows; the formula's answers come in points of the row's own window. */
const renderDatadog = (
  query: DatadogQuery,
  base: Base,
  shape: "series" | "now" | "rows",
  { datadog }: Environment,
): InfinityTarget => ({
  ...base,
  type: "json",
  source: "url",
  parser: "backend",
  format: shape === "rows" ? "table" : "timeseries",
  url: `https://api.${datadog.site}/api/v2/query/timeseries`,
  url_options: {
    method: "POST",
    body_type: "raw",
    body_content_type: "application/json",
    data: withSpan(
      JSON.stringify({
        data: {
          type: "timeseries_request",
          attributes: {
            from: FROM,
            to: TO,
            interval: query.interval,
            formulas: (query.lines ?? [query]).map(({ formula }) => ({ formula })),
            queries: query.queries,
          },
        },
      }),
    ),
  },
  root_selector: rowsOf(nameOf(query)),
  columns: [
    { selector: "time", text: "time", type: "timestamp_epoch" },
    { selector: "value", text: "value", type: "number" },
    { selector: "series", text: "series", type: "string" },
  ],
});

const FROM = "from of the board";
const TO = "to of the board";

/** Both are numbers in JSON, and variables in Grafana. */
const withSpan = (body: string): string => body.replace(`"${FROM}"`, "${__from}").replace(`"${TO}"`, "${__to}");
