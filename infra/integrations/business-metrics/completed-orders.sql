-- Checkouts started in the span that were paid before it ended. One that is paid later counts as open in every span alike, so
-- that this week's is compared with what last week's was at the same moment.
-- Reads: checkouts, orders.
-- Index: checkouts (created_at), orders (checkout_id), unique.
select
  count(orders.checkout_id) as part,
  count(*) as whole,
  (select min(created_at) from checkouts) as since
from checkouts
left join orders on orders.checkout_id = checkouts.id and orders.paid_at < span.until
where checkouts.created_at >= span.start and checkouts.created_at < span.until
