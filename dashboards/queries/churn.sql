-- Of the sellers who put something up 30 to 60 days before the end of the range, the share that has not in the 30 days since.
-- Reads: products.
with earlier as (
  select distinct seller_id from products
  where created_at >= $__timeTo()::timestamptz - interval '60 days' and created_at < $__timeTo()::timestamptz - interval '30 days'
), since as (
  select distinct seller_id from products
  where created_at >= $__timeTo()::timestamptz - interval '30 days' and created_at < $__timeTo()::timestamptz
)
select 100.0 * count(*) filter (where since.seller_id is null) / nullif(count(*), 0) as churned
from earlier left join since using (seller_id)
