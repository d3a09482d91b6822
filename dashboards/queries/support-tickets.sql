-- Tickets opened and closed, by day in Paris; a day without one is a nought, and one before the first has no data.
-- Reads: support_tickets.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), opened as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day, count(*) as opened
  from support_tickets where $__timeFilter(created_at) group by 1
), closed as (
  select date_trunc('day', closed_at at time zone 'Europe/Paris') as day, count(*) as closed
  from support_tickets where $__timeFilter(closed_at) group by 1
), record as (
  select date_trunc('day', min(created_at) at time zone 'Europe/Paris') as began from support_tickets
)
select days.day at time zone 'Europe/Paris' as time,
  case when day >= began then coalesce(opened, 0) end as opened,
  case when day >= began then coalesce(closed, 0) end as closed
from days left join opened using (day) left join closed using (day) cross join record
order by days.day
