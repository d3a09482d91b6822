-- Profiles created, by day in Paris; a day without one is a nought.
-- Reads: profiles.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
)
select day at time zone 'Europe/Paris' as time, count(profiles.created_at) as "new accounts"
from days
left join profiles on profiles.created_at >= day at time zone 'Europe/Paris'
  and profiles.created_at < (day + interval '1 day') at time zone 'Europe/Paris'
group by day
order by day
