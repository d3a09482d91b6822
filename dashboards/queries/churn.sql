-- Of the sellers who put something up 30 to 60 days before the end of the range, the share that has not in the 30 days since. Days are
-- Paris's.
-- Reads: products.
with span as not materialized (
  select (until - interval '60 days') at time zone 'Europe/Paris' as start,
    (until - interval '30 days') at time zone 'Europe/Paris' as middle
  from (select $__timeTo()::timestamptz at time zone 'Europe/Paris' as until) as clock
), earlier as (
  select distinct seller_id from products cross join span where created_at >= span.start and created_at < span.middle
), since as (
  select distinct seller_id from products cross join span
  where created_at >= span.middle and created_at < $__timeTo()::timestamptz
)
select 100.0 * count(*) filter (where since.seller_id is null) / nullif(count(*), 0) as churned
from earlier left join since using (seller_id)
