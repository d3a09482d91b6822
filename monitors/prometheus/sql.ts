import { assertNever } from "../model/assert-never";
import { inCanonicalUnit, inSeconds, isDuration, type Quantity } from "../model/quantity";
import type { Breach } from "../model/signal-kind";
import { businessNumber, type BusinessSource } from "../model/sources/business";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { Query } from "./promql";

/**
 * The SQL of a measure, around the file of its number. The file counts within one `span` (`start`, `until`); here stand the
 * spans that are asked for, and what is made of the answers. There is no row, and so no data, while there is no record. Once there is
 * one, each answer is exactly one row with a number in it: too little traffic, and too short a record to know the usual by, give one that
 * cannot breach.
 */
export const sqlQueryOf = (
  measure: PlannedMeasure,
  source: BusinessSource,
  level: PlannedLevel,
  file: string,
): Query => ({
  value: [spansOf(measure, level), answersOf(measure, source, file), judgementOf(measure, level)].join("\n"),
  ...limitOf(measure, level),
});

/** A silence's number is how far back the query looks; what it gives is how many waited in vain. */
const limitOf = ({ kind, breach }: PlannedMeasure, { threshold }: PlannedLevel): Omit<Query, "value"> =>
  kind === "silence"
    ? { side: "above", than: 0 }
    : {
        // What compares gives how far the value is on its bad side, so that more is always worse.
        side: breach === "below" && kind === "hit_ratio" ? "below" : "above",
        than: threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at),
      };

/** The shop's week is its customers': the same hour by their clock, also across the change to summer time. */
const CLOCK = "Europe/Paris";

/** Of a usual that fewer weeks make nothing is said; more weeks than these would be another season. */
export const WEEKS = { least: 4, most: 8 } as const;

const WEEK_SECONDS = 604_800;

const interval = (seconds: number): string => `interval '${String(seconds)} seconds'`;

const spansOf = (measure: PlannedMeasure, { threshold }: PlannedLevel): string => {
  const { kind, window, against } = measure;
  if (kind === "anomaly") return spansBack(inSeconds(window), WEEK_SECONDS, WEEKS.most);
  if (kind === "change") return spansBack(inSeconds(window), against === undefined ? 0 : inSeconds(against), 1);
  const lasts = kind === "silence" && threshold.at !== undefined && isDuration(threshold.at) ? threshold.at : window;
  return `with span as (
  select now() - ${interval(inSeconds(lasts))} as start, now() as until
),`;
};

/** `ago` 0 is the present one. It keeps its own instant: the hour that autumn repeats has one name and is two. */
const spansBack = (window: number, step: number, times: number): string => `with span as (
  select ago, until - ${interval(window)} as start, until
  from (
    select ago, case when ago = 0 then now()
      else (now() at time zone '${CLOCK}' - ago * ${interval(step)}) at time zone '${CLOCK}' end as until
    from generate_series(0, ${String(times)}) as ago
  ) as ends
),`;

const answersOf = ({ minimumTraffic }: PlannedMeasure, source: BusinessSource, file: string): string => `number as (
  select span.*, ${columnsOf(source, minimumTraffic)}
  from span cross join lateral (
${file}
  ) as counted
)`;

/** `value`, null where nothing can be said of it, and `since`; of the comparable ones also `events`. */
const columnsOf = ({ number, leastBad }: BusinessSource, minimumTraffic: Quantity<"count"> | undefined): string => {
  const { gives } = businessNumber(number);
  const least = leastOf(minimumTraffic);
  switch (gives) {
    case "good share":
    case "bad share": {
      const enough = leastBad === undefined ? "" : ` and part >= ${String(inCanonicalUnit(leastBad))}`;
      return `case when whole >= ${least}${enough} then 100.0 * part / whole end as value, whole as events, since`;
    }
    case "amount":
      return "amount as value, events, since";
    case "silence":
      return `case when happened = 0 and expected >= ${least} then expected end as value, since`;
    default:
      return assertNever(gives);
  }
};

const leastOf = (minimumTraffic: Quantity<"count"> | undefined): string =>
  String(minimumTraffic === undefined ? 1 : inCanonicalUnit(minimumTraffic));

/**
 * A record that did not begin is no data, and never what cannot breach. Of an answer without rows Grafana does what the row says of silence:
 * https://github.com/grafana/grafana/pull/59121
 */
const RECORDED = "since is not null";

/** Grafana alerts on a series, and so wants a time: https://grafana.com/docs/grafana/latest/datasources/postgres/alerting/ */
const judgementOf = (measure: PlannedMeasure, { breach }: PlannedLevel): string => {
  if (measure.kind === "anomaly") return distanceFromUsual(measure, breach);
  if (measure.kind === "change") return movementSince(measure, breach);
  const harmless = measure.kind === "hit_ratio" ? 100 : 0;
  return `select now() as time, coalesce(value, ${String(harmless)})::float8 as value from number where ${RECORDED}`;
};

/** How far `now` is from `then`, counted on the bad side. */
const towards = (breach: Breach, then: string, now: string): string => {
  if (breach === "both") return `abs(${then} - ${now})`;
  return breach === "below" ? `(${then} - ${now})` : `(${now} - ${then})`;
};

/**
 * Sample deviations of the same span in the weeks before. They are at least what chance alone does to a number that is made of
 * so many events (of 9, a third): eight equal weeks by accident, or a quiet night, make no deviation of nothing.
 */
const distanceFromUsual = ({ minimumTraffic }: PlannedMeasure, breach: Breach): string => `, present as (
  select value, events from number where ago = 0
), usual as (
  select avg(value) as value, stddev_samp(value) as deviation, avg(events) as events, count(value) as weeks
  from number where ago > 0 and since <= start
)
select now() as time, coalesce(
  case when usual.weeks >= ${String(WEEKS.least)} and greatest(present.events, usual.events) >= ${leastOf(minimumTraffic)} then
    ${towards(breach, "usual.value", "present.value")} / nullif(greatest(
      usual.deviation,
      greatest(present.value, usual.value) / sqrt(nullif(greatest(present.events, usual.events), 0))
    ), 0)
  end, 0)::float8 as value
from present cross join usual
where exists (select from number where ${RECORDED})`;

const movementSince = ({ minimumTraffic }: PlannedMeasure, breach: Breach): string => `
select now() as time, coalesce(
  100.0 * ${towards(breach, "earlier.value", "present.value")} / nullif(earlier.value, 0), 0)::float8 as value
from number as present
left join number as earlier on earlier.ago = 1 and earlier.since <= earlier.start and earlier.events >= ${leastOf(minimumTraffic)}
where present.ago = 0 and present.${RECORDED}`;
