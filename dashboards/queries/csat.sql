-- CSAT: share of the ratings of orders that are 4 or 5, by week in Paris; null in a week without ratings.
-- https://www.qualtrics.com/experience-management/customer/what-is-csat/ (satisfied customers are those of the two best answers)
-- Reads: ratings.
with weeks as (
  select generate_series(
    date_trunc('week', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('week', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '7 days') as week
), counted as (
  select date_trunc('week', created_at at time zone 'Europe/Paris') as week,
    100.0 * count(*) filter (where score >= 4) / count(*) as satisfied
  from ratings
  where created_at >= (select min(week) at time zone 'Europe/Paris' from weeks) and created_at <= $__timeTo()::timestamptz
  group by 1
)
select weeks.week at time zone 'Europe/Paris' as time, satisfied
from weeks left join counted using (week)
order by weeks.week
