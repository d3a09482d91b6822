import type { IdentityRole } from "../environment";
import type { Quantity } from "../quantity";
import type { Feed } from "./source";

/**
 * CloudWatch's sources. A metric is a row of one cited table: namespace, name and dimensions as AWS publishes them, the
 * unit the value comes in, the region it lives in, and the fastest period at which it has a point.
 */
interface MetricRow {
  readonly namespace: string;
  readonly name: string;
  readonly unit: "percent" | "ms" | "count";
  /** Dimensions that name a thing of this environment, and those with a fixed value. */
  readonly identity: Readonly<Record<string, IdentityRole>>;
  readonly fixed: Readonly<Record<string, string>>;
  /** `global`: the service publishes to us-east-1 alone, and an alarm cannot look across regions. */
  readonly home: "regional" | "global";
  readonly resolutionSeconds: 60 | 300;
  /** The metric that says how much traffic a share is of, for the minimum. */
  readonly traffic?: string;
}

const workers = { identity: { AutoScalingGroupName: "workerGroup" }, fixed: {}, home: "regional" } as const;
const cdn = { identity: { DistributionId: "cdnDistribution" }, fixed: { Region: "Global" }, home: "global" } as const;

/**
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html (AWS/EC2; one-minute
 *   points need detailed monitoring, so five minutes are assumed)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html (CWAgent)
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 *   (AWS/CloudFront; OriginLatency and CacheHitRate are additional metrics, switched on in `infra/integrations/aws`)
 */
export const cloudWatchMetrics = {
  worker_cpu: { namespace: "AWS/EC2", name: "CPUUtilization", unit: "percent", resolutionSeconds: 300, ...workers },
  worker_memory: { namespace: "CWAgent", name: "mem_used_percent", unit: "percent", resolutionSeconds: 60, ...workers },
  worker_disk: {
    namespace: "CWAgent",
    name: "disk_used_percent",
    unit: "percent",
    resolutionSeconds: 60,
    ...workers,
    // The agent sends a rollup by group and path; by group alone, any mount that is full by nature would be the worst.
    fixed: { path: "/" },
  },
  cdn_requests: { namespace: "AWS/CloudFront", name: "Requests", unit: "count", resolutionSeconds: 60, ...cdn },
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
} as const satisfies Readonly<Record<string, MetricRow>>;

export type CloudWatchMetricName = keyof typeof cloudWatchMetrics;

/** The row, with its optional fields visible. */
export const cloudWatchMetric = (name: CloudWatchMetricName): MetricRow & { readonly traffic?: CloudWatchMetricName } =>
  cloudWatchMetrics[name];

interface Base<T extends string> {
  readonly vendor: "cloudwatch";
  readonly type: T;
  readonly reads: readonly Feed[];
}

export interface CloudWatchMetricSource extends Base<"metric"> {
  readonly metric: CloudWatchMetricName;
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

export type CloudWatchSource = CloudWatchMetricSource | HealthCheckSource | CloudWatchHeartbeatSource;

/** Sources of CloudWatch. */
export const cloudwatch = {
  metric: (metric: CloudWatchMetricName): CloudWatchMetricSource => ({
    vendor: "cloudwatch",
    type: "metric",
    metric,
    reads: [`cloudwatch:${cloudWatchMetrics[metric].namespace}/${cloudWatchMetrics[metric].name}`],
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
