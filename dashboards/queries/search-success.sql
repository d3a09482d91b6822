-- Share of the rows of the last 24 hours whose results_count is above 0; null where nobody searched.
-- Reads: search_events.
select 100.0 * count(*) filter (where results_count > 0) / nullif(count(*), 0) as "found something"
from search_events
where created_at >= now() - interval '24 hours'
