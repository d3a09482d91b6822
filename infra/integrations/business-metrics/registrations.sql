-- Sign-ups.
-- Reads: profiles.
-- Index: profiles (created_at).
select
  count(*) as amount,
  count(*) as events,
  (select min(created_at) from profiles) as since
from profiles
where created_at >= span.start and created_at < span.until
