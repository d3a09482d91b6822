/**
 * What lets an AWS service act for us. A service acts for every customer of AWS's: without a condition on whom it acts for, somebody else
 * may have it use what is ours ("confused deputy"). Each condition is the one that the service's own guide has.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const documentOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Whom a service acts for: our account, and by name what of ours it is. A pattern may stand for the name. */
export const actingFor = (accountId: string, sourceArn: string | readonly string[]) => ({
  StringEquals: { "aws:SourceAccount": accountId },
  ArnLike: { "aws:SourceArn": sourceArn },
});

/** A role's trust of one service. */
export const trustOf = (service: string, condition: object): string =>
  documentOf({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole", Condition: condition });

interface Place {
  readonly region: string;
  readonly accountId: string;
}

/**
 * A rule of the default bus has no bus in its ARN.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export const ruleArn = (name: string, { region, accountId }: Place, bus?: string): string =>
  `arn:aws:events:${region}:${accountId}:rule/${bus === undefined ? "" : `${bus}/`}${name}`;

/**
 * Lets these rules write to a log group, or to all whose names begin alike. The services and actions are EventBridge's guide's:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 * The rule's ARN comes with the lines alone: "The conditional ARN for the Rule only applies to logs:PutLogEvents"
 * (https://github.com/aws-samples/serverless-patterns/pull/618, and so in the provider's own example of an event target). What is left
 * without a condition makes an empty stream.
 */
export const logPolicy = (groups: string, rules: string | readonly string[], { region, accountId }: Place): string => {
  const shared = {
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    Resource: `arn:aws:logs:${region}:${accountId}:log-group:${groups}`,
  };
  return documentOf(
    { ...shared, Action: "logs:CreateLogStream" },
    { ...shared, Action: "logs:PutLogEvents", Condition: { ArnEquals: { "aws:SourceArn": rules } } },
  );
};

/** Every alarm of the account in this region: only alarms publish to the topics. */
export const alarmsOf = ({ region, accountId }: Place): string => `arn:aws:cloudwatch:${region}:${accountId}:alarm:*`;
