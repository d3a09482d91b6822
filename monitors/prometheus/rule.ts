import type { MissingData } from "../model/missing-data";
import { inSeconds, isDuration } from "../model/quantity";
import type { SignalKind } from "../model/signal-kind";
import type { Stage } from "../model/stage";
import type { GrafanaSource } from "../model/sources/source";
import type { Environment } from "../model/environment";
import type { Watched } from "../declaration/declaration";
import type { Destination } from "../plan/destination";
import { messageOf, withUnit } from "../plan/message";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { tagsOf, wordTitle } from "../plan/wording";
import { heartbeatQuery } from "./heartbeat";
import { queryOf, SCRAPE_SECONDS, spellSeconds, type Query } from "./promql";
import { holdOf, scrapeQuery, whileScraped } from "./scrape";
import { sqlQueryOf } from "./sql";

/** One level of one measure as an alert rule, before it is Grafana's or a line of a rule file. */
export interface AlertRule {
  readonly name: string;
  readonly watches: Watched;
  readonly stage: Stage;
  readonly destination: Pick<Destination, "service" | "priority">;
  /** Whether the query is PromQL, over what is scraped, or SQL, over the shop's tables. */
  readonly over: "metrics" | "tables";
  readonly query: Query;
  /** Holds while what the query reads is scraped: only then is its silence told. Absent of what Prometheus does not scrape, and of the scrape. */
  readonly scraped?: string;
  readonly everySeconds: number;
  /** How long the breach must last, as Prometheus spells it. */
  readonly holdFor: string;
  readonly silence: Exclude<MissingData, "keep">;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<"summary" | "impact" | "first_action" | "threshold" | "runbook_url", string>>;
  /** What the query's value is read as, after the number; or the words that say it, where the number says nothing to people. */
  readonly now: { readonly unit: string; readonly decimals: 0 | 2 } | { readonly words: string };
}

export const rulesOf = (watch: Watch<GrafanaSource>, context: RenderContext): readonly AlertRule[] =>
  watch.measure.levels.map((level) => ruleOf(watch, level, context));

const ruleOf = (watch: Watch<GrafanaSource>, level: PlannedLevel, { environment }: RenderContext): AlertRule => {
  const { signal, measure, role } = watch;
  const title = wordTitle(environment.name, signal, measure, level);
  const { runbook, firstAction, impact, threshold } = messageOf(environment, signal, measure, level);
  return {
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    stage: signal.stage,
    destination: { service: signal.service, priority: level.priority },
    ...evaluationOf(watch, level, environment),
    holdFor: spellSeconds(lastingSeconds(watch, level)),
    silence: silenceOf(watch, level),
    labels: tagsOf(environment.name, signal, level),
    annotations: {
      summary: role === "backstop" ? `${title}, backstop` : title,
      impact,
      first_action: firstAction,
      threshold,
      runbook_url: runbook,
    },
    now: nowOf(watch),
  };
};

/** Spans come in seconds (`promql.ts`), and of what compares how far it is on the bad side. */
const nowOf = ({ measure: { kind } }: Watch<GrafanaSource>): AlertRule["now"] =>
  readings[kind] ?? { unit: withUnit("", kind), decimals: 2 };

const readings: Readonly<Partial<Record<SignalKind, AlertRule["now"]>>> = {
  outage: { words: "it does not answer" },
  heartbeat: { words: "nothing is heard" },
  forecast: { words: "nothing is left by then" },
  silence: { unit: "waited in vain", decimals: 0 },
  count: { unit: "events", decimals: 0 },
  change: { unit: "% on the bad side", decimals: 2 },
  latency: { unit: "s", decimals: 2 },
};

const evaluationOf = (
  { measure, source }: Watch<GrafanaSource>,
  level: PlannedLevel,
  { name, identities, businessQueries }: Environment,
): Pick<AlertRule, "over" | "query" | "scraped" | "everySeconds"> => {
  if (source.type === "sql")
    return {
      over: "tables",
      query: sqlQueryOf(measure, source, level, businessQueries[source.number] ?? ""),
      everySeconds: pace(inSeconds(measure.window)),
    };
  // No faster than there are new points.
  const series = { over: "metrics", everySeconds: SCRAPE_SECONDS } as const;
  if (source.type === "heartbeat") return { ...series, query: heartbeatQuery(level, source, name) };
  if (source.type === "scrape") return { ...series, query: scrapeQuery(name) };
  return {
    ...series,
    query: queryOf(measure, source, level, identities.supabaseProject),
    scraped: whileScraped(name, source, inSeconds(measure.window)),
  };
};

/**
 * The shop's own database answers, so it is asked no more often than the answer can have changed by much: twelve times a window,
 * at most each minute (what pages at once: 15 minutes) and at least each hour. Whole minutes.
 */
const pace = (window: number): number => 60 * Math.min(60, Math.max(1, Math.floor(window / 12 / 60)));

/**
 * A backstop waits three minutes longer than its primary: two integrations on one PagerDuty service do not de-duplicate, so the
 * primary's incident must be open first (PagerDuty, event management).
 */
const HOLD_OFF_SECONDS = 180;

/** Only an outage must last to be one, and a scrape's end; every other value is of a window already. */
const lastingSeconds = ({ measure, role, source }: Watch<GrafanaSource>, level: PlannedLevel): number => {
  const { at } = level.threshold;
  if (source.type === "scrape") return holdOf(level);
  const lasts = measure.kind === "outage" && at !== undefined && isDuration(at) ? inSeconds(at) : 0;
  return role === "backstop" ? lasts + HOLD_OFF_SECONDS : lasts;
};

/**
 * A backstop's silence is no news: the primary tells of its own, and rows that read the same endpoint first tell of its. Of a
 * measure's levels the gravest tells: they read the same, and one silence is one alert.
 */
const silenceOf = ({ measure, role }: Watch<GrafanaSource>, level: PlannedLevel): AlertRule["silence"] => {
  const { missingData, levels } = measure;
  if (role === "backstop" || missingData === "keep") return "ok";
  return missingData === "notify" && level !== levels.at(-1) ? "ok" : missingData;
};
