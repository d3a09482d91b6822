-- Sessions that wrote to a seller in the span, of those that opened a listing in it.
-- Reads: product_views, conversations.
-- Index: product_views (created_at), conversations (created_at).
select
  count(contacted.session_id) as part,
  count(*) as whole,
  nullif(greatest(
    coalesce((select min(created_at) from product_views), 'infinity'),
    coalesce((select min(created_at) from conversations), 'infinity')
  ), 'infinity') as since
from (
  select distinct session_id from product_views where created_at >= span.start and created_at < span.until
) as viewed
left join (
  select distinct session_id from conversations where created_at >= span.start and created_at < span.until
) as contacted using (session_id)
