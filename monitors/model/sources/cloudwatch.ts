import type { IdentityRole, PaidFeature } from "../environment";
import { lookUp } from "../look-up";
import type { Quantity } from "../quantity";
import type { Feed } from "./feed";
import type { StripeEvents } from "./stripe";
import type { TrailEvents } from "./trail";

/**
 * CloudWatch's sources. A metric is a row of one cited table: namespace, name and dimensions as AWS publishes them, the
 * unit the value comes in, the region it lives in, and the fastest period at which it has a point.
 */
interface MetricRow {
  readonly namespace: string;
  readonly name: string;
  /** `indicator`: 0, or anything else while it happens. */
  readonly unit: "percent" | "ms" | "count" | "bytes" | "indicator";
  /** Dimensions that name a thing of this environment, and those with a fixed value. */
  readonly identity: Readonly<Record<string, IdentityRole>>;
  readonly fixed: Readonly<Record<string, string>>;
  /** `global`: the service publishes to us-east-1 alone, and an alarm cannot look across regions. */
  readonly home: "regional" | "global";
  readonly resolutionSeconds: 60 | 300;
  /** Dimension that holds the CDN distribution's ARN. */
  readonly distributionArn?: string;
  /** Dimension that holds the environment's name: metrics of our own have one. */
  readonly environment?: string;
  /** Published only for those who pay for it; the configuration says who does. */
  readonly requires?: PaidFeature;
  /** The metric that says how much traffic a share is of, for the minimum. */
  readonly traffic?: string;
}

const workers = { identity: { AutoScalingGroupName: "workerGroup" }, fixed: {}, home: "regional" } as const;
const cdn = { identity: { DistributionId: "cdnDistribution" }, fixed: { Region: "Global" }, home: "global" } as const;

const agent = { namespace: "CWAgent", resolutionSeconds: 60, ...workers } as const;

/**
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html (AWS/EC2; one-minute
 *   points need detailed monitoring, so five minutes are assumed)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html (CWAgent;
 *   of diskio's counts and times "the only statistic that should be used" is the sum)
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 *   (AWS/CloudFront; OriginLatency and CacheHitRate are additional metrics, switched on in `infra/integrations/aws`)
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html (AWS/WAFV2; for a CloudFront distribution
 *   without the dimension Region; a point only in minutes that are not zero)
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/shield-metrics.html (AWS/DDoSProtection; each minute of an event and
 *   once a day otherwise, so that its silence is peace; for CloudFront in us-east-1)
 */
