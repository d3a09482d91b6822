-- Payouts that should have arrived before the span began and are still on their way: no event of Stripe says so. How they stood
-- last week the table does not tell; of its record all that matters is whether there is one.
-- Reads: payouts.
-- Index: payouts (arrival_at), of those on their way.
select
  count(*) as amount,
  count(*) as events,
  (select arrival_at from payouts limit 1) as since
from payouts
where status in ('pending', 'in_transit') and arrival_at < span.start
