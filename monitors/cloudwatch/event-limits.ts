import { tooLong } from "../plan/limits";
import type { Refusal } from "../plan/refusal";
import type { CloudWatchDeclaration } from "./declaration";

/** Limits of what events go through: rules, archives, log groups, queues, and the rules that count distinct things. */
export const checkEvents = (declaration: CloudWatchDeclaration): readonly Refusal[] => {
  if (declaration.type === "aws:cloudwatch/eventRule:EventRule")
    return checkEventRule(declaration.args.name, declaration.args.eventPattern);
  if (declaration.type === "aws:cloudwatch/eventArchive:EventArchive")
    return tooLong("the archive's name", declaration.args.name, EVENT_LIMITS.archive, "CreateArchive", SHORTER_KEY);
  if (declaration.type === "aws:cloudwatch/contributorInsightRule:ContributorInsightRule")
    return checkInsightRule(declaration.args.ruleName, declaration.args.ruleDefinition);
  if (declaration.type === "aws:sqs/queue:Queue")
    return tooLong("the queue's name", declaration.args.name, EVENT_LIMITS.queue, "CreateQueue", SHORTER_KEY);
  return declaration.type === "aws:cloudwatch/logGroup:LogGroup" ? checkLogGroup(declaration.args) : [];
};

const checkLogGroup = ({ name, retentionInDays }: LogGroup["args"]): readonly Refusal[] => [
  ...tooLong("the log group's name", name, EVENT_LIMITS.logGroup, "CreateLogGroup", SHORTER_KEY),
  ...(retentionInDays === undefined || RETENTIONS.has(Number(retentionInDays))
    ? []
    : [
        {
          what: `the log group keeps its lines ${Number(retentionInDays)} days`,
          rule: `PutRetentionPolicy takes one of ${[...RETENTIONS].join(", ")}`,
          remedy: "keep them for one of these",
        },
      ]),
];

type LogGroup = Extract<CloudWatchDeclaration, { type: "aws:cloudwatch/logGroup:LogGroup" }>;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

const checkInsightRule = (name: unknown, definition: unknown): readonly Refusal[] => [
  ...tooLong("the rule's name", name, EVENT_LIMITS.insightRule, "PutInsightRule", SHORTER_KEY),
  ...tooLong("the rule's definition", definition, EVENT_LIMITS.definition, "PutInsightRule", SHORTER_KEY),
];

export const SHORTER_KEY = "shorten the service's or the signal's key";

/**
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (name),
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (event pattern size, 2,048 characters unless raised),
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html,
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_InsightRule.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
const EVENT_LIMITS = {
  ruleName: 64,
  pattern: 2_048,
  logGroup: 512,
  archive: 48,
  insightRule: 128,
  definition: 8_192,
  queue: 80,
} as const;

const checkEventRule = (name: unknown, pattern: unknown): readonly Refusal[] => [
  ...tooLong("the rule's name", name, EVENT_LIMITS.ruleName, "PutRule", SHORTER_KEY),
  ...tooLong(
    "the event pattern",
    pattern,
    EVENT_LIMITS.pattern,
    "EventBridge's quotas",
    "name fewer in it: trusted principals of the configuration, or events of monitors/model/sources",
  ),
];
