import { cloudWatchMetric, type CloudWatchMetricName } from "../monitors/model/sources/cloudwatch";
import type { Environment } from "../monitors/model/environment";
import type { ChartQuery, CloudWatchQuery } from "../monitors/plan/chart";
import { poolShare, selectorOf } from "../monitors/prometheus/promql";
import type { ViewPanel } from "./board";

/** How long what we have suffices, and what it will cost: forecasts, each by the line through what was. */

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const AHEAD_DAYS = 30;

const prometheus = (expr: string): readonly ChartQuery[] => [{ over: "prometheus", expr }];

/** https://prometheus.io/docs/prometheus/latest/querying/functions/#predict_linear */
export const diskAhead: ViewPanel = {
  view: "Database disk, 30 days on",
  means: "Share in use 30 days after each moment shown, on the line through the week before it.",
  unit: "percent",
  shape: "series",
  asks: ({ identities }) => {
    const [free, size] = [
      selectorOf("disk_free", identities.supabaseProject),
      selectorOf("disk_size", identities.supabaseProject),
    ];
    const left = `clamp_min(predict_linear(${free}[7d], ${AHEAD_DAYS * DAY_SECONDS}), 0)`;
    return prometheus(`max by (mountpoint) (clamp_min(100 - 100 * ${left} / ${size}, 0))`);
  },
};

export const diskDaysLeft: ViewPanel = {
  view: "Days until the database disk is full",
  means: "At the pace of the week before; no line where it does not fill.",
  unit: "d",
  shape: "series",
  asks: ({ identities }) => {
    const free = selectorOf("disk_free", identities.supabaseProject);
    return prometheus(`min by (mountpoint) (${free} / (-deriv(${free}[7d]) > 0)) / ${DAY_SECONDS}`);
  },
};

export const poolAhead: ViewPanel = {
  view: "Connection pool at its fullest, 30 days on",
  means:
    "Share of the pool in use at the busiest moment of six hours, 30 days on, on the line through two weeks of them.",
  unit: "percent",
  shape: "series",
  asks: ({ identities: { supabaseProject } }) => {
    const share = poolShare(selectorOf("pool_active", supabaseProject), selectorOf("pool_size", supabaseProject));
    const busiest = `max_over_time((max(${share}))[6h:5m])`;
    return prometheus(`clamp_min(predict_linear(${busiest}[14d:6h], ${AHEAD_DAYS * DAY_SECONDS}), 0)`);
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html: in us-east-1, some times a day. */
const BILLING = { region: "us-east-1", period: 6 * HOUR_SECONDS } as const;

/** Days of a month, on average. */
const MONTH_DAYS = 30.4;

export const monthlyCost: ViewPanel = {
  view: "AWS bill of the month",
  means:
    "What the account has cost since the month began, and what the month comes to at that pace, from its third day on.",
  unit: "currencyUSD",
  shape: "series",
  asks: () => [
    {
      over: "cloudwatch",
      id: "charged",
      region: BILLING.region,
      hidden: false,
      asks: {
        namespace: "AWS/Billing",
        metricName: "EstimatedCharges",
        dimensions: { Currency: "USD" },
        statistic: "Maximum",
        period: BILLING.period,
      },
    },
    {
      over: "cloudwatch",
      id: "ahead",
      region: BILLING.region,
      hidden: false,
      // DATE is the day of the month: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
      asks: {
        expression: `IF(DATE(charged) > 2, charged * ${MONTH_DAYS} / (DATE(charged) - 1 + HOUR(charged) / 24))`,
      },
    },
  ],
};

const bytesOf = (metric: CloudWatchMetricName, id: string, { identities }: Environment): CloudWatchQuery => {
  const { namespace, name, identity, fixed } = cloudWatchMetric(metric);
  return {
    over: "cloudwatch",
    id,
    region: "us-east-1",
    hidden: false,
    asks: {
      namespace,
      metricName: name,
      dimensions: {
        ...fixed,
        ...Object.fromEntries(Object.entries(identity).map(([key, role]) => [key, identities[role]])),
      },
      statistic: "Sum",
      period: HOUR_SECONDS,
    },
  };
};

export const cdnBytes: ViewPanel = {
  view: "CDN bandwidth",
  means: "Bytes that the CDN sent to viewers and took from them, each hour.",
  unit: "bytes",
  shape: "series",
  asks: (environment) => [bytesOf("cdn_bytes_out", "sent", environment), bytesOf("cdn_bytes_in", "taken", environment)],
};
