-- Median asked for the range's listings, and median paid in the range, by category, in euros.
-- Reads: products, orders.
with asked as (
  select category, percentile_cont(0.5) within group (order by price_cents) / 100.0 as asked
  from products where $__timeFilter(created_at) group by category
), paid as (
  select products.category, percentile_cont(0.5) within group (order by orders.total_cents) / 100.0 as paid
  from orders join products on products.id = orders.product_id
  where $__timeFilter(orders.paid_at)
  group by products.category
)
select coalesce(asked.category, paid.category) as category, asked, paid
from asked full join paid on paid.category = asked.category
order by category
