import { priceRow, type PriceName } from "./prices";
import { compareText } from "../../../monitors/model/compare-text";
import { fieldOf } from "../../../monitors/model/unknown-value";

/** What a set of resources costs a month by list price: an estimate, without data sent, discounts, free tiers or taxes. */
export interface CostLine {
  readonly vendor: string;
  readonly item: PriceName;
  /** In the unit of the price. */
  readonly quantity: number;
  /** US dollars a month; undefined where no price could be established. */
  readonly monthly: number | undefined;
}

/** A resource as a plan prints it. */
export interface Priced {
  readonly type: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export const estimateCost = (declarations: readonly Priced[]): readonly CostLine[] => {
  const quantities = new Map<PriceName, number>();
  for (const declaration of declarations)
    for (const [item, quantity] of usesOf(declaration)) quantities.set(item, (quantities.get(item) ?? 0) + quantity);
  return [...quantities]
    .map(([item, quantity]) => {
      const { vendor, price } = priceRow(item);
      return { vendor, item, quantity, monthly: price === undefined ? undefined : toCents(quantity * price.dollars) };
    })
    .toSorted((a, b) => compareText(`${a.vendor} ${a.item}`, `${b.vendor} ${b.item}`));
};

export interface VendorCost {
  readonly vendor: string;
  /** Of what has a price. */
  readonly monthly: number;
  /** What has none. */
  readonly unknown: readonly PriceName[];
}

export const costByVendor = (lines: readonly CostLine[]): readonly VendorCost[] =>
  [...new Set(lines.map(({ vendor }) => vendor))].map((vendor) => {
    const own = lines.filter((line) => line.vendor === vendor);
    return {
      vendor,
      monthly: toCents(own.reduce((sum, { monthly }) => sum + (monthly ?? 0), 0)),
      unknown: own.filter(({ monthly }) => monthly === undefined).map(({ item }) => item),
    };
  });

/** Tenths of a cent of binary fractions are no money. */
const toCents = (dollars: number): number => Math.round(dollars * 100) / 100;

type Uses = readonly (readonly [PriceName, number])[];

const usesOf = ({ type, args }: Priced): Uses => {
  switch (type) {
    case "aws:cloudwatch/metricAlarm:MetricAlarm":
      return [alarmUse(args)];
    case "aws:cloudwatch/compositeAlarm:CompositeAlarm":
      return [["composite alarm", 1]];
    case "aws:route53/healthCheck:HealthCheck":
      return [
        ["health check outside AWS", 1],
        ["health check option", optionsOf(args)],
      ];
    case "aws:kms/key:Key":
      return [["encryption key", 1]];
    case "datadog:index/syntheticsTest:SyntheticsTest":
      return [["API test runs", runsOf(args)]];
    case "datadog:index/spansMetric:SpansMetric":
    case "datadog:index/rumMetric:RumMetric":
    case "datadog:index/logsMetric:LogsMetric":
      return [["generated metric", 1]];
    case "pagerduty:index/user:User":
      return [["PagerDuty user", 1]];
    case "sentry:index/cronMonitor:CronMonitor":
      return [["cron monitor", 1]];
    case "sentry:index/uptimeMonitor:UptimeMonitor":
      return [["uptime monitor", 1]];
    case "newrelic:synthetics/monitor:Monitor":
      return [["ping", 1]];
    case "newrelic:index/nrqlAlertCondition:NrqlAlertCondition":
      return [["alert condition", 1]];
    case "grafana:alerting/ruleGroup:RuleGroup":
      return [["rule group", 1]];
    case "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle":
      return [["lifecycle of a data stream", 1]];
    case "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule":
      return [["Kibana rule", 1]];
    case "vercel:index/logDrain:LogDrain":
      return [["log drain", 1]];
    case "vercel:index/traceDrain:TraceDrain":
      return [["trace drain", 1]];
    default:
      return [];
  }
};

type Args = Priced["args"];

/** Of a metric alarm each metric that it reads is charged; one with a band reads three: the metric and the band's two edges. */
const alarmUse = (args: Args): readonly [PriceName, number] => {
  const queries = listOf(args["metricQueries"]);
  const expressions = queries.map((query) => textAt(query, "expression"));
  if (expressions.some((expression) => expression.trimStart().toUpperCase().startsWith("SELECT")))
    return ["alarm on a Metrics Insights query", 1];
  if (expressions.some((expression) => expression.includes("ANOMALY_DETECTION_BAND"))) return ["alarm metric", 3];
  const periods = [args["period"], ...queries.map((query) => fieldOf(fieldOf(query, "metric"), "period"))];
  const metrics = queries.filter((query) => fieldOf(query, "metric") !== undefined).length;
  return [
    periods.some((period) => typeof period === "number" && period < FINE)
      ? "high-resolution alarm metric"
      : "alarm metric",
    Math.max(1, metrics),
  ];
};

/** Seconds: below this a period is of high resolution. */
const FINE = 60;

/** HTTPS, a fast interval, string matching and latency measurement, each by itself. */
const optionsOf = (args: Args): number =>
  [
    String(args["type"]).startsWith("HTTPS"),
    args["requestInterval"] === FAST,
    String(args["type"]).endsWith("STR_MATCH"),
    args["measureLatency"] === true,
  ].filter(Boolean).length;

const FAST = 10;

const SECONDS_PER_MONTH = (365 * 86_400) / 12;

/**
 * A run from each place. Each step of a test of several is taken for a run of its own: no page that says so could be read, and it is
 * the dearer reading. Retries are left out.
 */
const runsOf = (args: Args): number => {
  const every = Number(fieldOf(args["optionsList"], "tickEvery"));
  const steps = Math.max(1, listOf(args["apiSteps"]).length);
  return every > 0 ? Math.round((SECONDS_PER_MONTH / every) * listOf(args["locations"]).length * steps) : 0;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textAt = (value: unknown, name: string): string => {
  const text = fieldOf(value, name);
  return typeof text === "string" ? text : "";
};
