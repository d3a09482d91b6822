-- Lines of the shop's code that its tests reach, as the last run of CI of each day in Paris measured; null on a day without.
-- Reads: ci_runs.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), last as (
  select distinct on (1) date_trunc('day', finished_at at time zone 'Europe/Paris') as day, coverage_percent as coverage
  from ci_runs
  where $__timeFilter(finished_at) and coverage_percent is not null
  order by 1, finished_at desc
)
select days.day at time zone 'Europe/Paris' as time, coverage
from days left join last using (day)
order by days.day
