-- Payouts that should have arrived before the span began and are still on their way: no event of Stripe says so. How they stood
-- last week the table does not tell.
-- Reads: payouts.
-- Index: payouts (arrival_at), of those on their way.
select
  count(*) as amount,
  count(*) as events,
  min(arrival_at) as since
from payouts
where status in ('pending', 'in_transit') and arrival_at < span.start
