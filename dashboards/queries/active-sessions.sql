-- Distinct sessions that searched or opened a listing, by day in Paris; no data of a day before both were counted.
-- Reads: search_events, product_views.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), seen as (
  select session_id, created_at from search_events where $__timeFilter(created_at)
  union all
  select session_id, created_at from product_views where $__timeFilter(created_at)
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day, count(distinct session_id) as sessions
  from seen
  group by 1
), record as (
  select nullif(greatest(
    coalesce((select min(created_at) from search_events), 'infinity'),
    coalesce((select min(created_at) from product_views), 'infinity')
  ), 'infinity') at time zone 'Europe/Paris' as began
)
select days.day at time zone 'Europe/Paris' as time,
  case when day >= date_trunc('day', began) then coalesce(sessions, 0) end as sessions
from days left join counted using (day) cross join record
order by days.day
