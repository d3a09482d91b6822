-- Payments that succeeded in the span, and checkouts that should have led to some: those of its last three minutes are still
-- being filled in. The record is the checkouts': without a payment there is the silence itself. Checkouts are the shop's own rows; Stripe's events would fall silent with the payments.
-- Reads: payments, checkouts.
-- Index: payments (succeeded_at), checkouts (created_at).
select
  (select count(*) from payments where succeeded_at >= span.start and succeeded_at < span.until) as happened,
  (
    select count(*) from checkouts
    where created_at >= span.start and created_at < span.until - interval '3 minutes'
  ) as expected,
  (select min(created_at) from checkouts) as since
