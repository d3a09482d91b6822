-- Change failure rate: of a week's deployments of a change, in Paris, the share that failed, or that the next deployment repaired; null
-- in a week without. https://dora.dev/guides/dora-metrics-four-keys/ (change fail rate)
-- Reads: deployments.
with weeks as (
  select generate_series(
    date_trunc('week', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('week', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '7 days') as week
), followed as (
  select deployed_at, succeeded, repairs, lead(repairs) over (order by deployed_at) as repaired
  from deployments
  where deployed_at >= (select min(week) at time zone 'Europe/Paris' from weeks)
), counted as (
  select date_trunc('week', deployed_at at time zone 'Europe/Paris') as week,
    100.0 * count(*) filter (where not succeeded or repaired) / count(*) as failed
  from followed
  where not repairs and deployed_at <= $__timeTo()::timestamptz
  group by 1
)
select weeks.week at time zone 'Europe/Paris' as time, failed
from weeks left join counted using (week)
order by weeks.week
