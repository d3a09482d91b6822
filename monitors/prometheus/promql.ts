import { assertNever } from "../model/assert-never";
import { inCanonicalUnit, inSeconds, isDuration } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import {
  supabaseMetric,
  type PrometheusHeartbeatSource,
  type PrometheusSource,
  type ScrapeSource,
  type SupabaseMetricName,
} from "../model/sources/prometheus";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";

/**
 * The PromQL of a measure. It gives a value and does not compare it, because a query that compares is empty while all is
 * well and while nothing is measured, and nobody could tell the two apart.
 */
export interface Query {
  readonly value: string;
  readonly side: "above" | "below";
  readonly than: number;
}

/** What is read from Supabase's metrics. A heartbeat is another vendor's (`heartbeat.ts`), the scrape its own (`scrape.ts`). */
export type SupabaseSource = Exclude<PrometheusSource, PrometheusHeartbeatSource | ScrapeSource>;

/** The endpoint has a new point a minute (docs: "collecting … at a granularity of 1 minute", supabase/supabase-grafana README). */
export const SCRAPE_SECONDS = 60;

export const queryOf = (
  measure: PlannedMeasure,
  source: SupabaseSource,
  level: PlannedLevel,
  project: string,
): Query => ({ value: valueOf(measure, source, level, project), ...limitOf(measure, source, level) });

const limitOf = ({ kind }: PlannedMeasure, { type }: SupabaseSource, level: PlannedLevel): Omit<Query, "value"> => {
  // The number of these two stands elsewhere: in how long it lasts, and in how far the query looks ahead.
  if (type === "state") return { side: "below", than: 1 };
  if (type === "remainder") return { side: "below", than: 0 };
  return { side: kindRow(kind).breach === "below" ? "below" : "above", than: thresholdOf(level) };
};

/** Shares are made in percent, and spans come in seconds. */
const thresholdOf = ({ threshold }: PlannedLevel): number => {
  if (threshold.at === undefined) return 0;
  return isDuration(threshold.at) ? inSeconds(threshold.at) : inCanonicalUnit(threshold.at);
};

const valueOf = (measure: PlannedMeasure, source: SupabaseSource, level: PlannedLevel, project: string): string => {
  const window = `[${spellSeconds(inSeconds(measure.window))}]`;
  const series = (name: SupabaseMetricName): string => selectorOf(name, project);
  const risen = (name: SupabaseMetricName): string => `sum(increase(${series(name)}${window}))`;
  switch (source.type) {
    case "state":
      return `min(${series(source.metric)})`;
    case "span":
      return `max(${overTime(measure)}(${series(source.metric)}${window}))`;
    case "mean time":
      return guarded(`${risen(source.spent)} / ${risen(source.times)}`, risen(source.times), measure);
    case "hits": {
      const all = `(${risen(source.hits)} + ${risen(source.misses)})`;
      return guarded(`100 * ${risen(source.hits)} / ${all}`, all, measure);
    }
    case "idle time":
      return idleShare(`${series(source.idle)}${window}`, measure);
    case "free share":
      return worst(source.free, lasting(`100 - 100 * ${series(source.free)} / ${series(source.whole)}`, measure));
    case "pool":
      return `max(${lasting(poolShare(series(source.active), series(source.size)), measure)})`;
    case "remainder":
      return foreseen(source.left, series(source.left), measure, level);
    default:
      return assertNever(source);
  }
};

/** One metric of a project. */
export const selectorOf = (name: SupabaseMetricName, project: string): string => {
  const { name: metric, labels } = supabaseMetric(name);
  return `${metric}{${[`supabase_project_ref="${project}"`, ...(labels === undefined ? [] : [labels])].join(",")}}`;
};

const overTime = ({ statistic }: PlannedMeasure): string => (statistic === "max" ? "max_over_time" : "avg_over_time");

/** The window's mean or maximum of what is calculated from several series: asked at each scrape within it. */
const lasting = (value: string, measure: PlannedMeasure): string =>
  `${overTime(measure)}((${value})[${spellSeconds(inSeconds(measure.window))}:${spellSeconds(SCRAPE_SECONDS)}])`;

const worst = (of: SupabaseMetricName, value: string, operator = "max"): string => {
  const { each } = supabaseMetric(of);
  return `${operator}${each === undefined ? "" : ` by (${each})`}(${value})`;
};

/**
 * `rate` spreads what it saw over the whole window: two scrapes after a gap would make 81 idle seconds of 300, and a busy processor of a
 * bored one. All scrapes but one must be there (prometheus/prometheus promql/functions.go, extrapolatedRate).
 */
const idleShare = (range: string, { window }: PlannedMeasure): string =>
  `100 - 100 * avg(rate(${range}) and count_over_time(${range}) >= ${leastScrapes(inSeconds(window))})`;

export const leastScrapes = (window: number): number => Math.max(2, Math.floor(window / SCRAPE_SECONDS) - 1);

/** A pool is one of a database and a user, and each may have as many connections as its database's size says. */
export const poolShare = (active: string, size: string): string =>
  `100 * ${active} / on (database) group_left label_replace(max by (name)(${size}), "database", "$1", "name", "(.*)")`;

/**
 * Below the least traffic the value is one that cannot breach; where nothing is measured it stays absent, so that silence is
 * still told from quiet.
 */
const guarded = (value: string, traffic: string, { kind, minimumTraffic }: PlannedMeasure): string => {
  if (minimumTraffic === undefined) return value;
  const least = String(inCanonicalUnit(minimumTraffic));
  const quiet = kindRow(kind).breach === "below" ? "100" : "0";
  return `(${value} and ${traffic} >= ${least}) or (${traffic} < ${least}) * 0 + ${quiet}`;
};

/** A line through an hour of points says nothing of a fortnight: at least half of the history must be there. */
const LEAST_HISTORY = 0.5;

/** What is left at the end of the span that the threshold says, on the line through the window. */
const foreseen = (
  metric: SupabaseMetricName,
  series: string,
  { window }: PlannedMeasure,
  { threshold }: PlannedLevel,
): string => {
  const history = inSeconds(window);
  const range = `${series}[${spellSeconds(history)}]`;
  const ahead = threshold.at !== undefined && isDuration(threshold.at) ? inSeconds(threshold.at) : 0;
  const line = `predict_linear(${range}, ${ahead})`;
  return worst(metric, `${line} and count_over_time(${range}) >= ${leastHistory(history)}`, "min");
};

export const leastHistory = (window: number): number => Math.floor((window / SCRAPE_SECONDS) * LEAST_HISTORY);

const units = [
  { letter: "d", seconds: 86_400 },
  { letter: "h", seconds: 3_600 },
  { letter: "m", seconds: 60 },
  { letter: "s", seconds: 1 },
] as const;

/**
 * As Prometheus itself writes a span: 210 → "3m30s". Any other spelling of it comes back changed from Grafana and is a
 * difference for ever (grafana/terraform-provider-grafana#955). Parts of a second are rounded up.
 */
export const spellSeconds = (span: number): string => {
  let left = Math.ceil(span);
  const parts = units.flatMap(({ letter, seconds }) => {
    const whole = Math.floor(left / seconds);
    left -= whole * seconds;
    return whole === 0 ? [] : [`${whole}${letter}`];
  });
  return parts.length === 0 ? "0s" : parts.join("");
};
