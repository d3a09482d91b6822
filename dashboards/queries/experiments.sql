-- Sessions that were shown a variant in the range, and paid after it; how many standard errors the share is from that of variant a
-- (two proportions, pooled). Null where nobody was shown a, or nobody or everybody paid.
-- Reads: experiment_exposures, checkouts, orders.
with shown as (
  select experiment, variant, exists (
    select from checkouts join orders on orders.checkout_id = checkouts.id
    where checkouts.session_id = experiment_exposures.session_id and orders.paid_at >= experiment_exposures.created_at
  ) as paid
  from experiment_exposures
  where $__timeFilter(created_at)
), counted as (
  select experiment, variant, count(*)::float8 as sessions, count(*) filter (where paid)::float8 as paid
  from shown
  group by experiment, variant
), pooled as (
  select each.*, base.sessions as base_sessions, base.paid as base_paid,
    (each.paid + base.paid) / (each.sessions + base.sessions) as share
  from counted as each
  left join counted as base on base.experiment = each.experiment and base.variant = 'a' and each.variant <> 'a'
)
select experiment, variant, sessions, paid, round((100 * paid / sessions)::numeric, 2) as "paid %",
  round(((paid / sessions - base_paid / base_sessions)
    / nullif(sqrt(share * (1 - share) * (1 / sessions + 1 / base_sessions)), 0))::numeric, 2) as "standard errors from a"
from pooled
order by experiment, variant
