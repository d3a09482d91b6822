-- Of the buyers whose first order was in a month in Paris, the share that paid again one, two, three and six months later: the last twelve
-- months. Every order is read once, in the order of its index: `paid` has a bit for each month that a buyer paid in, bit 0 for all before.
-- Reads: orders.
with months as (
  select number, date_trunc('month', now() at time zone 'Europe/Paris') + (number - 12) * interval '1 month' as month
  from generate_series(1, 12) as number
), bounds as (
  select array_agg(month at time zone 'Europe/Paris' order by number) as starts from months
), buyers as (
  select buyer_id, min(width_bucket(paid_at, starts)) as first, bit_or(1 << width_bucket(paid_at, starts)) as paid
  from orders cross join bounds
  where paid_at is not null
  group by buyer_id
)
select to_char(month, 'YYYY-MM') as cohort, count(*) as buyers,
  round(100.0 * count(*) filter (where paid & (1 << first + 1) > 0) / count(*), 1) as "1 month",
  round(100.0 * count(*) filter (where paid & (1 << first + 2) > 0) / count(*), 1) as "2 months",
  round(100.0 * count(*) filter (where paid & (1 << first + 3) > 0) / count(*), 1) as "3 months",
  round(100.0 * count(*) filter (where paid & (1 << first + 6) > 0) / count(*), 1) as "6 months"
from buyers join months on number = first
group by month
order by month
