-- Orders paid by category, in the range and in the span of the same length before it; no share of nothing.
-- Reads: products, orders.
with span as (
  select start, until, start - extract(epoch from until - start) * interval '1 second' as earlier
  from (select $__timeFrom()::timestamptz as start, $__timeTo()::timestamptz as until) as range
), sold as (
  select products.category, orders.paid_at >= span.start as present
  from span
  join orders on orders.paid_at >= span.earlier and orders.paid_at < span.until
  join products on products.id = orders.product_id
), counted as (
  select category, count(*) filter (where present) as orders, count(*) filter (where not present) as before
  from sold
  group by category
)
select category, orders, before, round(100.0 * (orders - before) / nullif(before, 0), 1) as "change %"
from counted
order by orders desc, category
