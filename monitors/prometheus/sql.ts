import { assertNever } from "../model/assert-never";
import { inCanonicalUnit, inSeconds, isDuration, type Quantity } from "../model/quantity";
import type { Breach } from "../model/signal-kind";
import { businessNumber, type BusinessSource } from "../model/sources/business";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { Query } from "./promql";
import { endsBack, RECORDED } from "./ends";
import { usualQueryOf } from "./usual-sql";

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
  value:
    measure.kind === "anomaly"
      ? usualQueryOf(measure, source, level, file)
      : [spansOf(measure, level), answersOf(measure, source, file), judgementOf(measure, level)].join("\n"),
  ...limitOf(measure, level),
});

/**
 * What the number was at each of so many moments of the board's span, each over the measure's own window; of what is judged against the
 * usual it is the number itself, and no deviations. Undefined of what the tables do not tell of an earlier moment.
 * Grafana fills in the span: https://grafana.com/docs/grafana/latest/datasources/postgres/query-editor/ (macros)
 */
export const historyQueryOf = (
  measure: PlannedMeasure,
  source: BusinessSource,
  level: PlannedLevel,
  file: string,
): string | undefined =>
  businessNumber(source.number).known === "present"
    ? undefined
    : [
        `with moment as (
  select $__timeFrom()::timestamptz as first, $__timeTo()::timestamptz as last
), span as (
  select until - ${interval(inSeconds(lastsOf(measure, level)))} as start, until
  from moment cross join lateral generate_series(
    first, last, greatest((last - first) / ${MOMENTS}, ${interval(inSeconds(lastsOf(measure, level)) / 2)})) as until
),`,
        answersOf(measure, source, file),
        `select until as time, ${measure.kind === "silence" ? "coalesce(value, 0)" : "value"}::float8 as value from number where since < until order by until`,
      ].join("\n");

/** Points in a panel: as many as its width shows, and as few as the tables bear. */
const MOMENTS = 60;

/** A silence's number is how far back the query looks; what it gives is how many waited in vain. */
const limitOf = ({ kind, breach }: PlannedMeasure, { threshold }: PlannedLevel): Omit<Query, "value"> =>
  kind === "silence"
    ? { side: "above", than: 0 }
    : {
        // What compares gives how far the value is on its bad side, so that more is always worse.
        side: breach === "below" && kind === "hit_ratio" ? "below" : "above",
        than: threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at),
      };

const interval = (seconds: number): string => `interval '${seconds} seconds'`;

const spansOf = (measure: PlannedMeasure, { threshold }: PlannedLevel): string => {
  const { kind, window, against } = measure;
  const lasts = lastsOf(measure, { threshold });
  if (kind === "change") return spansBack(inSeconds(window), against === undefined ? 0 : inSeconds(against), 1);
  return `with span as (
  select now() - ${interval(inSeconds(lasts))} as start, now() as until
),`;
};

const lastsOf = (
  { kind, window }: PlannedMeasure,
  { threshold }: Pick<PlannedLevel, "threshold">,
): Quantity<"duration"> =>
  kind === "silence" && threshold.at !== undefined && isDuration(threshold.at) ? threshold.at : window;

const spansBack = (window: number, step: number, times: number): string => `with span as (
  select ago, until - ${interval(window)} as start, until
${endsBack(interval(step), times)}
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
      const enough = leastBad === undefined ? "" : ` and part >= ${inCanonicalUnit(leastBad)}`;
      return `case when whole >= ${least}${enough} then 100.0 * part / whole end as value, whole as events, since`;
    }
    case "amount":
    case "worth":
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
/** Grafana alerts on a series, and so wants a time: https://grafana.com/docs/grafana/latest/datasources/postgres/alerting/ */
const judgementOf = (measure: PlannedMeasure, { breach }: PlannedLevel): string => {
  if (measure.kind === "change") return movementSince(measure, breach);
  const harmless = measure.kind === "hit_ratio" ? 100 : 0;
  return `select now() as time, coalesce(value, ${harmless})::float8 as value from number where ${RECORDED}`;
};

/** How far `now` is from `then`, counted on the bad side. */
const towards = (breach: Breach, then: string, now: string): string => {
  if (breach === "both") return `abs(${then} - ${now})`;
  return breach === "below" ? `(${then} - ${now})` : `(${now} - ${then})`;
};

const movementSince = ({ minimumTraffic }: PlannedMeasure, breach: Breach): string => `
select now() as time, coalesce(
  100.0 * ${towards(breach, "earlier.value", "present.value")} / nullif(earlier.value, 0), 0)::float8 as value
from number as present
left join number as earlier on earlier.ago = 1 and earlier.since <= earlier.start and earlier.events >= ${leastOf(minimumTraffic)}
where present.ago = 0 and present.${RECORDED}`;
