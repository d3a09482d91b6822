-- Listings put up and orders paid in the range, by category.
-- Reads: products, orders.
with listed as (
  select category, count(*) as listings from products where $__timeFilter(created_at) group by category
), sold as (
  select products.category, count(*) as orders, sum(orders.total_cents) / 100.0 as euros
  from orders join products on products.id = orders.product_id
  where $__timeFilter(orders.paid_at)
  group by products.category
)
select coalesce(listed.category, sold.category) as category, coalesce(listings, 0) as listings,
  coalesce(orders, 0) as orders, coalesce(euros, 0) as "€"
from listed full join sold on sold.category = listed.category
order by "€" desc, category
