import type { Environment } from "../model/environment";
import { ref } from "../model/late";
import { inSeconds } from "../model/quantity";
import type { CloudWatchSource, TrailSource } from "../model/sources/cloudwatch";
import { trailRow, type TrailEvents } from "../model/sources/trail";
import type { RenderContext, Watch } from "../plan/watch";
import { renderAlarm } from "./alarm";
import type { CloudWatchDeclaration } from "./declaration";
import { GLOBAL_REGION, physicalName } from "./names";
import { logPolicy, ruleArn } from "./trust";

/**
 * CloudTrail's records → EventBridge's rule → a log group that keeps them → a metric of how many → an alarm. The rule is in
 * us-east-1, where IAM's calls and root's sign-ins are recorded; its twin in our own region sends what it finds there. The alarm
 * tells through the topics that all alarms tell through: PagerDuty reads alarms and no events.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html (the rule's state)
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const renderTrail = (
  watch: Watch<CloudWatchSource>,
  { events }: TrailSource,
  context: RenderContext,
): readonly CloudWatchDeclaration[] => {
  const { measure } = watch;
  const { environment } = context;
  const pattern = patternOf(events, environment);
  const metric = physicalName(environment.name, measure.name);
  return [
    ...renderKeeping(measure.name, pattern, context),
    renderCount(measure.name, context),
    ...(environment.aws.region === GLOBAL_REGION ? [] : renderForwarding(measure.name, pattern, context)),
    ...measure.levels.map((level) =>
      renderAlarm(
        watch,
        level,
        "global",
        {
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          // One record is enough; the alarm stands as long as the window, and with it the incident.
          evaluationPeriods: inSeconds(measure.window) / PERIOD_SECONDS,
          datapointsToAlarm: 1,
          namespace: NAMESPACE,
          metricName: metric,
          period: PERIOD_SECONDS,
          statistic: "Sum",
        },
        context,
      ),
    ),
  ];
};

export const PERIOD_SECONDS = 60;

const NAMESPACE = "Driplo/CloudTrail";

/** Without it EventBridge leaves out what only reads, such as GetSecretValue. */
const WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** Evidence: as long as an audit may ask for it. CloudWatch Logs takes 400 days (API_PutRetentionPolicy). */
const KEPT_DAYS = 400;

/** The forwarding role's logical name; `infra/integrations/aws` declares it. */
export const FORWARDER = "trail";

/** Whom the record names: a role by the role itself, which issued the session, anybody else by their own ARN. */
const byOthersThan = (trusted: readonly string[]): object => ({
  $or: [
    { sessionContext: { sessionIssuer: { arn: [{ "anything-but": trusted }] } } },
    { sessionContext: { sessionIssuer: { arn: [{ exists: false }] } }, arn: [{ "anything-but": trusted }] },
    // Neither: a principal without a name is nobody's friend, but for AWS's own services.
    {
      sessionContext: { sessionIssuer: { arn: [{ exists: false }] } },
      arn: [{ exists: false }],
      type: [{ "anything-but": ["AWSService"] }],
    },
  ],
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html; an `$or` has at least two sides. */
export const patternOf = (events: TrailEvents, { aws }: Pick<Environment, "aws">): string => {
  const { calls, notBy } = trailRow(events);
  const [only] = calls;
  return JSON.stringify({
    // "AWS API Call", "AWS Console Sign In" and others of the service
    "detail-type": [{ suffix: "via CloudTrail" }],
    detail: {
      ...(calls.length === 1 ? only : { $or: calls }),
      ...(notBy === undefined ? {} : { userIdentity: byOthersThan(aws.trustedPrincipals[notBy]) }),
    },
  });
};

const renderKeeping = (
  name: string,
  eventPattern: string,
  { environment }: RenderContext,
): readonly CloudWatchDeclaration[] => {
  const physical = physicalName(environment.name, name);
  const group = ref("aws:cloudwatch/logGroup:LogGroup", name, "arn");
  const groupName = `/aws/events/${physical}`;
  const region = GLOBAL_REGION;
  const place = { region, accountId: environment.aws.accountId };
  const tags = { env: environment.name };
  return [
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/logGroup:LogGroup",
      name,
      // EventBridge's console knows only groups of this prefix.
      args: { name: groupName, retentionInDays: KEPT_DAYS, region, tags },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
      name,
      args: {
        policyName: physical,
        // EventBridge writes to a log group by the group's own policy, and by no role.
        policyDocument: logPolicy(`${groupName}:*`, ruleArn(physical, place), place),
        region,
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventRule:EventRule",
      name,
      args: {
        name: physical,
        description: `${name}: kept, and counted`,
        eventPattern,
        state: WITH_READS,
        region,
        tags,
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name,
      args: { rule: ref("aws:cloudwatch/eventRule:EventRule", name, "name"), targetId: "log", arn: group, region },
    },
  ];
};

/** How many records the group was given. */
const renderCount = (name: string, { environment }: RenderContext): CloudWatchDeclaration => {
  const physical = physicalName(environment.name, name);
  return {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    name,
    args: {
      name: physical,
      logGroupName: ref("aws:cloudwatch/logGroup:LogGroup", name, "name"),
      // Every record in the group. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
      pattern: "",
      metricTransformation: { namespace: NAMESPACE, name: physical, value: "1", unit: "Count" },
      region: GLOBAL_REGION,
    },
  };
};

const renderForwarding = (
  name: string,
  eventPattern: string,
  { environment }: RenderContext,
): readonly CloudWatchDeclaration[] => {
  const logical = `${name}.forward`;
  const { region, accountId } = environment.aws;
  return [
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventRule:EventRule",
      name: logical,
      args: {
        name: physicalName(environment.name, logical),
        description: `${name}: sent to ${GLOBAL_REGION}`,
        eventPattern,
        state: WITH_READS,
        region,
        tags: { env: environment.name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name: logical,
      args: {
        rule: ref("aws:cloudwatch/eventRule:EventRule", logical, "name"),
        targetId: "hub",
        arn: hubOf(accountId),
        roleArn: ref("aws:iam/role:Role", FORWARDER, "arn"),
        region,
      },
    },
  ];
};

/** The default bus of us-east-1. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html */
export const hubOf = (accountId: string): string => `arn:aws:events:${GLOBAL_REGION}:${accountId}:event-bus/default`;
