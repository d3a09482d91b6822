-- Tests that failed and lines that the linter refused on the main branch, of all of a day's runs, by day in Paris; null on a day
-- without a run that reported any.
-- Reads: ci_runs.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', finished_at at time zone 'Europe/Paris') as day, sum(tests_failed) as tests, sum(lint_failures) as lint
  from ci_runs
  where $__timeFilter(finished_at)
  group by 1
)
select days.day at time zone 'Europe/Paris' as time, tests as "failed tests", lint as "lint errors"
from days left join counted using (day)
order by days.day
