import type { MissingData } from "../model/missing-data";
import { inSeconds, isDuration } from "../model/quantity";
import type { Stage } from "../model/stage";
import type { PrometheusSource } from "../model/sources/prometheus";
import type { Watched } from "../declaration/declaration";
import type { Destination } from "../plan/destination";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/vendor";
import { runbookUrl, tagsOf, wordTitle } from "../plan/wording";
import { heartbeatQuery } from "./heartbeat";
import { queryOf, spellSeconds, type Query } from "./promql";

/** One level of one measure as an alert rule, before it is Grafana's or a line of a rule file. */
export interface AlertRule {
  readonly name: string;
  readonly watches: Watched;
  readonly stage: Stage;
  readonly destination: Pick<Destination, "service" | "priority">;
  readonly query: Query;
  /** How long the breach must last, as Prometheus spells it. */
  readonly holdFor: string;
  readonly silence: Exclude<MissingData, "keep">;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<"summary" | "impact" | "runbook_url", string>>;
}

export const rulesOf = (watch: Watch<PrometheusSource>, context: RenderContext): readonly AlertRule[] =>
  watch.measure.levels.map((level) => ruleOf(watch, level, context));

const ruleOf = (watch: Watch<PrometheusSource>, level: PlannedLevel, { environment }: RenderContext): AlertRule => {
  const { signal, measure, source, role } = watch;
  const title = wordTitle(environment.name, signal, measure, level);
  return {
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    stage: signal.stage,
    destination: { service: signal.service, priority: level.priority },
    query:
      source.type === "heartbeat"
        ? heartbeatQuery(level, source, environment.name)
        : queryOf(measure, source, level, environment.identities.supabaseProject),
    holdFor: spellSeconds(lastingSeconds(watch, level)),
    silence: silenceOf(watch),
    labels: tagsOf(environment.name, signal, level),
    annotations: {
      summary: role === "backstop" ? `${title}, backstop` : title,
      impact: signal.impact,
      runbook_url: runbookUrl(environment.runbookSite, signal),
    },
  };
};

/**
 * A backstop waits three minutes longer than its primary: two integrations on one PagerDuty service do not de-duplicate, so the
 * primary's incident must be open first (PagerDuty, event management).
 */
const HOLD_OFF_SECONDS = 180;

/** Only an outage must last to be one; every other value is of a window already. */
const lastingSeconds = ({ measure, role }: Watch<PrometheusSource>, { threshold }: PlannedLevel): number => {
  const lasts =
    measure.kind === "outage" && threshold.at !== undefined && isDuration(threshold.at) ? inSeconds(threshold.at) : 0;
  return role === "backstop" ? lasts + HOLD_OFF_SECONDS : lasts;
};

/** A backstop's silence is no news: the primary tells of its own, and rows that read the same endpoint first tell of its. */
const silenceOf = ({ measure, role }: Watch<PrometheusSource>): AlertRule["silence"] =>
  role === "backstop" || measure.missingData === "keep" ? "ok" : measure.missingData;
