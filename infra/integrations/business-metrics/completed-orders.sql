-- Checkouts started in the span that were paid before it ended. One that is paid later counts as open in every span alike, so
-- that this week's is compared with what last week's was at the same moment. Each is looked up by itself: a join would read nearly all
-- orders, because Postgres cannot foresee how few checkouts a span holds.
-- Reads: checkouts, orders.
-- Index: checkouts (created_at), orders (checkout_id), unique; orders (paid_at).
select
  count(*) filter (where exists (
    select from orders where orders.checkout_id = checkouts.id and orders.paid_at < span.until
  )) as part,
  count(*) as whole,
  nullif(greatest(
    coalesce((select min(created_at) from checkouts), 'infinity'),
    coalesce((select min(paid_at) from orders), 'infinity')
  ), 'infinity') as since
from checkouts
where checkouts.created_at >= span.start and checkouts.created_at < span.until
