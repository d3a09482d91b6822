-- Tickets of the range by topic; hours until half of the closed ones were closed, and since the oldest that is open was opened: null
-- where none is.
-- Reads: support_tickets.
select topic, count(*) as tickets, count(*) filter (where closed_at is null) as open,
  round((percentile_cont(0.5) within group (order by extract(epoch from closed_at - created_at)) / 3600)::numeric, 1)
    as "hours until closed",
  round((extract(epoch from $__timeTo()::timestamptz - min(created_at) filter (where closed_at is null)) / 3600)::numeric, 1)
    as "oldest open, h"
from support_tickets
where $__timeFilter(created_at)
group by topic
order by tickets desc, topic
