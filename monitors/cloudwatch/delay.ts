import { cloudWatchMetrics, type CloudWatchMetricName, type CloudWatchSource } from "../model/sources/cloudwatch";
import { added, assumed, documented, MESSAGE, message, type Delay } from "../plan/delay";

const ONE_MINUTE = documented(
  60,
  "the minute of the point",
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html (standard resolution)",
);
const FIVE_MINUTES = documented(
  300,
  "the five minutes of the point",
  "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html (basic monitoring)",
);
const CUSTOM = assumed(
  15,
  "CloudWatch takes a point that is put",
  "no figure is published for points of the present; sends are synchronous calls of its API",
);
const AWS_SERVICE = documented(
  120,
  "an AWS service publishes a one-minute metric",
  "https://docs.datadoghq.com/integrations/guide/cloud-metric-delay/ (availability of 1-minute metrics: about 2 minutes; AWS has no figure)",
);
const AWS_SERVICE_BASIC = documented(
  600,
  "an AWS service publishes a five-minute metric",
  "https://docs.datadoghq.com/integrations/guide/cloud-metric-delay/ (5-10 minutes; the greater is taken)",
);
const HEALTH = assumed(
  180,
  "Route 53 publishes a check's status",
  "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html says that several minutes may pass, and no figure",
);
const BUS = documented(
  60,
  "EventBridge sends its metrics every minute",
  "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html",
);
const LOG_GROUP = assumed(
  60,
  "an event, into a log group, through its filter, into a point",
  "no figure is published; a filter counts by the minute, and a minute is taken for all of it",
);

const CALL = assumed(60, "CloudTrail hands a call to EventBridge", "AWS says 'near real time'; no figure");
const CHILD = assumed(
  5,
  "an alarm hears of another's change",
  "AWS says that it is evaluated at each change; no figure",
);

type Namespace = (typeof cloudWatchMetrics)[CloudWatchMetricName]["namespace"];

/** A point is whole when its period is over; an alarm cannot judge part of a minute that a service has not published. */
const metricDelays: Readonly<Record<Namespace, Delay>> = {
  "AWS/EC2": added(FIVE_MINUTES, AWS_SERVICE_BASIC),
  "AWS/CloudFront": added(ONE_MINUTE, AWS_SERVICE),
  "AWS/WAFV2": added(ONE_MINUTE, AWS_SERVICE),
  "AWS/DDoSProtection": added(ONE_MINUTE, AWS_SERVICE),
  CWAgent: added(ONE_MINUTE, CUSTOM),
  "Driplo/Checkout": added(CUSTOM),
};

const slowest = (first: CloudWatchMetricName, ...others: readonly CloudWatchMetricName[]): Delay =>
  others
    .map((name) => metricDelays[cloudWatchMetrics[name].namespace])
    .reduce((a, b) => (b.seconds > a.seconds ? b : a), metricDelays[cloudWatchMetrics[first].namespace]);

type Plain = Exclude<CloudWatchSource, { readonly type: "metric" | "mean of sums" }>;

const rows: Readonly<Record<Plain["type"], Delay>> = {
  "health check": added(ONE_MINUTE, HEALTH),
  heartbeat: added(MESSAGE, BUS),
  trail: added(CALL, LOG_GROUP),
  alarms: added(CHILD),
  events: added(MESSAGE, LOG_GROUP),
  "share of events": added(MESSAGE, LOG_GROUP),
  "no events": added(MESSAGE, LOG_GROUP),
  "undelivered events": added(ONE_MINUTE, AWS_SERVICE),
};

export const cloudWatchDelay = (source: CloudWatchSource): Delay => {
  if (source.type === "metric") return slowest(source.metric);
  return source.type === "mean of sums" ? slowest(...source.spent, ...source.times) : rows[source.type];
};

export const cloudWatchNotification: Delay = message("the alarm's message to SNS, and from there by HTTPS");
