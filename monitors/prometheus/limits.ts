import { inSeconds, isDuration } from "../model/quantity";
import { signalKinds, type SignalKind } from "../model/signal-kind";
import { HEARTBEAT_METRIC, SCRAPE_METRIC, supabaseMetrics, type PrometheusSource } from "../model/sources/prometheus";
import { refuseSilence } from "../plan/heartbeat";
import type { BusinessSource } from "../model/sources/business";
import type { GrafanaSource } from "../model/sources/source";
import { tooLong } from "../plan/limits";
import { refuseSooner } from "../plan/sooner";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import type { PrometheusDeclaration, RuleGroupDeclaration } from "./declaration";
import { parseQuery } from "./parse";
import { SCRAPE_SECONDS } from "./promql";
import { refuseScrape } from "./scrape";
import { acceptsNumber } from "./sql-limits";

/** What Prometheus cannot evaluate of this data, and Grafana's limits, so that a pull request fails and not `pulumi up`. */

/** Which kinds a source can measure. */
const kindsOf: Readonly<Record<PrometheusSource["type"], readonly SignalKind[]>> = {
  state: ["outage"],
  span: ["latency"],
  "mean time": ["latency"],
  "free share": ["utilisation"],
  pool: ["utilisation"],
  "idle time": ["utilisation"],
  hits: ["hit_ratio"],
  remainder: ["forecast"],
  scrape: ["heartbeat"],
  heartbeat: ["heartbeat"],
};

/** Counters: what is read of them is their rise, and a rise is a mean. */
const rising: ReadonlySet<PrometheusSource["type"]> = new Set(["mean time", "idle time", "hits"]);

export const accepts = (watch: Watch<GrafanaSource>): Refusal | undefined =>
  (watch.role === "first" ? refuseSooner(watch.measure, false) : undefined) ??
  (overTables(watch) ? acceptsNumber(watch) : undefined) ??
  (overMetrics(watch) ? acceptsSeries(watch) : undefined);

const overTables = (watch: Watch<GrafanaSource>): watch is Watch<BusinessSource> => watch.source.type === "sql";

const overMetrics = (watch: Watch<GrafanaSource>): watch is Watch<PrometheusSource> => watch.source.type !== "sql";

const acceptsSeries = (watch: Watch<PrometheusSource>): Refusal | undefined =>
  refuseKind(watch) ??
  refuseStatistic(watch) ??
  refuseTraffic(watch) ??
  refuseMissingData(watch) ??
  refuseWindow(watch) ??
  refuseOutage(watch) ??
  (watch.source.type === "scrape" ? refuseScrape(watch.measure) : undefined) ??
  (watch.source.type === "heartbeat" ? refuseSilence(watch.measure) : undefined);

const refuseKind = ({ measure: { kind }, source: { type } }: Watch<PrometheusSource>): Refusal | undefined =>
  kindsOf[type].includes(kind)
    ? undefined
    : {
        what: `a ${type} source of Prometheus cannot measure the kind ${kind}`,
        rule: `${type} measures ${kindsOf[type].join(" or ")}; ${kind} is ${signalKinds[kind].means}`,
        remedy: "change the kind, or the source",
      };

const refuseStatistic = ({ measure: { statistic }, source: { type } }: Watch<PrometheusSource>): Refusal | undefined =>
  statistic === undefined || statistic === "mean" || (statistic === "max" && !rising.has(type))
    ? undefined
    : {
        what: `${statistic} of a ${type} source`,
        rule: rising.has(type)
          ? "what is read from counters is a mean over the window"
          : "a series with a point a minute gives a mean or a maximum",
        remedy: rising.has(type) ? 'set statistic: "mean"' : 'set statistic: "mean" or "max"',
      };

const refuseTraffic = ({ measure, source: { type } }: Watch<PrometheusSource>): Refusal | undefined =>
  measure.minimumTraffic !== undefined && type !== "mean time" && type !== "hits"
    ? {
        what: `a minimum of traffic on a ${type} source`,
        rule: "only a source that counts events knows how many there were",
        remedy: "leave minimumTraffic out",
      }
    : undefined;

const refuseMissingData = ({ measure: { missingData }, source: { type }, role }: Watch<PrometheusSource>) => {
  if (role === "backstop") return undefined;
  if (missingData === "keep")
    return {
      what: "missingData is keep",
      rule: "a rule file cannot leave a state standing: a series without points is gone",
      remedy: 'set missingData: "notify"',
    };
  return missingData === "breach" && type === "state"
    ? {
        what: "missingData is breach",
        rule: "metrics that are not scraped say nothing of the database: a dead endpoint is not a dead database",
        remedy: 'set missingData: "notify"',
      }
    : undefined;
};

