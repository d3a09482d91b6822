-- Listings put up.
-- Reads: products.
-- Index: products (created_at).
select
  count(*) as amount,
  count(*) as events,
  (select min(created_at) from products) as since
from products
where created_at >= span.start and created_at < span.until
