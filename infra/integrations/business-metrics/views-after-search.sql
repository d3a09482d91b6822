-- Sessions that opened a listing in the span, of those that searched in it.
-- Reads: search_events, product_views.
-- Index: search_events (created_at), product_views (created_at).
select
  count(viewed.session_id) as part,
  count(*) as whole,
  nullif(greatest(
    coalesce((select min(created_at) from search_events), 'infinity'),
    coalesce((select min(created_at) from product_views), 'infinity')
  ), 'infinity') as since
from (
  select distinct session_id from search_events where created_at >= span.start and created_at < span.until
) as searched
left join (
  select distinct session_id from product_views where created_at >= span.start and created_at < span.until
) as viewed using (session_id)
