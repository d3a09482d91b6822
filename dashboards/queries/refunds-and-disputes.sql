-- Charges refunded and disputes opened, by day in Paris; a day without one is a nought. Each object counts once.
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
)
select days.day at time zone 'Europe/Paris' as time, coalesce(refunds, 0) as refunds, coalesce(disputes, 0) as disputes
from days left join counted using (day)
order by days.day
