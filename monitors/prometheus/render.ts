import { createHash } from "node:crypto";
import type { PrometheusSource } from "../model/sources/prometheus";
import type { RenderContext, Watch } from "../plan/vendor";
import type { RuleGroupDeclaration } from "./declaration";
import { SCRAPE_SECONDS, type Query } from "./promql";
import { draftSettings, timingsOf } from "./quiet";
import { contactPointName, folderUid } from "./routing";
import { rulesOf, type AlertRule } from "./rule";

/**
 * The alert rules of one measure, one for each level and each in a group of its own. A group is one resource that holds its
 * rules as a list: in a shared one, a row that is added or moved would change the resource of every other.
 */
export const render = (watch: Watch<PrometheusSource>, context: RenderContext): readonly RuleGroupDeclaration[] =>
  rulesOf(watch, context).map((rule) => renderGroup(rule, context));

const renderGroup = (rule: AlertRule, context: RenderContext): RuleGroupDeclaration => ({
  vendor: "prometheus",
  type: "grafana:alerting/ruleGroup:RuleGroup",
  name: rule.name,
  watches: rule.watches,
  args: {
    name: rule.name,
    folderUid: folderUid(),
    // No faster than there are new points.
    intervalSeconds: SCRAPE_SECONDS,
    rules: [
      {
        uid: uidOf(context.environment.name, rule.name),
        name: rule.name,
        condition: CONDITION,
        datas: stagesOf(rule.query, context.environment.grafana.datasourceUid),
        for: rule.holdFor,
        ...silence[rule.silence],
        labels: rule.labels,
        annotations: rule.annotations,
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

/** At most 40 letters, digits, - and _: too few for a logical name in clear, and no dots. A title never changes it. */
export const uidOf = (environment: string, name: string): string =>
  `${environment}-${createHash("sha256").update(name).digest("hex").slice(0, 24)}`;

const VALUE = "A";
const CONDITION = "B";

/** Grafana's name of what it calculates itself. */
const EXPRESSION = "__expr__";

/** How far back Prometheus looks for the newest point of a series, and so an instant query. */
const LOOKBACK_SECONDS = 300;

/**
 * The value, and the comparison in a stage of its own. Of a query that compares by itself Grafana sees nothing while all is
 * well, and would tell of missing data. Keys are sorted, as the provider writes them into its state.
 */
export const stagesOf = ({ value, side, than }: Query, datasourceUid: string) => [
  {
    refId: VALUE,
    datasourceUid,
    relativeTimeRange: { from: LOOKBACK_SECONDS, to: 0 },
    model: JSON.stringify({ expr: value, instant: true, range: false, refId: VALUE }),
  },
  {
    refId: CONDITION,
    datasourceUid: EXPRESSION,
    relativeTimeRange: { from: 0, to: 0 },
    model: JSON.stringify({
      conditions: [{ evaluator: { params: [than], type: side === "above" ? "gt" : "lt" } }],
      datasource: { type: EXPRESSION, uid: EXPRESSION },
      expression: VALUE,
      refId: CONDITION,
      type: "threshold",
    }),
  },
];

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
