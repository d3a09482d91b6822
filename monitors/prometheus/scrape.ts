import { formatQuantity, inSeconds, isDuration, seconds } from "../model/quantity";
import { SCRAPE_METRIC } from "../model/sources/prometheus";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { Refusal } from "../plan/refusal";
import { leastHistory, leastScrapes, SCRAPE_SECONDS, spellSeconds, type Query, type SupabaseSource } from "./promql";

/**
 * Whether Supabase's metrics are scraped at all. One rule speaks of that (`monitoring.heartbeat.supabase`); every other speaks of
 * missing data only while scrapes succeed, because neither Grafana's rules nor a rule file can inhibit one another.
 */

/**
 * The scrape's name. Grafana Cloud writes it as the label `scrape_job` on all that it reads, `up` among it; the scrape of one's own
 * Prometheus is given the same label, so that the rules are the same.
 */
export const scrapeJob = (environment: string): string => `driplo-${environment}-supabase`;

/** How many scrapes succeeded. Two series, of a scrape that was made anew, are not counted together. */
const succeeded = (environment: string, span: number): string =>
  `max(sum_over_time(${SCRAPE_METRIC}{scrape_job="${scrapeJob(environment)}"}[${spellSeconds(span)}]))`;

/** A scrape is up while at most one of the last six failed: one lost scrape is no news, the second is. */
const STEADY = { scrapes: 5, seconds: 6 * SCRAPE_SECONDS } as const;

/** Scrapes that fail before `STEADY` ends. */
const NOTICED_SECONDS = 2 * SCRAPE_SECONDS;

/** Longer than Prometheus needs from its start to the fifth scrape, so that a start pages nobody. */
const LEAST_SECONDS = STEADY.seconds + NOTICED_SECONDS;

/** Breaches once the second scrape of six has failed, and must then last for the rest of the threshold (`holdOf`). */
export const scrapeQuery = (environment: string): Query => ({
  value: succeeded(environment, STEADY.seconds),
  side: "below",
  than: STEADY.scrapes,
});

/** Seconds that the breach must last, so that the alert comes when nothing has arrived for as long as the threshold says. */
export const holdOf = ({ threshold: { at } }: PlannedLevel): number =>
  at !== undefined && isDuration(at) ? Math.max(0, inSeconds(at) - NOTICED_SECONDS) : 0;

export const refuseScrape = ({ levels }: PlannedMeasure): Refusal | undefined => {
  const soon = levels.find(
    ({ threshold: { at } }) => at !== undefined && isDuration(at) && inSeconds(at) <= LEAST_SECONDS,
  );
  return soon?.threshold.at === undefined
    ? undefined
    : {
        what: `${soon.name} fires after ${formatQuantity(soon.threshold.at)}`,
        rule: `a start of Prometheus takes ${formatQuantity(seconds(STEADY.seconds))} to its fifth scrape, and must not page`,
        remedy: `set a threshold above ${formatQuantity(seconds(LEAST_SECONDS))}`,
      };
};

/**
 * Holds while so much was scraped that the value is there unless its own series are missing. A value that asks for many scrapes of its
 * window is there no sooner than they are; every other needs a few recent ones.
 */
export const whileScraped = (environment: string, source: SupabaseSource, window: number): string => {
  const { scrapes, span } = needsOf(source, window);
  return `${succeeded(environment, span)} >= ${scrapes}`;
};

const needsOf = ({ type }: SupabaseSource, window: number): { readonly scrapes: number; readonly span: number } => {
  // One more minute, and one more scrape: the series arrive a moment after `up`.
  if (type === "idle time") return { scrapes: leastScrapes(window) + 1, span: window + SCRAPE_SECONDS };
  if (type === "remainder") return { scrapes: leastHistory(window) + 1, span: window };
  // A value of the last scrape alone is gone with the first that fails.
  const isOfLast = type === "state" || window < 2 * SCRAPE_SECONDS;
  return { scrapes: STEADY.scrapes + (isOfLast ? 1 : 0), span: STEADY.seconds };
};

/**
 * The value, and while the scrape is down one that cannot breach: Grafana then sees a value and no missing data, and the scrape's own
 * rule speaks. What is bad below its number is a share, a state or a remainder, and 100 is none of them.
 */
export const guardedByScrape = ({ value, side }: Query, scraped: string): string =>
  `${value}${GUARD}${scraped}) * ${side === "below" ? "100" : "0"}`;

const GUARD = " or on () absent(";

/** The value alone: what a dashboard draws, and what a simulation is handed. */
export const withoutGuard = (expression: string): string => {
  const at = expression.indexOf(`${GUARD}max(sum_over_time(${SCRAPE_METRIC}{`);
  return at === -1 ? expression : expression.slice(0, at);
};
