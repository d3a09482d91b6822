import { ref } from "../model/late";
import { inCanonicalUnit, inSeconds, type Quantity } from "../model/quantity";
import type { CloudWatchSource, HealthCheckSource } from "../model/sources/cloudwatch";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { renderAlarm } from "./alarm";
import type { AlarmDeclaration, CloudWatchDeclaration } from "./declaration";
import { physicalName } from "./names";

/** HealthCheckStatus is 1 or 0, once a minute. */
const HEALTH_CHECK_PERIOD = 60;

/**
 * A backstop waits for its primary: three bad minutes in a row. Two integrations on one PagerDuty service do not
 * de-duplicate, so the primary's incident must be open first (PagerDuty, event management).
 */
const BACKSTOP_HOLD_OFF_PERIODS = 3;

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html: at least three regions. */
const CHECKER_REGIONS = ["eu-west-1", "us-east-1", "ap-southeast-1"];

export const renderHealthCheck = (
  watch: Watch<CloudWatchSource>,
  source: HealthCheckSource,
  level: PlannedLevel,
  context: RenderContext,
): readonly [CloudWatchDeclaration, AlarmDeclaration] => {
  const { environment } = context;
  const periods = watch.role === "backstop" ? BACKSTOP_HOLD_OFF_PERIODS : 1;
  const alarm = renderAlarm(
    watch,
    level,
    "global",
    {
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: ref("aws:route53/healthCheck:HealthCheck", level.name, "id") },
      period: HEALTH_CHECK_PERIOD,
      statistic: "Minimum",
    },
    context,
  );
  return [
    {
      vendor: "cloudwatch",
      type: "aws:route53/healthCheck:HealthCheck",
      name: level.name,
      args: {
        type: "HTTPS",
        fqdn: environment.identities[source.host],
        port: 443,
        resourcePath: source.path,
        requestInterval: inSeconds(source.every),
        failureThreshold: failuresOf(level, source.every),
        regions: CHECKER_REGIONS,
        enableSni: true,
        tags: { Name: physicalName(environment.name, level.name), env: environment.name, signal: watch.signal.id },
      },
    },
    alarm,
  ];
};

/** Down for 30 s, asked every 10 s, is three failures in a row. */
export const failuresOf = ({ threshold }: PlannedLevel, every: Quantity<"duration">): number =>
  threshold.at === undefined ? 1 : Math.ceil(inCanonicalUnit(threshold.at) / inCanonicalUnit(every));
