import { formatQuantity, inCanonicalUnit, inHours, inMinutes, type Quantity } from "../model/quantity";
import type { DatadogSource } from "../model/sources/datadog";
import { allowedShare } from "../plan/burn-rate";
import { tierMessageOf, wordTierNow } from "../plan/message";
import type { PlannedObjective, PlannedTier } from "../plan/plan";
import type { RenderContext } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import { objectiveTags, objectiveTitle, runbookUrl } from "../plan/wording";
import { all, monitorId, not, spell } from "./composite";
import type { DatadogDeclaration, MonitorDeclaration } from "./declaration";
import { metricName, spanCounts } from "./generated-metric";
import { datadogPriority, spellMessage, tagsFrom } from "./monitor";
import { ruleOf } from "./routing";

/**
 * An objective: the two counts that it is made of, Datadog's own record of its budget, and for each tier two monitors of the burn
 * rate and the composite that tells. Only the composite has a priority among its tags, and so a rule that carries it.
 */
export const renderObjective = (
  objective: PlannedObjective,
  source: DatadogSource,
  context: RenderContext,
): readonly DatadogDeclaration[] => [
  ...(source.type === "spans" ? spanCounts({ name: objective.id }, source, context) : []),
  renderBudget(objective, context),
  ...objective.tiers.flatMap((tier, index) => [
    renderRate(objective, tier, "long", context),
    renderRate(objective, tier, "short", context),
    renderTier(objective, tier, objective.tiers.slice(0, index), context),
  ]),
];

export const acceptsObjective = (source: DatadogSource): Refusal | undefined =>
  source.type === "spans"
    ? undefined
    : {
        what: `a ${source.type} source of Datadog as the events of an objective`,
        rule: "an objective counts spans, good and bad, each one",
        remedy: "read it from datadog.spans",
      };

/** @see https://docs.datadoghq.com/service_level_objectives/metric/ */
const renderBudget = (objective: PlannedObjective, context: RenderContext): DatadogDeclaration => {
  const { id, good, target } = objective;
  const percentage = inCanonicalUnit(target);
  const [bad, whole] = countsOf(objective, context);
  return {
    vendor: "datadog",
    type: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
    name: id,
    args: {
      name: `${objective.title} (${context.environment.name})`,
      type: "metric",
      description: `${formatQuantity(target)} of ${good}, over 30 days. ${objective.impact}`,
      // A count that is missing for a while is 0 in arithmetic (Datadog's default_zero: "always aligned as 0").
      query: { numerator: `${whole} - ${bad}`, denominator: whole },
      thresholds: [{ timeframe: "30d", target: percentage }],
      timeframe: "30d",
      targetThreshold: percentage,
      tags: tagsFrom(objectiveTags(context.environment.name, objective)),
    },
  };
};

const countsOf = (objective: PlannedObjective, context: RenderContext): readonly [bad: string, whole: string] => {
  const counted = (part: "bad" | "all"): string =>
    `sum:${metricName(context, { name: objective.id }, part)}{*}.as_count()`;
  return [counted("bad"), counted("all")];
};

type Span = "long" | "short";

/**
 * `sum(last_1h):(bad / all / 0.0005) * is_greater(bad, 19) > 14.4`: how many times the allowed share of events was bad, and 0 until
 * at least 20 were. The least number counts in the long window alone, where the tier's share of the budget is spent.
 */
const renderRate = (
  objective: PlannedObjective,
  tier: PlannedTier,
  span: Span,
  context: RenderContext,
): MonitorDeclaration => {
  const [bad, whole] = countsOf(objective, context);
  const window = span === "long" ? tier.longWindow : tier.shortWindow;
  const rate = `(${bad} / ${whole} / ${allowedShare(objective.target)})`;
  const enough = ` * is_greater(${bad}, ${inCanonicalUnit(tier.minimumBadEvents) - 1})`;
  const threshold = String(tier.burnRate);
  return {
    vendor: "datadog",
    type: "datadog:index/monitor:Monitor",
    name: ratePart(tier, span),
    args: {
      name: `${objective.title}: burn rate over ${formatQuantity(window)} (${context.environment.name})`,
      type: "query alert",
      query: `sum(${lastHours(window)}):${rate}${span === "long" ? enough : ""} > ${threshold}`,
      message: PART_MESSAGE,
      monitorThresholds: { critical: threshold },
      // No call, no failed call: OK, and never No Data (see composite.ts).
      onMissingData: "resolve",
      requireFullWindow: false,
      includeTags: true,
      notifyAudit: false,
      tags: tagsFrom({ ...objectiveTags(context.environment.name, objective), part: span }),
    },
  };
};

/** `api.availability_slo.one_hour.long` */
export const ratePart = ({ name }: Pick<PlannedTier, "name">, span: Span): string => `${name}.${span}`;

/** Of a monitor that no rule carries: whoever opens it in Datadog learns why. */
export const PART_MESSAGE = "Part of a composite monitor, which tells. It has no priority, so that no rule carries it.";

/**
 * Windows of metric monitors are `last_#m` up to 10080, `last_#h` up to 168, `last_1d` and `last_1w`
 * (https://docs.datadoghq.com/api/latest/monitors/, metric alert query): three days are `last_72h`.
 */
const lastHours = (window: Quantity<"duration">): string =>
  inHours(window) < 1 ? `last_${inMinutes(window)}m` : `last_${inHours(window)}h`;

/** Quiet while a faster tier tells: that one is the same cause, and louder. */
const renderTier = (
  objective: PlannedObjective,
  tier: PlannedTier,
  faster: readonly PlannedTier[],
  context: RenderContext,
): MonitorDeclaration => {
  const { environment } = context;
  const burning = (each: PlannedTier) => all(monitorId(ratePart(each, "long")), monitorId(ratePart(each, "short")));
  return {
    vendor: "datadog",
    type: "datadog:index/monitor:Monitor",
    name: tier.name,
    burns: { objective: objective.id, tier: tier.tier },
    after: [ruleOf({ service: objective.service, priority: tier.priority }, context)],
    args: {
      name: objectiveTitle(environment.name, objective, tier),
      type: "composite",
      query: spell(
        all(
          monitorId(`${tier.name}.long`),
          monitorId(`${tier.name}.short`),
          ...faster.map((other) => not(burning(other))),
        ),
      ),
      message: spellMessage(tierMessageOf(environment, objective, tier, faster), wordTierNow(tier)),
      notifyNoData: false,
      includeTags: true,
      notifyAudit: false,
      priority: datadogPriority[tier.priority],
      tags: tagsFrom({
        ...objectiveTags(environment.name, objective),
        priority: tier.priority.toLowerCase(),
      }),
      assets: [
        {
          category: "runbook",
          name: `Runbook: ${objective.title}`,
          url: runbookUrl(environment.runbookSite, objective),
        },
      ],
    },
  };
};
