-- Hours from a commit until it was in production, by week in Paris: of half of the deployments that succeeded, and of nine in ten; null
-- in a week without. https://dora.dev/guides/dora-metrics-four-keys/ (change lead time)
-- Reads: deployments.
with weeks as (
  select generate_series(
    date_trunc('week', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('week', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '7 days') as week
), counted as (
  select date_trunc('week', deployed_at at time zone 'Europe/Paris') as week,
    percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from deployed_at - committed_at) / 3600) as hours
  from deployments
  where succeeded and deployed_at >= (select min(week) at time zone 'Europe/Paris' from weeks)
    and deployed_at <= $__timeTo()::timestamptz
  group by 1
)
select weeks.week at time zone 'Europe/Paris' as time, hours[1] as median, hours[2] as "nine in ten"
from weeks left join counted using (week)
order by weeks.week
