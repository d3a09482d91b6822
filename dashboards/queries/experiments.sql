-- Sessions that were shown a variant in the range, those that paid after it, and how sure the difference from variant a is.
-- p: two-sided, of the pooled two-proportion z-test, times the experiment's comparisons (Bonferroni), as is the width of the interval:
--   z = (p1 - p0) / sqrt(p (1 - p) (1/n1 + 1/n0)), p the share of both together (Moore, McCabe, Craig: Introduction to the Practice of
--   Statistics, 8.2). Nothing is said of fewer than 10 sessions that paid, or that did not, of either: 8.2 wants 10 for the interval.
-- Postgres 15 has no erfc: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26 (its error is below 1.5e-7).
-- 95 % interval: 1.96, and for 2 to 5 comparisons the normal quantile at 1 - 0.025 / comparisons.
-- Reads: experiment_exposures, checkouts, orders.
with shown as (
  select experiment, variant, exists (
    select from checkouts join orders on orders.checkout_id = checkouts.id
    where checkouts.session_id = experiment_exposures.session_id and orders.paid_at >= experiment_exposures.created_at
  ) as paid
  from experiment_exposures
  where $__timeFilter(created_at)
), counted as (
  select experiment, variant, count(*)::float8 as sessions, count(*) filter (where paid)::float8 as paid,
    greatest(1, count(*) over (partition by experiment) - 1) as comparisons
  from shown
  group by experiment, variant
), compared as (
  select each.*, base.sessions as base_sessions, each.paid / each.sessions - base.paid / base.sessions as difference,
    base.sessions is not null
      and least(each.paid, each.sessions - each.paid, base.paid, base.sessions - base.paid) >= 10 as enough,
    (each.paid + base.paid) / (each.sessions + base.sessions) as pooled,
    sqrt(each.paid * (each.sessions - each.paid) / each.sessions ^ 3
      + base.paid * (base.sessions - base.paid) / base.sessions ^ 3)
      * (array[1.960, 2.241, 2.394, 2.498, 2.576])[least(each.comparisons, 5)] as margin
  from counted as each
  left join counted as base on base.experiment = each.experiment and base.variant = 'a' and each.variant <> 'a'
), tested as (
  select *, abs(difference) / nullif(sqrt(pooled * (1 - pooled) * (1 / sessions + 1 / base_sessions)), 0) / sqrt(2) as x
  from compared
), judged as (
  select *, case when enough then least(1, comparisons * exp(-(x * x)) * t * (0.254829592 + t * (-0.284496736
    + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))) end as p
  from tested cross join lateral (select 1 / (1 + 0.3275911 * x) as t) as term
)
select experiment, variant, sessions, paid, round((100 * paid / sessions)::numeric, 2) as "paid %",
  round((100 * difference)::numeric, 2) as "difference, points",
  case when enough then round((100 * (difference - margin))::numeric, 2) end as "at least",
  case when enough then round((100 * (difference + margin))::numeric, 2) end as "at most",
  round(p::numeric, 4) as p,
  case
    when variant = 'a' then 'what was there before'
    when difference is null then 'nobody was shown a'
    when not enough then 'too few to say'
    when p >= 0.05 then 'no difference shown'
    when difference > 0 then 'better than a'
    else 'worse than a'
  end as verdict
from judged
order by experiment, variant
