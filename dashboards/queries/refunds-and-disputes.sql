-- Charges refunded and disputes opened, by day in Paris; a day without one is a nought, and one before the first charge has no data. Each
-- object counts once.
-- Reads: stripe_events.
with days as (
  select generate_series(
    date_trunc('day', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('day', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '1 day') as day
), counted as (
  select date_trunc('day', created_at at time zone 'Europe/Paris') as day,
    count(distinct object_id) filter (where type = 'charge.refunded') as refunds,
    count(distinct object_id) filter (where type = 'charge.dispute.created') as disputes
  from stripe_events
  where type in ('charge.refunded', 'charge.dispute.created') and $__timeFilter(created_at)
  group by 1
), record as (
  select date_trunc('day', min(created_at) at time zone 'Europe/Paris') as began
  from stripe_events where type = 'charge.succeeded'
)
select days.day at time zone 'Europe/Paris' as time,
  case when day >= began then coalesce(refunds, 0) end as refunds,
  case when day >= began then coalesce(disputes, 0) end as disputes
from days left join counted using (day) cross join record
order by days.day
