-- Tickets open at the end of each day in Paris, hours since half of them and since the oldest were opened; null of an age where none is
-- open, and before the first ticket.
-- Reads: support_tickets.
with days as (
  select day at time zone 'Europe/Paris' as time,
    least((day + interval '1 day') at time zone 'Europe/Paris', $__timeTo()::timestamptz) as until
  from generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), unfinished as materialized (
  select created_at, closed_at from support_tickets where closed_at is null or closed_at >= $__timeFrom()::timestamptz
), record as (
  select min(created_at) as began from support_tickets
)
select time, case when until > min(began) then count(created_at) end as open,
  round((percentile_cont(0.5) within group (order by extract(epoch from until - created_at)) / 3600)::numeric, 1) as "median age, h",
  round((max(extract(epoch from until - created_at)) / 3600)::numeric, 1) as "oldest, h"
from days cross join record
left join unfinished on created_at < until and (closed_at is null or closed_at >= until)
group by time, until
order by time