/**
 * At least four points for a rise (Grafana's $__rate_interval), one for a gauge, and an hour for a line through them; at most
 * what Prometheus keeps unless told otherwise (--storage.tsdb.retention.time, 15 days).
 * https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-rate_interval
 */
const WINDOWS = { rise: 4 * SCRAPE_SECONDS, point: SCRAPE_SECONDS, line: 3_600, longest: 1_296_000 } as const;

const shortestWindow = (type: PrometheusSource["type"]): number => {
  if (type === "remainder") return WINDOWS.line;
  return rising.has(type) ? WINDOWS.rise : WINDOWS.point;
};

const refuseWindow = ({ measure, source: { type } }: Watch<PrometheusSource>): Refusal | undefined => {
  // An outage has no window of its own; what it must last is refused below.
  if (type === "state") return undefined;
  const window = inSeconds(measure.window);
  const shortest = shortestWindow(type);
  return window >= shortest && window <= WINDOWS.longest
    ? undefined
    : {
        what: `a window of ${window} s for a ${type} source`,
        rule: `with a point each ${SCRAPE_SECONDS} s it takes ${shortest} s, and Prometheus keeps ${WINDOWS.longest} s`,
        remedy: "change the window",
      };
};

/** A span that no two scrapes show. A backstop waits longer than that anyway. */
const refuseOutage = ({ measure, role }: Watch<PrometheusSource>): Refusal | undefined => {
  const unseen = measure.levels.find(
    ({ threshold: { at } }) => at !== undefined && isDuration(at) && inSeconds(at) < SCRAPE_SECONDS,
  );
  return measure.kind === "outage" && role === "first" && unseen !== undefined
    ? {
        what: `${unseen.name} may last less than ${SCRAPE_SECONDS} s`,
        rule: `Supabase's metrics have a point each ${SCRAPE_SECONDS} s`,
        remedy: "lengthen the threshold, or make Prometheus the backstop of a faster source",
      }
    : undefined;
};

/**
 * grafana/grafana pkg/services/ngalert/store/alert_rule.go (AlertRuleMaxTitleLength, AlertRuleMaxRuleGroupNameLength);
 * https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/ ("the maximum length of a uid is 40 characters")
 */
const LIMITS = { name: 190, uid: 40 } as const;

export const check = (declaration: PrometheusDeclaration): readonly Refusal[] => {
  if (declaration.type === "grafana:alerting/ruleGroup:RuleGroup") return checkGroup(declaration);
  return declaration.type === "grafana:alerting/contactPoint:ContactPoint" ? checkRecipients(declaration.args) : [];
};

const checkGroup = ({ args: { name, rules } }: RuleGroupDeclaration): readonly Refusal[] => [
  ...tooLong("the rule's name", name, LIMITS.name, "Grafana's names", "shorten the row's keys"),
  ...rules.flatMap((rule) => [
    ...tooLong("the rule's uid", rule.uid, LIMITS.uid, "Grafana's uids", "shorten the environment's name"),
    ...rule.datas.flatMap(({ model }) => checkModel(model)),
  ]),
];

const known: ReadonlySet<string> = new Set([
  ...Object.values(supabaseMetrics).map(({ name }) => name),
  HEARTBEAT_METRIC,
  SCRAPE_METRIC,
]);

/** Only the first stage has a query; the second is Grafana's own comparison. */
const checkModel = (model: unknown): readonly Refusal[] => {
  const stage: unknown = typeof model === "string" ? JSON.parse(model) : undefined;
  return typeof stage === "object" && stage !== null && "expr" in stage && typeof stage.expr === "string"
    ? checkQuery(stage.expr)
    : [];
};

export const checkQuery = (query: string): readonly Refusal[] => {
  const { fault, metrics } = parseQuery(query);
  if (fault !== undefined)
    return [
      {
        what: `the query is no PromQL ${fault === "" ? "at its end" : `from here on: ${fault}`}`,
        rule: "a query that Prometheus cannot read never fires",
        remedy: `mend monitors/prometheus/promql.ts, which wrote ${query}`,
      },
    ];
  return [...new Set(metrics)]
    .filter((metric) => !known.has(metric))
    .map((metric) => ({
      what: metric === "" ? "the query selects series without a metric's name" : `the query reads ${metric}`,
      rule: "a query names metrics that Supabase publishes (monitors/model/sources/prometheus.ts); another never has data",
      remedy: "take a metric of the table, or add its row with the source",
    }));
};

/** The provider takes a contact point with at least one integration (resource_alerting_contact_point.go, AtLeastOneOf). */
const checkRecipients = (args: object): readonly Refusal[] =>
  ["pagerduties", "slacks", "emails", "webhooks"].some((field) => field in args)
    ? []
    : [
        {
          what: "nobody would hear of it from Grafana",
          rule: "a contact point has at least one of PagerDuty, Slack and e-mail",
          remedy: "add a channel to the route in policies/routing.ts",
        },
      ];
