import { inCanonicalUnit, inSeconds } from "../model/quantity";
import { dataStream, type ElasticSource, type LogClass } from "../model/sources/elastic";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { tagsOf, wordTitle } from "../plan/wording";
import { RULE, type ElasticDeclaration, type RuleDeclaration } from "./declaration";
import { actionsOf } from "./routing";

/** The rules of one measure, one for each level. */
export const render = (watch: Watch<ElasticSource>, context: RenderContext): readonly ElasticDeclaration[] =>
  watch.measure.levels.map((level) => renderRule(watch, level, context));

const renderRule = (watch: Watch<ElasticSource>, level: PlannedLevel, context: RenderContext): RuleDeclaration => {
  const { signal, measure, role } = watch;
  const { environment } = context;
  const title = wordTitle(environment.name, signal, measure, level);
  return {
    vendor: "elastic",
    type: RULE,
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    args: {
      name: role === "backstop" ? `${title}, backstop` : title,
      ruleTypeId: ".es-query",
      // As in the provider's own examples (docs/resources/kibana_alerting_rule.md): whoever may see stack rules sees it.
      consumer: "alerts",
      interval: "1m",
      alertDelay: runsOf(role),
      params: JSON.stringify(paramsOf(watch, level, context)),
      actions: signal.stage === "draft" ? [] : actionsOf(watch, level, context),
      tags: Object.entries(tagsOf(environment.name, signal, level)).map(([key, value]) => `${key}:${value}`),
    },
  };
};

/** A rule runs each minute. */
export const RUN_SECONDS = 60;

/**
 * A backstop waits for its primary: two integrations of one PagerDuty service do not de-duplicate, so the primary's incident
 * must be open three minutes before (PagerDuty, event management). Its first run that finds something is the first of four.
 */
const HOLD_OFF_SECONDS = 180;

const runsOf = (role: Watch["role"]): number => (role === "backstop" ? 1 + HOLD_OFF_SECONDS / RUN_SECONDS : 1);

/** Clients that are judged at each run, the busiest first; Kibana takes 1,000 (stack_alerts/common/constants, MAX_GROUPS). */
const CLIENTS = 100;

const paramsOf = ({ measure, source }: Watch<ElasticSource>, { threshold }: PlannedLevel, context: RenderContext) =>
  countParams(source, {
    environment: context.environment.name,
    moreThan: threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at),
    overMinutes: inSeconds(measure.window) / RUN_SECONDS,
  });

interface Counted {
  readonly environment: string;
  readonly moreThan: number;
  readonly overMinutes: number;
}

/**
 * An Elasticsearch query rule: counts what matches in the window, and where it is grouped each group by itself.
 * @see https://www.elastic.co/docs/explore-analyze/alerting/alerts/rule-type-es-query
 */
export const countParams = (
  source: Pick<ElasticSource, "where" | "by"> & { readonly in: LogClass | "dead_letter" },
  { environment, moreThan, overMinutes }: Counted,
) => ({
  searchType: "esQuery",
  index: [dataStream(source.in, environment)],
  timeField: "@timestamp",
  esQuery: JSON.stringify(queryOf(source)),
  aggType: "count",
  ...(source.by === undefined ? { groupBy: "all" } : { groupBy: "top", termField: source.by, termSize: CLIENTS }),
  thresholdComparator: ">",
  threshold: [moreThan],
  timeWindowSize: overMinutes,
  timeWindowUnit: "m",
  // What an earlier run has seen already belongs to the window all the same.
  excludeHitsFromPreviousRun: false,
  // No document is looked at, and so none stands in a message.
  size: 0,
});

const queryOf = ({ where }: Pick<ElasticSource, "where">) => ({
  query: { bool: { filter: Object.entries(where).map(([field, value]) => ({ term: { [field]: value } })) } },
});
