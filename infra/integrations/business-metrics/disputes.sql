-- Disputes opened in the span, per charge that succeeded in it. Each object once, however often Stripe told of it.
-- Reads: stripe_events.
-- Index: stripe_events (type, created_at).
select
  count(distinct object_id) filter (where type = 'charge.dispute.created') as part,
  count(distinct object_id) filter (where type = 'charge.succeeded') as whole,
  (select min(created_at) from stripe_events where type = 'charge.succeeded') as since
from stripe_events
where type in ('charge.dispute.created', 'charge.succeeded')
  and created_at >= span.start and created_at < span.until
