-- Tickets opened and closed, by day in Paris; a day without one is a nought.
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
)
select days.day at time zone 'Europe/Paris' as time, coalesce(opened, 0) as opened, coalesce(closed, 0) as closed
from days left join opened using (day) left join closed using (day)
order by days.day
