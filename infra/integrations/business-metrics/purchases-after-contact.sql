-- Buyers who paid an order in the span, of those who wrote to a seller in it. By buyer: between the two lie hours, and sessions.
-- Reads: conversations, orders.
-- Index: conversations (created_at), orders (paid_at).
select
  count(bought.buyer_id) as part,
  count(*) as whole,
  nullif(greatest(
    coalesce((select min(created_at) from conversations), 'infinity'),
    coalesce((select min(paid_at) from orders), 'infinity')
  ), 'infinity') as since
from (
  select distinct buyer_id from conversations where created_at >= span.start and created_at < span.until
) as contacted
left join (
  select distinct buyer_id from orders where paid_at >= span.start and paid_at < span.until
) as bought using (buyer_id)
