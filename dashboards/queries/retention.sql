-- Of the buyers whose first order was in a month in Paris, the share that paid again one, two, three and six months later.
-- Reads: orders.
with paid as (
  select distinct buyer_id, date_trunc('month', paid_at at time zone 'Europe/Paris') as month
  from orders
  where paid_at is not null
), cohorts as (
  select buyer_id, min(month) as start from paid group by buyer_id
), later as (
  select start, buyer_id,
    extract(year from age(month, start)) * 12 + extract(month from age(month, start)) as months
  from cohorts join paid using (buyer_id)
  where start >= date_trunc('month', now() at time zone 'Europe/Paris') - interval '11 months'
)
select to_char(start, 'YYYY-MM') as cohort, count(distinct buyer_id) as buyers,
  round(100.0 * count(*) filter (where months = 1) / count(distinct buyer_id), 1) as "1 month",
  round(100.0 * count(*) filter (where months = 2) / count(distinct buyer_id), 1) as "2 months",
  round(100.0 * count(*) filter (where months = 3) / count(distinct buyer_id), 1) as "3 months",
  round(100.0 * count(*) filter (where months = 6) / count(distinct buyer_id), 1) as "6 months"
from later
group by start
order by start
