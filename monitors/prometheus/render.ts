import { createHash } from "node:crypto";
import type { Environment } from "../model/environment";
import { ref, type Reference } from "../model/late";
import type { GrafanaSource } from "../model/sources/source";
import type { RenderContext, Watch } from "../plan/watch";
import type { RuleGroupDeclaration } from "./declaration";
import { grafanaNow } from "./message";
import type { Query } from "./promql";
import { draftSettings, timingsOf } from "./quiet";
import { contactPointName, folderUid } from "./routing";
import { rulesOf, type AlertRule } from "./rule";
import { guardedByScrape } from "./scrape";

/**
 * The alert rules of one measure, one for each level and each in a group of its own. A group is one resource that holds its
 * rules as a list: in a shared one, a row that is added or moved would change the resource of every other.
 */
export const render = (watch: Watch<GrafanaSource>, context: RenderContext): readonly RuleGroupDeclaration[] =>
  rulesOf(watch, context).map((rule) => renderGroup(rule, context));

const renderGroup = (rule: AlertRule, context: RenderContext): RuleGroupDeclaration => ({
  vendor: "prometheus",
  type: "grafana:alerting/ruleGroup:RuleGroup",
  name: rule.name,
  watches: rule.watches,
  args: {
    name: rule.name,
    folderUid: folderUid(),
    intervalSeconds: rule.everySeconds,
    rules: [
      {
        uid: uidOf(context.environment.name, rule.name),
        name: rule.name,
        ...(rule.over === "tables" ? stagesOfTables(rule.query) : stagesOfMetrics(speaking(rule), context.environment)),
        for: rule.holdFor,
        ...silence[rule.silence],
        labels: rule.labels,
        annotations: { ...rule.annotations, now: grafanaNow(rule, rule.over === "tables" ? REDUCED : VALUE) },
        isPaused: false,
        notificationSettings: {
          ...grouping,
          ...(rule.stage === "draft"
            ? draftSettings
            : { contactPoint: contactPointName(rule.destination), ...timingsOf(rule.watches.signal, context) }),
        },
      },
    ],
  },
});

/** Missing data is no news where nobody is told of it. */
const speaking = ({ query, scraped, silence: told }: AlertRule): Query =>
  scraped === undefined || told === "ok" ? query : { ...query, value: guardedByScrape(query, scraped) };

/** At most 40 letters, digits, - and _: too few for a logical name in clear, and no dots. A title never changes it. */
export const uidOf = (environment: string, name: string): string =>
  `${environment}-${createHash("sha256").update(name).digest("hex").slice(0, 24)}`;

const VALUE = "A";

/** Of the shop's tables the newest value, a number by itself. */
const REDUCED = "B";

/** Grafana's name of what it calculates itself. */
const EXPRESSION = "__expr__";

const NOW = { from: 0, to: 0 } as const;

/** How far back Prometheus looks for the newest point of a series, and so an instant query. SQL says itself what it looks at. */
const LOOKBACK = { from: 300, to: 0 } as const;

/**
 * The value, and the comparison in a stage of its own. Of a query that compares by itself Grafana sees nothing while all is
 * well, and would tell of missing data. Keys are sorted, as the provider writes them into its state.
 */
export const stagesOfMetrics = (query: Query, { grafana }: Pick<Environment, "grafana">) => ({
  condition: "B",
  datas: [
    {
      refId: VALUE,
      datasourceUid: grafana.datasourceUid,
      relativeTimeRange: LOOKBACK,
      model: JSON.stringify({ expr: query.value, instant: true, range: false, refId: VALUE }),
    },
    compare(query, VALUE, "B"),
  ],
});

/** Logical name of the data source that the shop's tables are read through. */
export const TABLES = "business";

export const tablesUid = (): Reference => ref("grafana:oss/dataSource:DataSource", TABLES, "uid");

/**
 * The same of SQL, whose answer is a series of one point: the data source says of itself that rules take no table of it.
 * Fields: grafana/grafana packages/grafana-sql/src/types.ts (SQLQuery); reduce: pkg/expr/reader.go.
 * @see https://grafana.com/docs/grafana/latest/datasources/postgres/alerting/
 */
const stagesOfTables = (query: Query) => ({
  condition: "C",
  datas: [
    {
      refId: VALUE,
      datasourceUid: tablesUid(),
      relativeTimeRange: LOOKBACK,
      model: JSON.stringify({
        editorMode: "code",
        format: "time_series",
        rawQuery: true,
        rawSql: query.value,
        refId: VALUE,
      }),
    },
    reduce(VALUE, REDUCED),
    compare(query, REDUCED, "C"),
  ],
});

const expression = { type: EXPRESSION, uid: EXPRESSION } as const;

const reduce = (value: string, refId: string) =>
  calculate(refId, { datasource: expression, expression: value, reducer: "last", refId, type: "reduce" });

const compare = ({ side, than }: Query, value: string, refId: string) =>
  calculate(refId, {
    conditions: [{ evaluator: { params: [than], type: side === "above" ? "gt" : "lt" } }],
    datasource: expression,
    expression: value,
    refId,
    type: "threshold",
  });

const calculate = (refId: string, model: object) => ({
  refId,
  datasourceUid: EXPRESSION,
  relativeTimeRange: NOW,
  model: JSON.stringify(model),
});

/**
 * A query that fails is not a query without data. It is never the breach itself, so that a data source which is down pages
 * nobody at P0; where silence is told, so is the failure, and elsewhere the last state stands.
 * https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/nodata-and-error-states/
 */
const silence = {
  ok: { noDataState: "OK", execErrState: "KeepLast" },
  breach: { noDataState: "Alerting", execErrState: "Error" },
  notify: { noDataState: "NoData", execErrState: "Error" },
} as const satisfies Readonly<Record<AlertRule["silence"], { noDataState: string; execErrState: string }>>;

/**
 * Grafana's own defaults, written down: a rule that left them out would take those of the organisation's notification policy,
 * which is not ours. By name and folder, so that each rule opens and closes one incident.
 */
const grouping = {
  groupBies: ["grafana_folder", "alertname"],
  groupWait: "30s",
  groupInterval: "5m",
  repeatInterval: "4h",
} as const;