export const cloudWatchMetrics = {
  worker_cpu: { namespace: "AWS/EC2", name: "CPUUtilization", unit: "percent", resolutionSeconds: 300, ...workers },
  worker_network_in: { namespace: "AWS/EC2", name: "NetworkIn", unit: "bytes", resolutionSeconds: 300, ...workers },
  worker_network_out: { namespace: "AWS/EC2", name: "NetworkOut", unit: "bytes", resolutionSeconds: 300, ...workers },
  worker_memory: { name: "mem_used_percent", unit: "percent", ...agent },
  /** Requests that were handed to the disk's driver and have not come back. */
  worker_disk_queue: { name: "diskio_iops_in_progress", unit: "count", ...agent },
  worker_disk_reads: { name: "diskio_reads", unit: "count", ...agent },
  worker_disk_writes: { name: "diskio_writes", unit: "count", ...agent },
  /** Milliseconds that requests waited, all of them added up. */
  worker_disk_read_time: { name: "diskio_read_time", unit: "ms", ...agent },
  worker_disk_write_time: { name: "diskio_write_time", unit: "ms", ...agent },
  worker_disk: {
    name: "disk_used_percent",
    unit: "percent",
    ...agent,
    // The agent sends a rollup by group and path; by group alone, any mount that is full by nature would be the worst.
    fixed: { path: "/" },
  },
  cdn_requests: { namespace: "AWS/CloudFront", name: "Requests", unit: "count", resolutionSeconds: 60, ...cdn },
  /** What viewers were sent, and what they sent. */
  cdn_bytes_out: { namespace: "AWS/CloudFront", name: "BytesDownloaded", unit: "bytes", resolutionSeconds: 60, ...cdn },
  cdn_bytes_in: { namespace: "AWS/CloudFront", name: "BytesUploaded", unit: "bytes", resolutionSeconds: 60, ...cdn },
  cdn_5xx_rate: {
    namespace: "AWS/CloudFront",
    name: "5xxErrorRate",
    unit: "percent",
    resolutionSeconds: 60,
    traffic: "cdn_requests",
    ...cdn,
  },
  cdn_cache_hit_rate: {
    namespace: "AWS/CloudFront",
    name: "CacheHitRate",
    unit: "percent",
    resolutionSeconds: 60,
    traffic: "cdn_requests",
    ...cdn,
  },
  cdn_origin_latency: {
    namespace: "AWS/CloudFront",
    name: "OriginLatency",
    unit: "ms",
    resolutionSeconds: 60,
    traffic: "cdn_requests",
    ...cdn,
  },
  cdn_blocked_requests: {
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    unit: "count",
    resolutionSeconds: 60,
    identity: { WebACL: "webAcl" },
    fixed: { Rule: "ALL" },
    home: "global",
  },
  /** Put by our own server when a buyer starts to pay: of Stripe's events none says so. */
  checkouts_started: {
    namespace: "Driplo/Checkout",
    name: "CheckoutStarted",
    unit: "count",
    resolutionSeconds: 60,
    identity: {},
    fixed: {},
    environment: "Environment",
    home: "regional",
  },
  cdn_under_attack: {
    namespace: "AWS/DDoSProtection",
    name: "DDoSDetected",
    unit: "indicator",
    resolutionSeconds: 60,
    identity: {},
    fixed: {},
    distributionArn: "ResourceArn",
    home: "global",
    requires: "shieldAdvanced",
  },
} as const satisfies Readonly<Record<string, MetricRow>>;

export type CloudWatchMetricName = keyof typeof cloudWatchMetrics;

/** The row, with its optional fields visible. */
export const cloudWatchMetric = (name: CloudWatchMetricName): MetricRow & { readonly traffic?: CloudWatchMetricName } =>
  cloudWatchMetrics[name];

interface Base<T extends string> {
  readonly vendor: "cloudwatch";
  readonly type: T;
  readonly reads: readonly Feed[];
  /** What the environment must pay for before there is anything to read. */
  readonly requires?: PaidFeature;
}

export interface CloudWatchMetricSource extends Base<"metric"> {
  readonly metric: CloudWatchMetricName;
}

/** A mean made of sums: what was spent on things, by how many of them there were. */
export interface CloudWatchMeanSource extends Base<"mean of sums"> {
  readonly spent: readonly [CloudWatchMetricName, ...CloudWatchMetricName[]];
  readonly times: readonly [CloudWatchMetricName, ...CloudWatchMetricName[]];
}

/** Route 53 health checkers around the world ask; their verdict becomes a CloudWatch metric. */
export interface HealthCheckSource extends Base<"health check"> {
  readonly host: IdentityRole;
  readonly path: `/${string}`;
  /** Route 53 takes 10 s or 30 s. */
  readonly every: Quantity<"duration">;
}

/** What Datadog's monitors send to Amazon EventBridge, counted there. */
export interface CloudWatchHeartbeatSource extends Base<"heartbeat"> {
  readonly of: "datadog";
}

/** Records of CloudTrail that EventBridge picks out, wherever in the account's watched regions they are made. */
export interface TrailSource extends Base<"trail"> {
  readonly events: TrailEvents;
}

/** Other levels of ours, by name: all of these, and any of those, at once. */
export interface AlarmsSource extends Base<"alarms"> {
  readonly all: readonly [string, ...string[]];
  readonly any: readonly [string, ...string[]];
  readonly needs: readonly string[];
}

/** How many of Stripe's events there were. */
export interface EventsSource extends Base<"events"> {
  readonly events: StripeEvents;
}

