-- Mean score by day in Paris; null on a day without ratings.
-- Reads: ratings.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day, avg(score) as score
  from ratings
  where $__timeFilter(created_at)
  group by 1
)
select days.day at time zone 'Europe/Paris' as time, score
from days left join counted using (day)
order by days.day
