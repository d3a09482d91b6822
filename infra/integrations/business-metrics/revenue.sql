-- What the orders paid in the span came to, in cents.
-- Reads: orders.
-- Index: orders (paid_at).
select
  coalesce(sum(total_cents), 0) as amount,
  count(*) as events,
  coalesce(sum(total_cents::float8 ^ 2), 0) as squares,
  (select min(paid_at) from orders) as since
from orders
where paid_at >= span.start and paid_at < span.until