/** The share of Stripe's events, or of what they tell of, that are of a worse sort. */
export interface EventShareSource extends Base<"share of events"> {
  readonly part: StripeEvents;
  readonly whole: StripeEvents;
  /** Fewer bad ones than this are never told of, whatever their share. */
  readonly leastPart?: Quantity<"count">;
}

/** None of Stripe's events, while a metric says that there should be. */
export interface NoEventsSource extends Base<"no events"> {
  readonly events: StripeEvents;
  readonly while: CloudWatchMetricName;
}

/** Stripe's events that reached the account and none of what counts them. */
export type UndeliveredSource = Base<"undelivered events">;

export type CloudWatchSource =
  | CloudWatchMetricSource
  | CloudWatchMeanSource
  | HealthCheckSource
  | CloudWatchHeartbeatSource
  | TrailSource
  | AlarmsSource
  | EventsSource
  | EventShareSource
  | NoEventsSource
  | UndeliveredSource;

const STRIPE: Feed = "cloudwatch:Stripe";

const feedOf = (metric: CloudWatchMetricName): Feed => {
  const row = lookUp<MetricRow>(cloudWatchMetrics, metric);
  return `cloudwatch:${String(row?.namespace)}/${String(row?.name)}`;
};

const requirementOf = (metric: CloudWatchMetricName): Pick<Base<string>, "requires"> => {
  const requires = lookUp<MetricRow>(cloudWatchMetrics, metric)?.requires;
  return requires === undefined ? {} : { requires };
};

/** Sources of CloudWatch. */
export const cloudwatch = {
  metric: (metric: CloudWatchMetricName): CloudWatchMetricSource => ({
    vendor: "cloudwatch",
    type: "metric",
    metric,
    reads: [feedOf(metric)],
    ...requirementOf(metric),
  }),

  meanOfSums: (args: Omit<CloudWatchMeanSource, keyof Base<string>>): CloudWatchMeanSource => ({
    vendor: "cloudwatch",
    type: "mean of sums",
    reads: [...args.spent, ...args.times].map(feedOf),
    ...args,
  }),

  trail: (events: TrailEvents): TrailSource => ({
    vendor: "cloudwatch",
    type: "trail",
    events,
    reads: ["cloudwatch:CloudTrail"],
  }),

  /** @example cloudwatch.events("refunds") */
  events: (events: StripeEvents): EventsSource => ({ vendor: "cloudwatch", type: "events", events, reads: [STRIPE] }),

  eventShare: (args: Omit<EventShareSource, keyof Base<string>>): EventShareSource => ({
    vendor: "cloudwatch",
    type: "share of events",
    reads: [STRIPE],
    ...args,
  }),

  noEvents: (args: Omit<NoEventsSource, keyof Base<string>>): NoEventsSource => ({
    vendor: "cloudwatch",
    type: "no events",
    reads: [STRIPE, feedOf(args.while)],
    ...args,
  }),

  undeliveredEvents: (): UndeliveredSource => ({ vendor: "cloudwatch", type: "undelivered events", reads: [STRIPE] }),

  /** `requires`: what the alarms themselves are paid for. */
  alarms: ({ all, any, ...paid }: Pick<AlarmsSource, "all" | "any" | "requires">): AlarmsSource => ({
    vendor: "cloudwatch",
    type: "alarms",
    all,
    any,
    needs: [...all, ...any],
    ...paid,
    reads: ["cloudwatch:alarms"],
  }),

  healthCheck: (args: Omit<HealthCheckSource, keyof Base<string>>): HealthCheckSource => ({
    vendor: "cloudwatch",
    type: "health check",
    reads: ["cloudwatch:AWS/Route53/HealthCheckStatus"],
    ...args,
  }),

  /** What another vendor's own alerting sends every few minutes (`infra/integrations/heartbeat`). */
  heartbeat: ({ of }: Pick<CloudWatchHeartbeatSource, "of">): CloudWatchHeartbeatSource => ({
    vendor: "cloudwatch",
    type: "heartbeat",
    of,
    reads: [`cloudwatch:heartbeat/${of}`],
  }),
} as const;
