-- Of the buyers of the 30 days before the end of the range, the share that had bought before those days. Days are Paris's.
-- Reads: orders.
with span as not materialized (
  select ($__timeTo()::timestamptz at time zone 'Europe/Paris' - interval '30 days') at time zone 'Europe/Paris' as start
), recent as (
  select distinct buyer_id from orders cross join span where paid_at >= span.start and paid_at < $__timeTo()::timestamptz
)
select 100.0 * count(*) filter (where exists (
  select from orders where orders.buyer_id = recent.buyer_id and orders.paid_at < span.start
)) / nullif(count(*), 0) as "came back"
from recent cross join span
