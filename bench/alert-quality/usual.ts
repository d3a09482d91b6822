import type { PlannedMeasure } from "../../monitors/plan/plan";

/**
 * What is usual in the shop that the bench plays. Driplo publishes no figures, so these are ours: a shop whose every minimum of
 * traffic in the catalogue is met several times over by day and not at night, or those minimums would be wrong.
 */

/** Events a minute at the busiest hour of a weekday, by the measure's name. */
const eventsPerMinute: Readonly<Record<string, number>> = {
  "api.error_rate": 6_000,
  "search.error_rate": 600,
  "listings.upload_failures": 120,
  "accounts.registration_failures": 15,
  "payments.failure_rate": 15,
  "payments.failure_rate.declines": 15,
  "payments.webhook_failures": 90,
  "payments.payout_failures.sellers": 0.5,
  "payments.disputes": 15,
  "payments.silence": 15,
  "edge.cdn_error_rate": 30_000,
  "edge.cdn_cache_hit_ratio": 30_000,
  "infrastructure.network_latency": 6_000,
  "storefront.tap_failures": 100,
  "storefront.app_errors": 60,
  "storefront.error_rate": 150,
  "storefront.traffic": 150,
  "messaging.connection_failures": 100,
  "search.success_rate": 400,
  "database.index_hit_ratio.cache": 100_000,
  "database.index_hit_ratio.index": 500,
  "database.query_time": 10_000,
  "edge.ddos.blocked": 60,
  "edge.ddos.blocked_vercel": 120,
  "listings.activity": 20,
  "accounts.registrations": 15,
  "orders.conversion.search": 400,
  "orders.conversion.view": 200,
  "orders.conversion.contact": 60,
  "orders.conversion.purchase": 20,
  "orders.completion_rate": 15,
  "orders.revenue": 12,
  "payments.refunds": 1,
};

const OTHERWISE = 300;

export const busiestOf = ({ name }: Pick<PlannedMeasure, "name">): number => eventsPerMinute[name] ?? OTHERWISE;

/** Of the busiest hour's events, what is left of them at the quietest, and on a Saturday or Sunday of each hour's. */
const NIGHT = 0.08;
const WEEKEND = 0.75;
const QUIETEST_HOUR = 4;

/** @param at seconds since 1970; hours are UTC's, for a rhythm needs no zone */
export const rhythmAt = (at: number): number => {
  const hour = (at / 3_600) % 24;
  const wave = (1 - Math.cos((2 * Math.PI * (hour - QUIETEST_HOUR)) / 24)) / 2;
  const day = (Math.floor(at / 86_400) + 4) % 7;
  return (NIGHT + (1 - NIGHT) * wave) * (day === 0 || day === 6 ? WEEKEND : 1);
};

/** Of the way from nothing to the least grave level's number, where the good state is. */
export const goodShare = { above: 0.12, below: 0.4 } as const;
export const goodValue = { latency: 0.5, layout_shift: 0.5, utilisation: 0.6 } as const;
export const goodCount = 0.12;

/** A value is so much higher at the busiest hour than at the quietest. */
export const BUSY_SURCHARGE = 0.15;

/** Standard deviations, as shares of the value: of a minute, and of a whole day (days differ). */
export const noise = { minute: 0.08, utilisation: 0.04, day: 0.04 } as const;

/** Of the runs of a test, so many fail by a lost packet or a slow route; each is asked once more at once, and fails again as often. */
export const LOST_RUNS = 1 / 200;

/** Of those who start to pay, so many do. */
export const PAID = 0.6;
