-- Of the buyers of the 30 days before the end of the range, the share that had bought before those days.
-- Reads: orders.
with recent as (
  select distinct buyer_id
  from orders
  where paid_at >= $__timeTo()::timestamptz - interval '30 days' and paid_at < $__timeTo()::timestamptz
)
select 100.0 * count(*) filter (where exists (
  select from orders
  where orders.buyer_id = recent.buyer_id and orders.paid_at < $__timeTo()::timestamptz - interval '30 days'
)) / nullif(count(*), 0) as "came back"
from recent
