-- Searches made.
-- Reads: search_events.
-- Index: search_events (created_at).
select
  count(*) as amount,
  count(*) as events,
  (select min(created_at) from search_events) as since
from search_events
where created_at >= span.start and created_at < span.until
