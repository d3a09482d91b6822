import type { TrailSource } from "../model/sources/datadog";
import { trailRow } from "../model/sources/trail";
import { inSeconds } from "../model/quantity";
import type { Priority } from "../model/priority";
import type { Destination } from "../plan/destination";
import { messageLines, messageOf } from "../plan/message";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { wordTitle } from "../plan/wording";
import type { DatadogDeclaration, SecurityRuleDeclaration } from "./declaration";
import { tagList } from "./monitor";
import { readers } from "./routing";

/**
 * Cloud SIEM, the second pair of eyes on CloudTrail's records, from the trail's own bucket and through none of EventBridge. A signal
 * passes no monitor's notification rule, but one of its own, and cannot wait for CloudWatch's alarm to be first: it is told where
 * people read, and rings no phone.
 * @see https://docs.datadoghq.com/security/detection_rules/
 * @see https://docs.datadoghq.com/security/notifications/rules/
 */
export const renderSecurityRule = (
  { signal, measure, source }: Watch<TrailSource>,
  level: PlannedLevel,
  context: RenderContext,
): SecurityRuleDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
  name: level.name,
  watches: { signal: signal.id, measure: measure.key, level: level.level },
  args: {
    name: wordTitle(context.environment.name, signal, measure, level),
    message: messageLines(messageOf(context.environment, signal, measure, level), FILLED).join("\n"),
    type: "log_detection",
    enabled: true,
    queries: [
      {
        name: QUERY,
        query: searchOf(source, context),
        aggregation: "count",
        groupByFields: ["@userIdentity.arn"],
        // A principal without a name is told of as well.
        hasOptionalGroupByFields: true,
      },
    ],
    cases: [{ name: level.level, status: severities[level.priority], condition: `${QUERY} > 0` }],
    options: {
      detectionMethod: "threshold",
      evaluationWindow: EVALUATED_SECONDS,
      keepAlive: inSeconds(measure.window),
      maxSignalDuration: LONGEST_SECONDS,
    },
    tags: tagList(context, signal, level),
  },
});

/**
 * The principal by whom signals are grouped, and the signal's time; how many records came is the signal's own page.
 * @see https://docs.datadoghq.com/security/notifications/variables/
 */
const FILLED = { now: "records by {{@userIdentity.arn}}", since: "{{timestamp}}" } as const;

const QUERY = "records";

/** The shortest span that batches of a trail, which come every few minutes, do not fall through. */
const EVALUATED_SECONDS = 300;

const LONGEST_SECONDS = 86_400;

/** How long a signal may stay open without a new record (@pulumi/datadog SecurityMonitoringRuleOptions.keepAlive). */
export const keptAlive: readonly number[] = [0, 60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

const severities: Readonly<Record<Priority, string>> = { P0: "critical", P1: "high", P2: "medium", P3: "low" };

/** The event patterns of the table in Datadog's search, of this account's records (its log pipeline calls the event's name `evt.name`). */
export const searchOf = ({ events }: TrailSource, { environment: { aws } }: RenderContext): string => {
  const { calls, notBy } = trailRow(events);
  const each = calls.map((call) => searchFields(call).join(" "));
  const any = each.length === 1 ? each.join("") : each.map((call) => `(${call})`).join(" OR ");
  return [
    `source:cloudtrail @recipientAccountId:${aws.accountId}`,
    `(${any})`,
    ...(notBy === undefined ? [] : byOthersThan(aws.trustedPrincipals[notBy])),
  ].join(" ");
};

const byOthersThan = (trusted: readonly string[]): readonly string[] => {
  const anyOf = `(${trusted.map((arn) => `"${arn}"`).join(" OR ")})`;
  return [
    `-@userIdentity.sessionContext.sessionIssuer.arn:${anyOf}`,
    `-@userIdentity.arn:${anyOf}`,
    "-@userIdentity.type:AWSService",
  ];
};

const searchFields = (pattern: object, above = "@"): readonly string[] =>
  Object.entries(pattern).flatMap(([field, value]: readonly [string, unknown]) => {
    const path = field === "eventName" ? `${above}evt.name` : `${above}${field}`;
    if (Array.isArray(value)) return [searchValue(path, value)];
    return typeof value === "object" && value !== null ? searchFields(value, `${path}.`) : [];
  });

const searchValue = (path: string, values: readonly unknown[]): string => {
  const [first] = values;
  if (typeof first === "object" && first !== null)
    return "exists" in first ? `-${path}:*` : `-${path}:${String(Object.values(first)[0])}`;
  return values.length === 1 ? `${path}:${String(first)}` : `${path}:(${values.map(String).join(" OR ")})`;
};

const NOTIFICATION = "datadog:index/securityNotificationRule:SecurityNotificationRule";

/** One for each priority that a security rule has: to whoever reads of it. */
export const renderSecurityRouting = (
  destinations: readonly Destination[],
  rendered: readonly DatadogDeclaration[],
  context: RenderContext,
): readonly DatadogDeclaration[] => {
  const used = new Set(
    rendered.filter(isSecurityRule).flatMap(({ args }) => (args.tags ?? []).filter((tag) => typeof tag === "string")),
  );
  const byPriority = new Map(destinations.map((destination) => [destination.priority, destination]));
  return [...byPriority.values()]
    .filter(({ priority }) => used.has(`priority:${priority.toLowerCase()}`))
    .map(({ priority }): DatadogDeclaration => {
      const { environment } = context;
      const { targets, after } = readers({ priority }, context);
      return {
        vendor: "datadog",
        type: NOTIFICATION,
        name: priority,
        after,
        args: {
          name: `driplo-${environment.name}-security-${priority}`,
          enabled: true,
          selectors: {
            triggerSource: "security_signals",
            ruleTypes: ["log_detection"],
            severities: [severities[priority]],
            query: `env:${environment.name} priority:${priority.toLowerCase()}`,
          },
          targets: targets.map((target) => `@${target}`),
        },
      };
    });
};

export const isSecurityRule = (each: DatadogDeclaration): each is SecurityRuleDeclaration =>
  each.type === "datadog:index/securityMonitoringRule:SecurityMonitoringRule";
