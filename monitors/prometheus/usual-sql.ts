import { inCanonicalUnit, inSeconds } from "../model/quantity";
import type { Breach } from "../model/signal-kind";
import { businessNumber, type BusinessSource } from "../model/sources/business";
import { judgingOf } from "../plan/alerts-from";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import { MOST_UNLIKE, multiplesOf, PLENTY, WEEK_SECONDS, WEEKS, type Judging } from "../plan/usual";
import { endsBack, RECORDED } from "./ends";

/**
 * `judgeUsual` of `monitors/plan/usual.ts` in SQL: deviations from the usual, counted on the bad side. It tries windows until one
 * holds enough, the shortest first; only the weeks before choose it, so that the present is tested once. Without a record there is no
 * row; what cannot be compared is 0 and cannot breach. Postgres allows a recursive term no aggregates of its own, but a lateral
 * subquery's: https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-RECURSIVE
 */
export const usualQueryOf = (
  measure: PlannedMeasure,
  source: BusinessSource,
  level: PlannedLevel,
  file: string,
): string => {
  const { gives } = businessNumber(source.number);
  const leastBad = source.leastBad === undefined ? 0 : inCanonicalUnit(source.leastBad);
  const judging = judgingOf(measure, source, level);
  return writeUsual({
    isWorth: gives === "worth",
    leastBad,
    judging,
    window: inSeconds(measure.window),
    breach: level.breach,
    file,
  });
};

/** All that such a query says, whatever the row: `sql-question.ts` reads it back. */
export interface UsualQuestion {
  readonly judging: Judging;
  /** Whether an amount's events come to more or less than one. */
  readonly isWorth: boolean;
  readonly leastBad: number;
  /** Seconds. */
  readonly window: number;
  readonly breach: Breach;
  readonly file: string;
}

export const writeUsual = (question: UsualQuestion): string => {
  const { judging, window, breach, file } = question;
  const multiples = multiplesOf(window, judging.tellsOfFall);
  const { usual, compared } = judging.gives === "amount" ? amounts : shares;
  return `with recursive level as (
  select ${judging.deviations}::float8 as deviations
), tried as (
  select 0 as step, 0::float8 as value, false as enough, false as begun
  union all
  select tried.step + 1, coalesce(judged.value, 0), coalesce(judged.enough, false), coalesce(judged.begun, false)
  from tried cross join lateral (
with span as (
  select ago, until - (array[${multiples.join(", ")}])[tried.step + 1] * interval '${window} seconds' as start, until
${endsBack(`interval '${WEEK_SECONDS} seconds'`, WEEKS.most)}
),
number as (
  select span.*, ${columnsOf(question)}
  from span cross join lateral (
${file}
  ) as counted
), present as (
  select value, events, squares from number where ago = 0
), usual as (
${usual}
  from number where ago > 0 and since <= start
)
select
  ${distanceOf(judging, breach)} as value,
  ${enoughOf(judging)} as enough,
  exists (select from number where ${RECORDED}) as begun
from present cross join usual cross join level${compared}
  ) as judged
  where not tried.enough and tried.step < ${multiples.length}
)
select now() as time, value from tried where begun order by step desc limit 1`;
};

/** As in `Counted`. `value` is null where the span holds too little to be compared. */
const columnsOf = ({ judging: { gives, least }, isWorth, leastBad }: UsualQuestion): string => {
  if (isWorth) return "amount::float8 as value, events::float8 as events, squares::float8 as squares, since";
  if (gives === "amount") return "amount::float8 as value, events::float8 as events, events::float8 as squares, since";
  const enough = leastBad === 0 ? "" : ` and part >= ${leastBad}`;
  return `case when whole >= ${least}${enough} then part::float8 end as value, whole::float8 as events, null::float8 as squares, since`;
};

interface Comparison {
  /** Of the weeks before: `recorded`, those of them with a `value` (`weeks`), its `total`, and their mean `events`. */
  readonly usual: string;
  /** `fallen`, `unlike`, and how many equal events are usually `there`. */
  readonly compared: string;
}

const amounts: Comparison = {
  usual: `  select count(*) as recorded, count(value) as weeks, sum(value) as total, avg(events) as events,
    sum(squares) / nullif(sum(value), 0) as worth, var_samp(value) as spread`,
  compared: `
cross join lateral (
  select coalesce(usual.worth, present.squares / nullif(present.value, 0)) as worth, present.value * weeks < total as below,
    1 / (weeks + 1)::float8 as odds
) as one
cross join lateral (
  select (present.value + total) / one.worth as together, present.value / one.worth as seen,
    greatest(1, spread / nullif(total / weeks * one.worth, 0)) as unlike, total / weeks / one.worth as there
) as counted
cross join lateral (
  select case when below then seen else greatest(0, seen - 1) end + 0.5 as here
) as continuous
cross join lateral (
  select case when together >= 1 then
    -(here + 1 / 6.0 - (together + 1 / 3.0) * odds) / nullif(abs(here - together * odds), 0)
    * sqrt(2 / (1 + 1 / (6 * together)) * greatest(0,
        here * ln(here / (together * odds)) + (together - here) * ln((together - here) / (together - together * odds))))
    / sqrt(unlike)
  end as fallen
) as tail`,
};

const shares: Comparison = {
  usual: `  select count(*) as recorded, count(value) as weeks, sum(value) as total,
    avg(events) filter (where value is not null) as events, sum(events) filter (where value is not null) as whole,
    sum(value ^ 2 / events) as spread`,
  compared: `
cross join lateral (
  select total / whole as share, (present.value + total) / (present.events + whole) as pooled, total / nullif(weeks, 0) as there
) as counted
cross join lateral (
  select greatest(1, (spread - whole * share ^ 2) / nullif((weeks - 1) * share * (1 - share), 0)) as unlike,
    sqrt(pooled * (1 - pooled) * (1 / nullif(present.events, 0) + 1 / whole)) as deviation
) as chance
cross join lateral (
  select (share - present.value / nullif(present.events, 0)) / nullif(deviation, 0) / sqrt(unlike) as fallen
) as tail`,
};

const distanceOf = ({ least }: Judging, breach: Breach): string =>
  `case when weeks >= ${WEEKS.least} and greatest(present.events, usual.events) >= ${least} then ${sides[breach]} end`;

const sides: Readonly<Record<Breach, string>> = {
  below: "fallen",
  above: "-fallen",
  both: "abs(fallen)",
  event: "0",
};

const enoughOf = ({ gives, least, tellsOfFall }: Judging): string =>
  !tellsOfFall
    ? "true"
    : `recorded < ${WEEKS.least} or usual.events >= ${PLENTY} or (
    weeks >= ${WEEKS.least} and usual.events >= ${least}
    and ${enoughFor[gives]} * least(${MOST_UNLIKE}, unlike))`;

/** `surenessOf` times the events that are usually there, against `rarestNone`. */
const enoughFor: Readonly<Record<Judging["gives"], string>> = {
  amount:
    "there * weeks * ln(1 + 1 / nullif(weeks, 0)::float8) > (deviations ^ 2 / 2 + ln(sqrt(2 * pi()) * (deviations + 1 / deviations)))",
  share: "there > deviations ^ 2",
};
