-- Profiles created, by day in Paris; a day without one is a nought, and one before the first has no data.
-- Reads: profiles.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), record as (
  select date_trunc('day', min(created_at) at time zone 'Europe/Paris') as began from profiles
)
select day at time zone 'Europe/Paris' as time,
  case when day >= began then count(profiles.created_at) end as "new accounts"
from days cross join record
left join profiles on profiles.created_at >= day at time zone 'Europe/Paris'
  and profiles.created_at < (day + interval '1 day') at time zone 'Europe/Paris'
group by day, began
order by day
