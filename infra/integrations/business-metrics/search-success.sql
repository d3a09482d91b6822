-- Searches with at least one result.
-- Reads: search_events.
-- Index: search_events (created_at).
select
  count(*) filter (where results_count > 0) as part,
  count(*) as whole,
  (select min(created_at) from search_events) as since
from search_events
where created_at >= span.start and created_at < span.until
